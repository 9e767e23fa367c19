/**
 * What the compiler cannot say about a chapter's cells.
 *
 * @module
 */
import ts from "typescript";
import { budgets } from "#src/catalog/budgets.ts";
import { isFilled } from "./fill.ts";
import { type CodeCell, isCode, type Notebook, notebookMetadata } from "./notebook.ts";
import type { Problem } from "./problem.ts";
import { calledName, namesOf, parse } from "./syntax.ts";

/** Names whose value must be the last of its cell, or it is lost. */
const SHOWN = ["show", "compare", "recall"];

/** Faults of the sources: whatever the outputs are. */
export function sourceProblems(book: Notebook): Problem[] {
  const problems: Problem[] = metadataProblems(book);
  const declared = new Map<string, number>();
  book.cells.forEach((cell, index) => {
    const at = { cell: index + 1 };
    if (cell.source.trim() === "") problems.push({ ...at, says: "the cell is empty" });
    if (!isCode(cell)) return;
    const parsed = parse(cell.source);
    problems.push(...cellProblems(cell, parsed, at.cell));
    for (const [name, line] of namesDeclared(parsed)) {
      const before = declared.get(name);
      if (before === undefined) declared.set(name, at.cell);
      else {
        const says = `${name} is declared in cell ${before} already: no name is declared twice in a chapter`;
        problems.push({ ...at, line, says });
      }
    }
  });
  return problems;
}

function metadataProblems(book: Notebook): Problem[] {
  const problems: Problem[] = [];
  const ids = new Set<string>();
  for (const { id } of book.cells) {
    if (ids.has(id)) problems.push({ says: `two cells have the id ${id}` });
    ids.add(id);
  }
  for (const [key, value] of Object.entries(notebookMetadata)) {
    if (JSON.stringify(book.metadata[key]) !== JSON.stringify(value)) {
      problems.push({ says: `metadata.${key} must be ${JSON.stringify(value)}` });
    }
  }
  return problems;
}

function cellProblems(cell: CodeCell, parsed: ts.SourceFile, number: number): Problem[] {
  const problems: Problem[] = [];
  const add = (node: ts.Node, says: string) =>
    problems.push({
      cell: number,
      line: parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1,
      says,
    });
  const lines = cell.source.split("\n").length;
  const limit = isFilled(cell) ? budgets.chapter.maxFilledCellLines : budgets.chapter.maxCellLines;
  if (lines > limit) problems.push({ cell: number, says: `the cell has ${lines} lines; at most ${limit}` });
  parsed.statements.forEach((statement, index) => {
    if (ts.isImportDeclaration(statement)) {
      const from = (statement.moduleSpecifier as ts.StringLiteral).text;
      if (!/^#(src|patterns)\/.+\.ts$/.test(from)) {
        add(
          statement,
          `import from "#src/….ts" or "#patterns/….ts", not from "${from}": study copies lie elsewhere`,
        );
      }
    }
    const call = ts.isExpressionStatement(statement) ? calledName(statement.expression) : undefined;
    if (call !== undefined && SHOWN.includes(call) && index < parsed.statements.length - 1) {
      add(statement, `${call}(…) must stand last in its cell: a value before the last is not shown`);
    }
  });
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && node.getText() === "console.table") {
      add(node, "console.table prints differently in the page: use show(table(…))");
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  cell.source.split("\n").forEach((line, at) => {
    if (/\/\/ hole:/.test(line) && !isWholeStatement(parsed, at)) {
      const says = "a hole must be one whole statement on one line, with `// hole: <question>` behind it";
      problems.push({ cell: number, line: at + 1, says });
    }
  });
  return problems;
}

function* namesDeclared(parsed: ts.SourceFile): Generator<[name: string, line: number]> {
  for (const statement of parsed.statements) {
    const line = parsed.getLineAndCharacterOfPosition(statement.getStart()).line + 1;
    for (const name of namesOf(statement)) yield [name, line];
  }
}

function isWholeStatement(parsed: ts.SourceFile, line: number): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    const inBlock = ts.isBlock(node.parent ?? node) || ts.isSourceFile(node.parent ?? node);
    if (inBlock && ts.isStatement(node)) {
      const start = parsed.getLineAndCharacterOfPosition(node.getStart()).line;
      const end = parsed.getLineAndCharacterOfPosition(node.getEnd()).line;
      if (start === line && end === line) found = true;
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(parsed, visit);
  return found;
}
