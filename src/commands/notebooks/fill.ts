/**
 * Cells that show code of the library: the code stands once, in its module, and the cell is filled from it.
 *
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import ts from "typescript";
import { root } from "../kernel/pinned.ts";
import { type CodeCell, isCode, type Notebook } from "./notebook.ts";
import { namesOf, parse } from "./syntax.ts";

const FILLED = /^\/\/ from (#patterns\/[\w./-]+\/[\w-]+\.ts)(?:: ([\w, ]+))?[ \t]*$/m;

/** True for a cell that begins with `// from #patterns/…` and the name of a module. */
export function isFilled(cell: CodeCell): boolean {
  return FILLED.exec(cell.source)?.index === 0;
}

/**
 * The notebook with its filled cells as the library has them now. The other cells are the same objects.
 *
 * @throws {Error} If the module or a name in it does not exist.
 */
export function filled(book: Notebook): Notebook {
  const cells = book.cells.map((cell, index) => {
    if (!isCode(cell) || !isFilled(cell)) return cell;
    const [header, specifier, names] = FILLED.exec(cell.source)!;
    const file = `${root}src/patterns/${specifier!.slice("#patterns/".length)}`;
    if (!existsSync(file)) throw new Error(`Cannot fill cell ${index + 1} as there is no ${specifier}`);
    const wanted = names?.split(",").map((name) => name.trim());
    return { ...cell, source: `${header.trimEnd()}\n${declarations(readFileSync(file, "utf8"), wanted)}` };
  });
  return { ...book, cells };
}

/**
 * The declarations of a module as they stand in a cell: without the module's comment, its imports and `export`.
 *
 * @throws {Error} If a name is not declared.
 */
export function declarations(text: string, names?: readonly string[]): string {
  const parsed = parse(text);
  const kept = parsed.statements.filter((statement) =>
    !ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)
  );
  const missing = names?.find((name) => !kept.some((statement) => namesOf(statement).includes(name)));
  if (missing !== undefined) throw new Error(`Cannot fill a cell as the module declares no ${missing}`);
  return kept
    .filter((statement) => names === undefined || namesOf(statement).some((name) => names.includes(name)))
    .map((statement) => {
      const comments = (ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? [])
        .map(({ pos, end }) => text.slice(pos, end))
        .filter((comment) => !comment.includes("@module"));
      const code = statement.getText().replace(/^export /, "");
      return [...comments, code].join("\n");
    })
    .join("\n\n");
}
