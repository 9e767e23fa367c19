/**
 * Forms that the style does without, and file names.
 *
 * @module
 */
import ts from "typescript";
import { lineOf, parse, type Rule, visit } from "./source.ts";

/** Forms that the style does without: `any`, `enum`, default exports, barrel files. */
export const forms: Rule = (file) => {
  const tree = parse(file);
  const found: string[] = [];
  visit(tree, (node) => {
    const line = lineOf(tree, node);
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`${line}: any`);
    if (ts.isEnumDeclaration(node)) found.push(`${line}: enum; write a union of texts`);
    if (
      ts.isExportAssignment(node) ||
      (ts.canHaveModifiers(node) &&
        ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword))
    ) {
      found.push(`${line}: default export`);
    }
  });
  const barrel = tree.statements.length > 1 &&
    tree.statements.every((each) => ts.isExportDeclaration(each) && each.moduleSpecifier !== undefined);
  return barrel ? [...found, "1: barrel file"] : found;
};

/** No test is left out or left alone. */
export const leftOut: Rule = (file) => {
  if (!/\.test\.tsx?$/.test(file.path)) return [];
  const tree = parse(file);
  const found: string[] = [];
  visit(tree, (node) => {
    if (!ts.isPropertyAccessExpression(node) || !["only", "skip", "todo"].includes(node.name.text)) return;
    const [owner] = node.expression.getText(tree).split(".");
    if (["test", "it", "describe", "suite"].includes(owner!)) {
      found.push(`${lineOf(tree, node)}: ${node.getText(tree)}`);
    }
  });
  return found;
};

/** File names are kebab-case, with dots between their parts. */
export const naming: Rule = ({ path }) => {
  const name = path.split("/").at(-1)!;
  return /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(name)
    ? []
    : [`1: ${name} is not kebab-case`];
};
