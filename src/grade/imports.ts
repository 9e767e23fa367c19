/**
 * What an answer may import: the ports, what the file as shipped imports, and holes.
 *
 * Paths are from the project's folder, with `/`.
 *
 * @module
 */
import type { Mistaken } from "#src/grade/verdict.ts";

const TODO = "src/grade/todo.ts";

/** The file of the project that a specifier names, or `undefined` for what is outside. `from` is the importing file. */
export function pathOf(specifier: string, from: string): string | undefined {
  if (specifier.startsWith("#patterns/")) return `src/patterns/${specifier.slice("#patterns/".length)}`;
  if (specifier.startsWith("#src/")) return `src/${specifier.slice("#src/".length)}`;
  if (!specifier.startsWith(".")) return undefined;
  const folders = from.split("/").slice(0, -1);
  for (const step of specifier.split("/")) {
    if (step === ".." && folders.pop() === undefined) return undefined;
    if (step !== ".." && step !== ".") folders.push(step);
  }
  return folders.join("/");
}

/**
 * The files that an answer may import.
 *
 * @param stub The text of the file as shipped.
 * @param stubPath Its path.
 * @param ports The paths of the ports.
 */
export function allowedPaths(stub: string, stubPath: string, ports: readonly string[]): ReadonlySet<string> {
  const allowed = new Set([...ports, TODO]);
  for (const [, specifier] of stub.matchAll(/(?:from|import)\s+"([^"]+)"/g)) {
    const path = pathOf(specifier!, stubPath);
    if (path !== undefined) allowed.add(path);
  }
  return allowed;
}

/**
 * One sentence on why an import is refused.
 *
 * @param path The file that it names, if there is one.
 * @param own The answer's own path.
 */
export function refusal(specifier: string, path: string | undefined, own: string): string {
  const name = specifier.slice(0, 100);
  if (/^(node|npm|jsr|https?|data|file|blob):/i.test(specifier)) return `'${name}' is outside the course.`;
  if (path === undefined) return `'${name}' is not there, or outside the course.`;
  if (/(^|\/)solutions\//.test(path)) return `'${name}' is the reference answer.`;
  if (/(^|\/)exercises\/\.harness\//.test(path)) return `'${name}' belongs to the grader.`;
  if (path === own) return `'${name}' is this file itself.`;
  if (path.startsWith("src/patterns/")) {
    return `'${name}' is the chapter's own code, and the exercise is to write it.`;
  }
  return `'${name}' is not a port, and the file as shipped does not import it.`;
}

/** The verdict on a forbidden import. */
export function refusedImport(why: string): Mistaken {
  return {
    kind: "mistaken",
    mistake: "import",
    message: `Your file imports what an answer may not: ${why}`,
    advice:
      "An answer may import the ports (#src/ports/…) and what the file as shipped imports. Types are free.",
  };
}

/** The verdict on an import of a name that its module does not export. */
export function missingImport(name: string): Mistaken {
  return {
    kind: "mistaken",
    mistake: "import",
    message: `Your file imports '${name.slice(0, 100)}', which is not there.`,
    advice: "Look at the spelling.",
  };
}

/** The verdict on a file that is not TypeScript. */
export function notTypeScript(why: string): Mistaken {
  return {
    kind: "mistaken",
    mistake: "syntax",
    message: `Your file is not TypeScript: ${why.slice(0, 300)}`,
  };
}
