/**
 * Study copies: chapters to work in, with the decisive outputs cleared and the holes open.
 *
 * A copy is made where there is none and never touched again: it holds the reader's work.
 *
 * @module
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { chapterNames, notebooksFolder } from "./find.ts";
import { gatesOf, isRecall } from "./gates.ts";
import {
  type Cell,
  formatNotebook,
  isCode,
  type MarkdownCell,
  type Notebook,
  parseNotebook,
} from "./notebook.ts";

/** A line with a hole: its indent, the statement, the question. */
const HOLE = /^([ \t]*)(\S.*?)[ \t]*\/\/ hole: (.+?)[ \t]*$/;
const IMPORT_TODO = 'import { todo } from "#src/grade/todo.ts";';

/** The file of a study copy. */
export function studyFile(name: string, folder: string = notebooksFolder): string {
  return join(folder, ".study", `${name}.ipynb`);
}

/**
 * Makes the study copies that do not exist yet.
 *
 * @returns The names of the chapters whose copy was made now.
 */
export function makeStudyCopies(
  names: readonly string[] = chapterNames(),
  folder = notebooksFolder,
): string[] {
  return names.filter((name) => {
    const file = studyFile(name, folder);
    if (existsSync(file)) return false;
    const copy = studyCopy(parseNotebook(readFileSync(join(folder, `${name}.ipynb`), "utf8")), name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, formatNotebook(copy), { flag: "wx" });
    return true;
  });
}

/** The copy of a chapter in which its reader works. */
export function studyCopy(book: Notebook, name: string): Notebook {
  const gates = gatesOf(book);
  const asks = new Set(gates.map(({ predict }) => predict));
  const decisive = new Set(gates.flatMap(({ run, compare }) => [run, ...cellsFrom(book, compare, asks)]));
  let todoIsThere = false;
  let holes = 0;
  let open = false;
  const cells = book.cells.map((cell, index): Cell => {
    if (!isCode(cell)) return cell;
    const lines = cell.source.split("\n");
    const here = lines.filter((line) => HOLE.test(line)).length;
    let source = lines.map(withTodo).join("\n");
    if (/^import \{[^}]*\btodo\b/m.test(source)) todoIsThere = true;
    if (here > 0) {
      open = true;
      holes += here;
      if (!todoIsThere) source = `${IMPORT_TODO}\n\n${source}`;
      todoIsThere = true;
    }
    // Behind an open hole the record would show what the reader is to find.
    return decisive.has(index) || isRecall(cell) || open
      ? { ...cell, source, outputs: [], execution_count: null }
      : cell;
  });
  return { ...book, cells: [guide(name, holes, book), ...cells] };
}

/** The cells from this one on, up to the next heading or question: what follows a gate tells its answer too. */
function cellsFrom(book: Notebook, start: number, asks: ReadonlySet<number>): number[] {
  const end = book.cells.findIndex((cell, index) =>
    index > start && (isCode(cell) ? asks.has(index) || isRecall(cell) : HEADING.test(cell.source))
  );
  const count = (end < 0 ? book.cells.length : end) - start;
  return Array.from({ length: count }, (_, index) => start + index);
}

const HEADING = /^#{1,6} /m;

function withTodo(line: string): string {
  const [, indent, , question] = HOLE.exec(line) ?? [];
  return question === undefined ? line : `${indent}todo(${JSON.stringify(question)});`;
}

function guide(name: string, holes: number, book: Notebook): MarkdownCell {
  const lines = [
    `> **Your copy of \`notebooks/${name}.ipynb\`.** Work here: this file is yours and is never overwritten.`,
    '> Where a question is asked, put your answer in place of `"?"` first, then run its three cells.',
  ];
  if (holes > 0) {
    const count = holes === 1 ? "One line is" : `${holes} lines are`;
    lines.push(`> ${count} missing, marked \`todo(…)\`: write what belongs there, and run on.`);
  }
  lines.push("> To begin anew, delete this file and run `npm run lab` again.");
  const ids = new Set(book.cells.map(({ id }) => id));
  let id = "study-guide";
  while (ids.has(id)) id += "-copy";
  return { cell_type: "markdown", id, metadata: {}, source: lines.join("\n") };
}
