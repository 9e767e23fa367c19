/**
 * The code cells of a notebook as one module, so that the compiler can read them, and the way back to the cell.
 *
 * @module
 */
import { isCode, type Notebook } from "./notebook.ts";

/** A module made of cells. */
export interface Extract {
  /** The module's text. */
  text: string;
  /** For each line of the module, from 0, the cell (from 1) and line (from 1) it came from. */
  places: ({ cell: number; line: number } | undefined)[];
}

/** Printing objects differs between kernel and page; texts and numbers do not. */
const PRELUDE = "export declare const console: { log(...texts: (string | number | boolean)[]): void };";

/** The cells as a module, in which names that a cell declares are visible in the later ones. */
export function extract(book: Notebook): Extract {
  const lines = [PRELUDE];
  const places: Extract["places"] = [undefined];
  book.cells.forEach((cell, index) => {
    if (!isCode(cell)) return;
    lines.push(`// cell ${index + 1}`);
    places.push(undefined);
    cell.source.split("\n").forEach((line, at) => {
      lines.push(line);
      places.push({ cell: index + 1, line: at + 1 });
    });
  });
  return { text: `${lines.join("\n")}\n`, places };
}
