/**
 * Makes the study copies and opens them in the Jupyter that is installed.
 *
 * @module
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import process from "node:process";
import { chapterNames, meant, nearest } from "../notebooks/find.ts";
import { makeStudyCopies, studyFile } from "../notebooks/study.ts";
import { jupyterPath, writeEnvFile } from "./env-file.ts";

const NO_JUPYTER =
  `No Jupyter found. Get one with \`pip install jupyterlab\` (or your system's package), then run this again.
Without it: open this folder in VS Code with its Jupyter extension, open notebooks/.study/…ipynb, choose "Distributed Patterns (Deno)".`;

/** Programs that can open notebooks, best first. */
const FRONT_ENDS = [["jupyter-lab"], ["jupyter-notebook"], ["jupyter", "lab"], [
  "jupyter",
  "notebook",
]] as const;

/** Where and with what to open. */
export interface LabOptions {
  /** The repository's root. */
  folder: string;
  /** The environment of the programs that are started. */
  env: Record<string, string | undefined>;
  /** Takes a line for the person. */
  say: (line: string) => void;
  /** What becomes of Jupyter's own lines. */
  stdio?: "inherit" | "ignore";
}

/** Opens the chapter that a word means, or all; returns the exit code when Jupyter ends. */
export function openLab(
  args: readonly string[],
  { folder, env, say, stdio = "inherit" }: LabOptions,
): Promise<number> {
  const options = args.filter((arg) => arg.startsWith("-"));
  const [word] = args.filter((arg) => !arg.startsWith("-"));
  const notebooks = join(folder, "notebooks");
  const names = chapterNames(notebooks);
  const [name] = word === undefined ? [] : meant(word, names);
  if (word !== undefined && name === undefined) {
    const near = nearest(word, names);
    say(`There is no chapter ${word}.${near === undefined ? "" : ` Did you mean ${near}?`}`);
    return Promise.resolve(2);
  }
  const made = makeStudyCopies(names, notebooks);
  if (made.length > 0) say(`Study copies made: ${made.join(", ")}`);
  writeEnvFile(folder);
  const runs = ([program, ...rest]: readonly string[]) =>
    spawnSync(program!, [...rest, "--version"], { env, stdio: "ignore", timeout: 20_000 }).status === 0;
  const found = FRONT_ENDS.find(runs);
  if (found === undefined) {
    say(NO_JUPYTER);
    return Promise.resolve(1);
  }
  if (made.length > 0) trust(made.map((each) => studyFile(each, notebooks)), env);
  const targets = name === undefined ? [] : [studyFile(name, notebooks)];
  say(`Opening ${targets[0] ?? "the study copies"} with ${found.join(" ")}. Ctrl-C ends it.`);
  // The copies' folder is the root, or Jupyter would hide it for its name.
  const [program, ...rest] = found;
  const all = [...rest, `--notebook-dir=${join(notebooks, ".study")}`, ...options, ...targets];
  const path = [jupyterPath(folder), env.JUPYTER_PATH].filter((each) => each !== undefined && each !== "");
  return ended(
    spawn(program, all, { cwd: folder, stdio, env: { ...env, JUPYTER_PATH: path.join(delimiter) } }),
  );
}

/** Fresh copies hold outputs of this repository alone; Jupyter does not draw pictures that it does not trust. */
function trust(files: readonly string[], env: LabOptions["env"]): void {
  spawnSync("jupyter", ["trust", ...files], { env, stdio: "ignore", timeout: 20_000 });
}

function ended(child: ChildProcess): Promise<number> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 0));
  });
}
