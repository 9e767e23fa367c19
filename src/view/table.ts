/**
 * Tables: aligned text for a terminal, HTML for a notebook and a page.
 *
 * @module
 */

import { number } from "#src/view/format.ts";
import { escapeXml } from "#src/view/svg.ts";

/** What a cell may hold. */
export type Cell = string | number | boolean | null | undefined;

/** A row: names and cells. */
export type Row = Readonly<Record<string, Cell>>;

/** Options for {@linkcode table}. */
export interface TableOptions<R extends Row = Row> {
  /** Which columns, in which order, or their headings by name. @default {all, in the order of the first row} */
  columns?: readonly (keyof R & string)[] | Readonly<Partial<Record<keyof R & string, string>>>;
  /** One sentence above the table. */
  caption?: string;
}

/** A table, ready to be shown. */
export interface Table {
  readonly kind: "table";
  readonly caption: string | undefined;
  readonly headings: readonly string[];
  readonly cells: readonly (readonly string[])[];
  /** Columns that hold numbers stand at the right. */
  readonly right: readonly boolean[];
}

/** Makes a table of records. Numbers get three significant digits and commas between groups. */
export function table<R extends Row>(rows: readonly R[], { columns, caption }: TableOptions<R> = {}): Table {
  const names: readonly string[] = columns === undefined
    ? [...new Set(rows.flatMap((row) => Object.keys(row)))]
    : Array.isArray(columns)
    ? columns
    : Object.keys(columns);
  const heading = (name: string): string =>
    columns === undefined || Array.isArray(columns)
      ? name
      : (columns as Record<string, string>)[name] ?? name;
  return {
    kind: "table",
    caption,
    headings: names.map(heading),
    cells: rows.map((row) => names.map((name) => cellText(row[name]))),
    right: names.map((name) => {
      const values = rows.map((row) => row[name]).filter((value) => value !== undefined && value !== null);
      return values.length > 0 && values.every((value) => typeof value === "number");
    }),
  };
}

/** A cell as text. */
export function cellText(value: Cell): string {
  if (value === undefined || value === null) return "–";
  return typeof value === "number" ? number(value) : String(value);
}

/** Aligned columns under a ruled heading. */
export function tableText({ caption, headings, cells, right }: Table): string {
  const widths = headings.map((heading, i) =>
    Math.max(length(heading), ...cells.map((row) => length(row[i]!)))
  );
  const line = (row: readonly string[]) =>
    row.map((cell, i) => {
      const space = " ".repeat(widths[i]! - length(cell));
      return right[i] ? space + cell : cell + space;
    }).join("  ").trimEnd();
  return [
    ...(caption === undefined ? [] : [caption, ""]),
    line(headings),
    widths.map((width) => "─".repeat(width)).join("  "),
    ...cells.map(line),
  ].join("\n");
}

/** The same as HTML. */
export function tableHtml({ caption, headings, cells, right }: Table): string {
  const align = (i: number) => right[i] ? ` style="text-align:right"` : ` style="text-align:left"`;
  const head = headings.map((heading, i) => `<th scope="col"${align(i)}>${escapeXml(heading)}</th>`).join("");
  const body = cells.map((row) =>
    `<tr>${row.map((cell, i) => `<td${align(i)}>${escapeXml(cell)}</td>`).join("")}</tr>`
  ).join("\n");
  const title = caption === undefined ? "" : `<caption>${escapeXml(caption)}</caption>`;
  return `<table>${title}\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody></table>`;
}

const length = (text: string): number => [...text].length;
