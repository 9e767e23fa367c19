/**
 * Makes an answer's TypeScript into a module that a worker can load, or says why it is none.
 *
 * @module
 */
import { notTypeScript, pathOf, refusal, refusedImport } from "../../../src/grade/imports.ts";
import type { Mistaken } from "../../../src/grade/verdict.ts";
import {
  CodeSyntaxError,
  edited,
  importsReplaced,
  placeOf,
  type Read,
  readTypeScript,
} from "../live/typescript.ts";

/** What an answer may import, by path, with the address of each module. */
export type Modules = Readonly<Record<string, string>>;

/** A module that a worker can load. Lines are those of the answer. */
export interface Compiled {
  code: string;
}

/** Throws what esbuild makes of an import that is computed while running. */
const NO_REQUIRE = '((name) => { throw new Error(`Dynamic require of "${name}" is not supported`); })';

/**
 * @param text The answer.
 * @param file Its path from the project's folder.
 * @param modules What it may import.
 */
export function compileAnswer(text: string, file: string, modules: Modules): Compiled | Mistaken {
  let read: Read;
  try {
    // Imports that are used as types only are left out, as everywhere in the course.
    read = readTypeScript(text);
  } catch (error) {
    const { message, at } = fault(error);
    return { ...notTypeScript(message), where: placeIn(text, at.line, at.column) };
  }
  const { code, program } = read;
  const edits = importsReplaced(program, NO_REQUIRE);
  for (const statement of program.body) {
    if (!("source" in statement) || !statement.source) continue;
    const specifier = String(statement.source.value);
    const path = pathOf(specifier, file);
    const address = path === undefined ? undefined : modules[path];
    if (address === undefined) {
      const { line, column } = placeOf(statement.source);
      return { ...refusedImport(refusal(specifier, path, file)), where: placeIn(text, line, column) };
    }
    edits.push({ start: statement.source.start, end: statement.source.end, text: JSON.stringify(address) });
  }
  return { code: `${edited(code, edits)}\n//# sourceURL=/answer.js` };
}

/** What is wrong with a text as TypeScript, as one types. */
export function faultsOf(text: string): CodeSyntaxError[] {
  try {
    readTypeScript(text);
    return [];
  } catch (error) {
    return [fault(error)];
  }
}

function fault(error: unknown): CodeSyntaxError {
  if (error instanceof CodeSyntaxError) return error;
  throw error;
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
