/**
 * Notebooks as data, nbformat 4.5, and the one way in which they are written.
 *
 * @module
 */

/** One media type to its value: a string, or JSON where the type ends in `json`. */
export type MediaBundle = Record<string, unknown>;

/** What a cell showed. */
export type Output =
  | { output_type: "stream"; name: "stdout" | "stderr"; text: string }
  | { output_type: "display_data"; data: MediaBundle; metadata: Record<string, unknown> }
  | {
    output_type: "execute_result";
    data: MediaBundle;
    metadata: Record<string, unknown>;
    execution_count: number;
  }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

/** Prose. */
export interface MarkdownCell {
  cell_type: "markdown";
  id: string;
  metadata: CellMetadata;
  source: string;
}

/** Code with what it showed. */
export interface CodeCell {
  cell_type: "code";
  id: string;
  metadata: CellMetadata;
  source: string;
  execution_count: number | null;
  outputs: Output[];
}

/** What we read of a cell's metadata; a front end may add more. */
export interface CellMetadata {
  tags?: string[];
  [key: string]: unknown;
}

/** A cell of a chapter. */
export type Cell = MarkdownCell | CodeCell;

/** A notebook in memory: texts are whole strings, not lists of lines. */
export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: 4;
  nbformat_minor: 5;
}

/** The metadata of every notebook in the course. */
export const notebookMetadata = {
  kernelspec: {
    display_name: "Distributed Patterns (Deno)",
    language: "typescript",
    name: "distributed-patterns",
  },
  language_info: {
    file_extension: ".ts",
    mimetype: "text/x.typescript",
    name: "typescript",
  },
};

/** A notebook of the course with these cells. */
export function notebook(cells: Cell[]): Notebook {
  return { cells, metadata: structuredClone(notebookMetadata), nbformat: 4, nbformat_minor: 5 };
}

/** True for a cell of code. */
export function isCode(cell: Cell): cell is CodeCell {
  return cell.cell_type === "code";
}

/**
 * Reads a notebook; the JSON must have been validated. Lists of lines become strings.
 *
 * @throws {SyntaxError} If the text is not JSON.
 */
export function parseNotebook(text: string): Notebook {
  const raw = JSON.parse(text) as Notebook;
  for (const cell of raw.cells) {
    cell.source = joined(cell.source);
    if (!isCode(cell)) continue;
    for (const output of cell.outputs) {
      if (output.output_type === "stream") output.text = joined(output.text);
      else if (output.output_type !== "error") {
        for (const [type, value] of Object.entries(output.data)) {
          if (!isJsonType(type)) output.data[type] = joined(value as string | string[]);
        }
      }
    }
  }
  return raw;
}

/**
 * Writes a notebook: keys sorted, one space of indent, texts as lists of lines, a newline at the end. The same as
 * Jupyter's own writer, so that saving an unchanged chapter changes nothing.
 */
export function formatNotebook(book: Notebook): string {
  const cells = book.cells.map((cell) => ({
    ...cell,
    source: lines(cell.source),
    ...(isCode(cell) ? { outputs: cell.outputs.map(outputAsLines) } : {}),
  }));
  return `${JSON.stringify(sorted({ ...book, cells }), null, 1)}\n`;
}

function outputAsLines(output: Output): unknown {
  if (output.output_type === "stream") return { ...output, text: lines(output.text) };
  if (output.output_type === "error") return output;
  const data = Object.entries(output.data).map(([type, value]) => [
    type,
    isJsonType(type) ? value : lines(value as string),
  ]);
  return { ...output, data: Object.fromEntries(data) };
}

/** Types whose value is JSON and stays as it is. */
export function isJsonType(type: string): boolean {
  return type === "application/json" || type.endsWith("+json");
}

function joined(text: string | string[]): string {
  return Array.isArray(text) ? text.join("") : text;
}

function lines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

/** The value with the keys of all its objects in order. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
