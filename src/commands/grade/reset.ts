/**
 * Puts an exercise's file as shipped in its place, and keeps what was there.
 *
 * @module
 */
import { copyFileSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { isStub, readAnswer } from "./answer-file.ts";
import { course, filesOf, type Layout } from "./layout.ts";

/** What a reset did. */
export type ResetOutcome =
  | { readonly did: "nothing" }
  | { readonly did: "reset"; readonly kept: string | undefined };

/** Resets one exercise. What was there, be it a file, a folder or a link, is kept beside it as `.bak`. */
export function resetExercise(exercise: string, layout: Layout = course): ResetOutcome {
  const { exercise: path, stub } = filesOf(exercise, layout);
  const read = readAnswer(path);
  if ("text" in read && isStub(read.text, readFileSync(stub, "utf8"))) return { did: "nothing" };
  const kept = exists(path) ? freeName(path) : undefined;
  if (kept !== undefined) renameSync(path, kept);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(stub, path);
  return { did: "reset", kept };
}

/** Whether anything stands there, a broken link included. */
function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Earlier copies are never overwritten. */
function freeName(path: string): string {
  for (let number = 1;; number++) {
    const name = number === 1 ? `${path}.bak` : `${path}.${number}.bak`;
    if (!existsSync(name) && !exists(name)) return name;
  }
}
