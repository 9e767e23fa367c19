/**
 * Type-checks the cells of notebooks with the pinned Deno, since no front end and no kernel ever does.
 *
 * @module
 */
import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { pinnedDeno, root } from "../kernel/pinned.ts";
import { type Extract, extract } from "./extract.ts";
import type { Notebook } from "./notebook.ts";
import type { Problem } from "./problem.ts";

/** Type errors by name of the notebook; no entry where there are none. */
export async function typeProblems(books: ReadonlyMap<string, Notebook>): Promise<Map<string, Problem[]>> {
  const problems = new Map<string, Problem[]>();
  if (books.size === 0) return problems;
  const folder = `${root}.cache/notebooks/${process.pid}`;
  const extracts = new Map<string, { name: string; module: Extract }>();
  const files = [...books].map(([name, book]) => {
    const file = `${folder}/${name}.ts`;
    const module = extract(book);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, module.text);
    extracts.set(pathToFileURL(file).href, { name, module });
    return file;
  });
  try {
    const { code, text } = await denoCheck(files);
    if (code === 0) return problems;
    for (const { url, line, says } of parseDenoCheck(text)) {
      const found = extracts.get(url);
      const where = found?.module.places[line - 1];
      const name = found?.name ?? [...books.keys()][0]!;
      const outside = `the library has a type error: ${
        decodeURI(url).replace(/^.*\/src\//, "src/")
      }:${line} ${says}`;
      const problem = found === undefined ? { says: outside } : { ...where, says };
      problems.set(name, [...problems.get(name) ?? [], problem]);
    }
    if (problems.size === 0) problems.set([...books.keys()][0]!, [{ says: text.trim() }]);
    return problems;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function denoCheck(files: readonly string[]): Promise<{ code: number; text: string }> {
  const env = { ...process.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
  return new Promise((resolve) => {
    execFile(
      pinnedDeno(),
      ["check", "-q", ...files],
      { cwd: root, env, maxBuffer: 1e8 },
      (error, _out, text) => {
        resolve({ code: error === null ? 0 : 1, text });
      },
    );
  });
}

/** An error with its place in a module. */
interface Found {
  url: string;
  line: number;
  says: string;
}

/** The errors in what `deno check` prints: a message, perhaps its reasons, the source line, `at url:line:column`. */
export function parseDenoCheck(text: string): Found[] {
  const found: Found[] = [];
  let message: string[] = [];
  for (const line of text.split("\n")) {
    const start = /^(TS\d+) \[ERROR\]: (.*)$/.exec(line) ?? /^(error): (.*)$/.exec(line);
    const at = /^\s*at (file:.+):(\d+):(\d+)$/.exec(line);
    if (start !== null) message = [start[1] === "error" ? start[2]! : `${start[1]} ${start[2]}`];
    else if (at !== null && message.length > 0) {
      const marks = message.findIndex((part) => /^[\s|]*[~^]*$/.test(part));
      const says = message.slice(0, marks < 0 ? 1 : Math.max(1, marks - 1)).map((part) => part.trim()).join(
        " ",
      );
      found.push({ url: at[1]!, line: Number(at[2]), says });
      message = [];
    } else if (message.length > 0) message.push(line);
  }
  return found;
}
