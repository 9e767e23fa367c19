/**
 * Remembers judgements: a verdict is a function of answer, harness and library.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Judgement } from "#src/grade/report.ts";
import { type ExerciseFiles, projectRoot } from "./layout.ts";

const FOLDER = join(projectRoot, "node_modules/.cache/grade/verdicts");
let library: string | undefined;

/** The key of a judgement. */
export function keyOf(files: ExerciseFiles, answer: string, seeds: number | undefined): string {
  const hash = createHash("sha256");
  hash.update(library ??= libraryHash());
  const folder = dirname(files.harness); // a harness imports its neighbours
  const sources = readdirSync(folder).filter((name) => name.endsWith(".ts")).sort();
  // The reference answer's figures stand beside the learner's.
  const solution = existsSync(files.solution) ? [files.solution] : [];
  for (const path of [...sources.map((name) => join(folder, name)), files.stub, ...solution]) {
    hash.update(readFileSync(path));
  }
  return hash.update(`${files.exercise}\0${seeds ?? ""}\0`).update(answer).digest("hex");
}

/** Reads a judgement, if it is there. */
export function recall(key: string): Judgement | undefined {
  try {
    const found = JSON.parse(readFileSync(join(FOLDER, `${key}.json`), "utf8")) as Partial<Judgement> | null;
    // A full disk or a cut write leaves less than a judgement.
    return found?.exercise === undefined || found.verdict?.kind === undefined
      ? undefined
      : found as Judgement;
  } catch {
    return undefined;
  }
}

/** Keeps a judgement; where that is impossible, the next run judges again. */
export function remember(key: string, judgement: Judgement): void {
  const { verdict } = judgement;
  // What depends on the machine's speed or memory is judged anew.
  if (
    verdict.kind === "mistaken" &&
    ["hang", "time", "memory", "ended", "never-loads", "internal"].includes(verdict.mistake)
  ) return;
  try {
    const path = join(FOLDER, `${key}.json`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(judgement));
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A read-only checkout.
  }
}

/** Forgets the library's hash, for a command that watches. */
export function forgetLibrary(): void {
  library = undefined;
}

// The whole library: a change anywhere in it may change a verdict, and hashing it takes some milliseconds.
function libraryHash(): string {
  const hash = createHash("sha256");
  for (
    const folder of [
      "src/pure",
      "src/ports",
      "src/sim",
      "src/check",
      "src/view",
      "src/grade",
      "src/patterns",
      "src/commands/grade",
    ]
  ) {
    addFolder(join(projectRoot, folder), hash);
  }
  for (const file of ["package-lock.json", "tsconfig.json"]) {
    hash.update(readFileSync(join(projectRoot, file)));
  }
  return hash.digest("hex");
}

function addFolder(folder: string, hash: ReturnType<typeof createHash>): void {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) addFolder(path, hash);
    else if (entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts")) {
      hash.update(path.slice(projectRoot.length)).update(readFileSync(path));
    }
  }
}
