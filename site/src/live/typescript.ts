/**
 * Reads TypeScript in the page: types away, lines kept, the rest as a tree whose pieces can be replaced.
 *
 * @module
 */
import { type Node, parse, type Program } from "acorn";
import { transform } from "sucrase";

/** A place in a text: the line from 1, the column from 0. */
export interface Place {
  line: number;
  column: number;
}

/** A text that is no TypeScript, or not where it stands. */
export class CodeSyntaxError extends Error {
  override readonly name = "SyntaxError";
  readonly at: Place;

  constructor(message: string, at: Place) {
    super(message);
    this.at = at;
  }
}

/** A piece of text to put in place of another. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** JavaScript with the lines of its TypeScript. */
export interface Read {
  code: string;
  program: Program;
}

/**
 * Strips the types and reads what is left.
 *
 * @param keepImports Keeps imports that the text itself does not use; otherwise they are taken for types.
 * @throws {CodeSyntaxError} If the text is not TypeScript.
 */
export function readTypeScript(text: string, { keepImports = false } = {}): Read {
  try {
    const { code } = transform(text, {
      transforms: ["typescript"],
      disableESTransforms: true,
      keepUnusedImports: keepImports,
    });
    return { code, program: readJavaScript(code) };
  } catch (error) {
    if (error instanceof CodeSyntaxError) throw error;
    const { message, loc } = error as Error & { loc?: Place };
    const said = message.replace(/^Error transforming .*?: /, "").replace(/ \(\d+:\d+\)$/, "");
    // This reader's columns begin at 1.
    throw new CodeSyntaxError(said, {
      line: loc?.line ?? 1,
      column: Math.max(0, (loc?.column ?? 1) - 1),
    });
  }
}

function readJavaScript(code: string): Program {
  try {
    return parse(code, {
      ecmaVersion: "latest",
      sourceType: "module",
      allowAwaitOutsideFunction: true,
      locations: true,
    });
  } catch (error) {
    const { message, loc } = error as Error & { loc?: Place };
    throw new CodeSyntaxError(message.replace(/ \(\d+:\d+\)$/, ""), loc ?? { line: 1, column: 0 });
  }
}

/** Where a piece of the tree begins. */
export const placeOf = ({ loc }: Node): Place => loc?.start ?? { line: 1, column: 0 };

/** Visits every piece of a tree. */
export function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) { for (const each of value) walk(each, visit); }
  if (typeof value !== "object" || value === null || typeof (value as Node).type !== "string") return;
  visit(value as Node);
  for (const each of Object.values(value)) if (typeof each === "object") walk(each, visit);
}

/** One edit for the word `import` of each import that is an expression. */
export function importsReplaced(program: Program, text: string): Edit[] {
  const edits: Edit[] = [];
  walk(program, ({ type, start }) => {
    if (type === "ImportExpression") edits.push({ start, end: start + "import".length, text });
  });
  return edits;
}

/** The code with its edits. */
export function edited(code: string, edits: readonly Edit[]): string {
  let result = "";
  let from = 0;
  // In the order of their places; of two at one place, what is only put in comes first.
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += code.slice(from, start) + text;
    from = end;
  }
  return result + code.slice(from);
}
