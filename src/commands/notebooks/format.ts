/**
 * The format of the code in cells: that of `deno fmt`, a little narrower than in modules, for the page.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { pinnedDeno, root } from "../kernel/pinned.ts";
import { isCode, type Notebook } from "./notebook.ts";

/** Width of a line of code in a chapter. */
export const CELL_WIDTH = 100;
const MARK = "// %% cell ";

/**
 * The notebook with formatted code. Cells whose code does not change are the same objects.
 *
 * @throws {SyntaxError} If the code cannot be read.
 */
export function formatted(book: Notebook): Notebook {
  const codes = book.cells.filter(isCode);
  if (codes.length === 0) return book;
  const input = codes.map(({ source }, index) => `${MARK}${index}\n\n${source}\n`).join("\n");
  const args = ["fmt", "-q", "--ext", "ts", "--line-width", String(CELL_WIDTH), "-"];
  const env = { ...process.env, NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(pinnedDeno(), args, {
    cwd: root,
    input,
    env,
    encoding: "utf8",
  });
  if (status !== 0) throw new SyntaxError(stderr.trim());
  const texts = stdout.split(new RegExp(`^${MARK}\\d+\n`, "m")).slice(1).map((text) => text.trim());
  if (texts.length !== codes.length) {
    throw new SyntaxError("Cannot format the cells as their marks were lost");
  }
  const sources = new Map(codes.map(({ id }, index) => [id, texts[index]!]));
  const cells = book.cells.map((cell) => {
    const source = isCode(cell) ? sources.get(cell.id)! : cell.source.trimEnd();
    return source === cell.source ? cell : { ...cell, source };
  });
  return { ...book, cells };
}
