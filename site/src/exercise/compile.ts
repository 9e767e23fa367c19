/**
 * Makes an answer's TypeScript into a module that a worker can load, or says why it is none.
 *
 * @module
 */
import { type Node, parse, type Program } from "acorn";
import { transform } from "sucrase";
import { notTypeScript, pathOf, refusal, refusedImport } from "../../../src/grade/imports.ts";
import type { Mistaken } from "../../../src/grade/verdict.ts";

/** What an answer may import, by path, with the address of each module. */
export type Modules = Readonly<Record<string, string>>;

/** A module that a worker can load. Lines are those of the answer. */
export interface Compiled {
  code: string;
}

interface Fault extends Error {
  loc?: { line: number; column: number };
}

/** Throws what esbuild makes of an import that is computed while running. */
const NO_REQUIRE = '((name) => { throw new Error(`Dynamic require of "${name}" is not supported`); })';

/**
 * @param text The answer.
 * @param file Its path from the project's folder.
 * @param modules What it may import.
 */
export function compileAnswer(text: string, file: string, modules: Modules): Compiled | Mistaken {
  let code: string;
  let program: Program;
  try {
    // Imports that are used as types only are left out, as everywhere in the course.
    ({ code } = transform(text, { transforms: ["typescript"], disableESTransforms: true }));
    program = parse(code, {
      ecmaVersion: "latest",
      sourceType: "module",
      allowAwaitOutsideFunction: true,
      locations: true,
    });
  } catch (error) {
    return syntaxMistake(error as Fault, text);
  }
  const edits: { start: number; end: number; text: string }[] = [];
  for (const statement of program.body) {
    if (!("source" in statement) || !statement.source) continue;
    const specifier = String(statement.source.value);
    const path = pathOf(specifier, file);
    const address = path === undefined ? undefined : modules[path];
    if (address === undefined) {
      const { line, column } = statement.source.loc!.start;
      return { ...refusedImport(refusal(specifier, path, file)), where: placeIn(text, line, column) };
    }
    edits.push({ start: statement.source.start, end: statement.source.end, text: JSON.stringify(address) });
  }
  walk(program, (node) => {
    if (node.type === "ImportExpression") {
      edits.push({ start: node.start, end: node.start + "import".length, text: NO_REQUIRE });
    }
  });
  for (const { start, end, text: instead } of edits.sort((a, b) => b.start - a.start)) {
    code = code.slice(0, start) + instead + code.slice(end);
  }
  return { code: `${code}\n//# sourceURL=/answer.js` };
}

/** What is wrong with a text as TypeScript, as one types. */
export function faultsOf(text: string): { message: string; at: { line: number; column: number } }[] {
  try {
    const { code } = transform(text, { transforms: ["typescript"], disableESTransforms: true });
    parse(code, { ecmaVersion: "latest", sourceType: "module", locations: true });
    return [];
  } catch (error) {
    const { message, line, column } = faultAt(error as Fault);
    return [{ message, at: { line, column } }];
  }
}

function faultAt({ message, loc }: Fault): { message: string; line: number; column: number } {
  return {
    message: message.replace(/^Error transforming .*?: /, "").replace(/ \(\d+:\d+\)$/, ""),
    line: loc?.line ?? 1,
    column: loc?.column ?? 0,
  };
}

function syntaxMistake(error: Fault, text: string): Mistaken {
  const { message, line, column } = faultAt(error);
  return { ...notTypeScript(message), where: placeIn(text, line, column) };
}

/** A place with the text of its line; columns from 1. */
export function placeIn(
  text: string,
  line: number,
  column: number,
): { line: number; column: number; text?: string } {
  const found = text.split("\n")[line - 1];
  return { line, column: column + 1, ...(found !== undefined && { text: found.slice(0, 200) }) };
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) { for (const each of value) walk(each, visit); }
  if (typeof value !== "object" || value === null || typeof (value as Node).type !== "string") return;
  visit(value as Node);
  for (const each of Object.values(value)) if (typeof each === "object") walk(each, visit);
}
