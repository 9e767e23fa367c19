/**
 * A file as the rules of the house read it: its text and its syntax tree.
 *
 * @module
 */
import ts from "typescript";

/** A file to judge; its path is relative to the project's folder. */
export interface SourceFile {
  path: string;
  text: string;
}

/** A rule: what is wrong with the file, as `line: sentence`. */
export type Rule = (file: SourceFile) => string[];

const parsed = new WeakMap<SourceFile, ts.SourceFile>();

/** The syntax tree of a file. */
export function parse(file: SourceFile): ts.SourceFile {
  const tree = parsed.get(file) ?? ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2022, true);
  parsed.set(file, tree);
  return tree;
}

/** The line of a node, from 1. */
export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/** Calls `see` for the node and all below it. */
export function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  node.forEachChild((child) => visit(child, see));
}
