/**
 * Turns a notebook into the Markdown of its page: prose as it is, and one fence for each code cell, which
 * `remark-course.ts` turns into components.
 *
 * @module
 */
import path from "node:path";
import { GATE_TYPE, type GateData } from "../../src/learn/gate.ts";
import { type ChapterEntry, course, ROOT } from "./course.ts";
import { highlight } from "./highlight.ts";

/** The language of the fence that holds a code cell as JSON. */
export const CELL_FENCE = "notebook-cell";

/** What a cell showed, reduced to what the page draws. */
export type CellOutput =
  | { kind: "text"; text: string; error?: true }
  | { kind: "picture"; svg: string; text: string }
  | { kind: "html"; html: string };

/** A code cell as its component gets it. The source is the text of `html`. */
export interface CellProps {
  /** The cell's id in the notebook. */
  id: string;
  /** Position among the code cells of the chapter, from 0. */
  index: number;
  /** The highlighted source. */
  html: string;
  /** The committed outputs. */
  outputs: CellOutput[];
  /** The part that the cell has in a gate. */
  role?: "predict" | "run" | "compare";
  /** The gate's data, on its first cell. */
  gate?: GateData;
}

type Multiline = string | string[];

interface RawOutput {
  output_type: string;
  text?: Multiline;
  data?: Record<string, unknown>;
  ename?: string;
  evalue?: string;
}

interface RawCell {
  cell_type: string;
  id?: string;
  source: Multiline;
  outputs?: RawOutput[];
}

/** A notebook file, as far as the page reads it. */
interface Notebook {
  cells: RawCell[];
}

function joined(text: unknown): string {
  return Array.isArray(text) ? text.join("") : typeof text === "string" ? text : "";
}

function outputOf(raw: RawOutput): CellOutput[] {
  if (raw.output_type === "stream") {
    return [{ kind: "text", text: joined(raw.text) }];
  }
  if (raw.output_type === "error") {
    return [{ kind: "text", text: `${raw.ename}: ${raw.evalue}`, error: true }];
  }
  const data = raw.data ?? {};
  const text = joined(data["text/plain"]);
  if (data["image/svg+xml"]) {
    return [{ kind: "picture", svg: joined(data["image/svg+xml"]), text }];
  }
  if (data["text/html"]) {
    return [{ kind: "html", html: joined(data["text/html"]) }];
  }
  return text ? [{ kind: "text", text }] : [];
}

/** Neighbouring pieces of printed text are one block. */
function merged(outputs: CellOutput[]): CellOutput[] {
  const result: CellOutput[] = [];
  for (const output of outputs) {
    const last = result.at(-1);
    if (
      last?.kind === "text" && output.kind === "text" && !last.error &&
      !output.error
    ) last.text += output.text;
    else result.push({ ...output });
  }
  return result;
}

function gateOf(cell: RawCell): GateData | undefined {
  for (const output of cell.outputs ?? []) {
    const data = output.data?.[GATE_TYPE];
    if (data) {
      return (typeof data === "string" ? JSON.parse(data) : data) as GateData;
    }
  }
  return undefined;
}

/** Marks the cells of each gate: from the one that predicts to the one that compares. */
function markGates(cells: CellProps[], raw: RawCell[], file: string): void {
  let open = -1;
  raw.forEach((cell, index) => {
    if (/=\s*predict\(/.test(joined(cell.source))) open = index;
    const gate = gateOf(cell);
    if (!gate) return;
    if (open < 0) {
      throw new Error(
        `${file}: cell ${cell.id} compares, but no cell before it predicts`,
      );
    }
    cells[open]!.role = "predict";
    cells[open]!.gate = gate;
    for (let between = open + 1; between < index; between++) {
      cells[between]!.role = "run";
    }
    cells[index]!.role = "compare";
    open = -1;
  });
}

/** The code cells of a notebook, in order. */
export function codeCells(notebook: Notebook, file: string): CellProps[] {
  const raw = notebook.cells.filter((cell) => cell.cell_type === "code");
  const cells = raw.map((cell, index): CellProps => ({
    id: cell.id ?? `cell-${index}`,
    index,
    html: highlight(joined(cell.source).replace(/\s+$/, ""), "typescript"),
    outputs: merged((cell.outputs ?? []).flatMap(outputOf)),
  }));
  markGates(cells, raw, file);
  return cells;
}

/** The chapter whose notebook this is. */
export function chapterOf(file: string): ChapterEntry | undefined {
  const slug = path.relative(path.join(ROOT, "notebooks"), file).replaceAll(
    path.sep,
    "/",
  ).replace(/\.ipynb$/, "");
  return course().flatMap((category) => category.chapters).find((chapter) => chapter.slug === slug);
}

/** The Markdown of a notebook's page. The title leaves the text: the chapter's head shows it. */
export function notebookToMarkdown(json: string, file: string): string {
  const notebook = JSON.parse(json) as Notebook;
  const cells = codeCells(notebook, file);
  let next = 0;
  const parts = notebook.cells.map((cell, position) => {
    if (cell.cell_type === "code") {
      return `~~~~${CELL_FENCE}\n${JSON.stringify(cells[next++])}\n~~~~`;
    }
    if (cell.cell_type !== "markdown") return "";
    const text = joined(cell.source);
    return position === 0 ? text.replace(/^# .*\n?/, "") : text;
  });
  return parts.join("\n\n");
}

/** The front matter of a notebook's page, from the catalogue. */
export function notebookFrontMatter(file: string): Record<string, unknown> {
  const chapter = chapterOf(file);
  if (!chapter) {
    throw new Error(
      `${file} has no entry in src/catalog: add one, or move the notebook away`,
    );
  }
  return {
    title: chapter.title,
    description: chapter.summary,
    hide_title: true,
    mdx: { format: "md" },
    chapter,
  };
}
