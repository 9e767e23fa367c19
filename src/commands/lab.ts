/**
 * `npm run lab`: opens the study copies in the Jupyter that is installed, with the course's own kernel.
 *
 * @module
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { root } from "./kernel/pinned.ts";
import { chapterNames, meant, nearest, notebooksFolder } from "./notebooks/find.ts";
import { makeStudyCopies, studyFile } from "./notebooks/study.ts";
import { jupyterPath, writeEnvFile } from "./lab/env-file.ts";

const HELP = `Opens the study copies of the chapters in Jupyter, with the course's kernel.

  npm run lab                      all chapters
  npm run lab circuit-breaker      one chapter
  npm run lab -- --no-browser      only starts the server and prints its address

Study copies lie in notebooks/.study/ and are yours: they are made once and never overwritten.
Options behind -- are passed to Jupyter. Ctrl-C ends it.`;

const NO_JUPYTER =
  `No Jupyter found. Get one with \`pip install jupyterlab\` (or your system's package), then run this again.
Without it: open this folder in VS Code with its Jupyter extension, open notebooks/.study/…ipynb, choose "Distributed Patterns (Deno)".`;

/** Programs that can open notebooks, best first. */
const FRONT_ENDS = [["jupyter-lab"], ["jupyter-notebook"], ["jupyter", "lab"], [
  "jupyter",
  "notebook",
]] as const;

function main(args: readonly string[]): Promise<number> | number {
  if (args.includes("--help") || process.env.npm_config_help === "true") return said(HELP);
  const options = args.filter((arg) => arg.startsWith("-"));
  const [word] = args.filter((arg) => !arg.startsWith("-"));
  const names = chapterNames();
  const [name] = word === undefined ? [] : meant(word, names);
  if (word !== undefined && name === undefined) {
    return said(`There is no chapter ${word}. Did you mean ${nearest(word, names)}?`, 2);
  }
  const made = makeStudyCopies(names);
  if (made.length > 0) console.log(`Study copies made: ${made.join(", ")}`);
  writeEnvFile(root);
  const found = FRONT_ENDS.find(([program, ...rest]) => runs(program, [...rest, "--version"]));
  if (found === undefined) return said(NO_JUPYTER, 1);
  const target = name === undefined ? join(notebooksFolder, ".study") : studyFile(name);
  const [program, ...rest] = found;
  // Jupyter hides files in dot-folders unless it is told not to.
  const hidden = ["--ContentsManager.allow_hidden=True", `--notebook-dir=${notebooksFolder}`];
  console.log(`Opening ${target.slice(root.length)} with ${found.join(" ")}. Ctrl-C ends it.`);
  const inherited = process.env.JUPYTER_PATH;
  const path = inherited === undefined ? jupyterPath(root) : `${jupyterPath(root)}${delimiter}${inherited}`;
  const env = { ...process.env, JUPYTER_PATH: path };
  return ended(
    spawn(program, [...rest, ...hidden, ...options, target], { cwd: root, stdio: "inherit", env }),
  );
}

function runs(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: "ignore", timeout: 20_000 }).status === 0;
}

function ended(child: ChildProcess): Promise<number> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 0));
  });
}

function said(text: string, code = 0): number {
  (code === 0 ? console.log : console.error)(text);
  return code;
}

if (!existsSync(notebooksFolder)) console.error("There are no notebooks here.");
process.exit(await main(process.argv.slice(2)));
