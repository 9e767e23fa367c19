/**
 * Prints what the grader says of each known answer of an exercise, with its text, as JSON: for comparing other places
 * that grade. A wrong answer plays the one schedule of its stored token; with `--full` it plays all. Deno only.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { mutate } from "#src/grade/mutants.ts";
import { gradeAnswer, gradeToken } from "#src/grade/runner.ts";
import type { Verdict } from "#src/grade/verdict.ts";
import { normalised } from "./answer-file.ts";
import { listExercises } from "./exercises.ts";
import { loadParts, variantsOf } from "./graders.ts";
import { loadAnswer } from "./load-answer.ts";

/** A known answer and what it comes to. */
export interface KnownAnswer {
  readonly exercise: string;
  /** `solution`, `variant <name>` or `mutant <id>`. */
  readonly name: string;
  readonly text: string;
  /** The schedule that was played, where it was one. */
  readonly token?: string;
  readonly says: Pick<Verdict, "kind"> & { readonly property?: string };
}

/** The part of a verdict that must be the same wherever it is made. */
function essence(verdict: Verdict): KnownAnswer["says"] {
  const { kind } = verdict;
  return kind === "failed" ? { kind, property: verdict.property } : { kind };
}

async function knownAnswers(exercise: string, full: boolean): Promise<KnownAnswer[]> {
  const parts = await loadParts(exercise);
  const { files, harness, mutants, solution } = parts;
  const texts: { name: string; text: string; path: string; token?: string }[] = [
    { name: "solution", text: solution, path: files.solution },
    ...variantsOf(files).map((path) => ({
      name: `variant ${basename(path, ".ts")}`,
      text: normalised(readFileSync(path, "utf8")),
      path,
    })),
    ...mutants.mutants.map((mutant) => ({
      name: `mutant ${mutant.id}`,
      text: mutate(solution, mutant),
      path: files.solution,
      ...(full ? {} : { token: mutant.token! }),
    })),
  ];
  const known: KnownAnswer[] = [];
  for (const { path, ...rest } of texts) {
    const answer = await loadAnswer(rest.text, path);
    const { token } = rest;
    const verdict = token === undefined ? gradeAnswer(harness, answer) : gradeToken(harness, answer, token);
    known.push({ exercise, ...rest, says: essence(await verdict) });
  }
  return known;
}

declare const Deno: { args: string[]; exit(code: number): never };

// A wrong answer may leave a rejection that nobody handles; its verdict is what it breaks.
addEventListener("unhandledrejection", (event) => event.preventDefault());

const names = Deno.args.filter((each) => each !== "--full");
const asked = names.length > 0 ? names : listExercises();
const all: KnownAnswer[] = [];
for (const exercise of asked) all.push(...await knownAnswers(exercise, Deno.args.includes("--full")));
console.log(JSON.stringify(all));
Deno.exit(0); // some mutant may have left a wait behind
