/**
 * Grades the graders: stub, solution, variants and mutants of each exercise, in this process. Deno only.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import type { Check, Harness } from "#src/grade/harness.ts";
import { type Mutant, type Mutants, mutate } from "#src/grade/mutants.ts";
import {
  type BrokenCount,
  gradeAnswer,
  gradeToken,
  schedulesOf,
  shortName,
  survey,
} from "#src/grade/runner.ts";
import { takeTodos } from "#src/grade/todo-record.ts";
import { verdictLine } from "#src/grade/report.ts";
import type { Verdict } from "#src/grade/verdict.ts";
import { allowedPaths, pathOf } from "#src/grade/imports.ts";
import { normalised } from "./answer-file.ts";
import { fromProject, portPaths } from "./bundle.ts";
import { type ExerciseFiles, filesOf, type Layout } from "./layout.ts";
import { loadAnswer } from "./load-answer.ts";

type Answer = Record<string, unknown>;

/** What was found of one exercise. */
export interface Findings {
  readonly exercise: string;
  /** What is wrong with its grader; empty if nothing. */
  readonly faults: string[];
  readonly variants: number;
  readonly mutants: number;
  /** Schedules that the solution passed. */
  readonly schedules: number;
  /** Processor time of the solution's grading, in milliseconds: of a busy machine it says the same. */
  readonly ms: number;
}

/** Everything of one exercise that grading its grader needs. */
export interface Parts {
  readonly files: ExerciseFiles;
  readonly harness: Harness<Answer>;
  readonly mutants: Mutants;
  readonly solution: string;
}

/** Loads an exercise's harness, mutants and solution. */
export async function loadParts(exercise: string, layout?: Layout): Promise<Parts> {
  const files = filesOf(exercise, layout);
  const load = async (path: string) => await import(pathToFileURL(path).href) as Record<string, unknown>;
  const { harness } = await load(files.harness) as { harness: Harness<Answer> };
  const mutants = existsSync(files.mutants)
    ? (await load(files.mutants) as { mutants: Mutants }).mutants
    : undefined;
  return {
    files,
    harness,
    mutants: mutants ?? { exercise: harness.exercise, mutants: [] },
    solution: normalised(readFileSync(files.solution, "utf8")),
  };
}

/** Checks one exercise: stored tokens are replayed, nothing is searched. */
export async function gradeGrader(exercise: string, layout?: Layout): Promise<Findings> {
  const parts = await loadParts(exercise, layout);
  const { files, harness, mutants } = parts;
  const faults: string[] = [];
  if (harness.exercise !== exercise) faults.push(`the harness says that it is ${harness.exercise}`);
  if (mutants.exercise !== exercise) faults.push(`the mutants say that they are of ${mutants.exercise}`);
  const stub = normalised(readFileSync(files.stub, "utf8"));
  if (!existsSync(files.exercise)) faults.push("the shipped file is missing");
  else if (normalised(readFileSync(files.exercise, "utf8")) !== stub) {
    faults.push("the shipped file is not the stub");
  }
  for (const path of [files.solution, ...variantsOf(files)]) {
    const strays = strayImports(normalised(readFileSync(path, "utf8")), files, stub);
    for (const stray of strays) {
      faults.push(`${path.split(/[\\/]/).at(-1)} imports ${stray}, which no answer may`);
    }
  }
  const stubVerdict = await grade(parts, stub, files.stub);
  if (stubVerdict.kind === "passed") faults.push("the stub passes");
  const before = process.cpuUsage();
  const solved = await grade(parts, parts.solution, files.solution);
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1_000;
  if (solved.kind !== "passed") faults.push(`the solution does not pass: ${line(solved)}`);
  const variants = variantsOf(files);
  for (const path of variants) {
    const verdict = await grade(parts, normalised(readFileSync(path, "utf8")), path);
    if (verdict.kind !== "passed") {
      faults.push(`the variant ${path.split(/[\\/]/).at(-1)} does not pass: ${line(verdict)}`);
    }
  }
  const passes = solutionAt(parts);
  for (const mutant of mutants.mutants) {
    const fault = await faultOf(mutant, parts, passes);
    if (fault !== undefined) faults.push(`mutant ${mutant.id} (${mutant.says}) ${fault}`);
  }
  const schedules = solved.kind === "passed" ? solved.schedules : 0;
  return { exercise, faults, variants: variants.length, mutants: mutants.mutants.length, schedules, ms };
}

/** What a known answer imports though a learner's could not; it would pass here, and be refused where it counts. */
function strayImports(text: string, files: ExerciseFiles, stub: string): string[] {
  const own = fromProject(files.exercise);
  const allowed = allowedPaths(stub, own, portPaths());
  return [...text.matchAll(/^(?:import|export)\b(?! type\b)[^;"]*\bfrom\s+"([^"]+)"/gm)]
    .map(([, specifier]) => specifier!)
    .filter((specifier) => !allowed.has(pathOf(specifier, own) ?? ""));
}

/** Other right answers of an exercise. */
export function variantsOf(files: ExerciseFiles): string[] {
  if (!existsSync(files.variants)) return [];
  return readdirSync(files.variants).filter((name) => name.endsWith(".ts")).sort().map((name) =>
    join(files.variants, name)
  );
}

async function grade(parts: Parts, text: string, path: string): Promise<Verdict> {
  return await gradeAnswer(parts.harness, await loadAnswer(text, path));
}

const line = (verdict: Verdict): string =>
  verdictLine({ exercise: "", file: "", verdict, typeProblems: [], console: [], consoleCut: 0 });

/** Whether the solution holds at a token. Many mutants break at the same one: it is played once. */
function solutionAt(
  { solution, files, harness }: Parts,
): (check: Check<Answer>, token: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return (check, token) => {
    const held = known.get(token) ?? loadAnswer(solution, files.solution)
      .then((answer) => check.replay(answer, token, { as: shortName(harness.exercise) }))
      .then(({ broken }) => broken.length === 0);
    known.set(token, held);
    return held;
  };
}

async function faultOf(
  mutant: Mutant,
  parts: Parts,
  passes: ReturnType<typeof solutionAt>,
): Promise<string | undefined> {
  const check = checkOf(mutant, parts);
  if (check === undefined) return `must break a sentence that no check has: “${mutant.kills}”`;
  if (mutant.token === undefined || mutant.token === "") return "has no token: run tokens.ts --write";
  try {
    const as = shortName(parts.harness.exercise);
    const answer = await loadAnswer(mutate(parts.solution, mutant), parts.files.solution);
    const played = parts.harness.checks.find(({ scenario }) => mutant.token!.startsWith(`${scenario}@`));
    if (played === undefined) return "has a token of a scenario that no check plays";
    const run = await played.replay(answer, mutant.token, { as });
    takeTodos();
    if (!run.broken.some(({ property }) => property === mutant.kills)) {
      return `survives its token: it breaks ${
        run.broken.map(({ property }) => `“${property}”`).join(", ") || "nothing"
      }`;
    }
    return await passes(played, mutant.token) ? undefined : "has a token that the solution fails too";
  } catch (error) {
    return `cannot be played: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * Mutants whose smallest failing schedule the solution fails as well: what a learner is shown then proves nothing, and
 * `npm run replay` says no when the answer has long been right. Plays every schedule and shrinks, so it takes a while.
 */
export async function faultsOfShrunk({ harness, mutants, solution, files }: Parts): Promise<string[]> {
  const faults: string[] = [];
  for (const mutant of mutants.mutants) {
    const verdict = await gradeAnswer(harness, await loadAnswer(mutate(solution, mutant), files.solution));
    if (verdict.kind !== "failed") continue;
    const again = await gradeToken(harness, await loadAnswer(solution, files.solution), verdict.token);
    if (again.kind !== "failed") continue;
    faults.push(
      `mutant ${mutant.id} is shown at ${verdict.token}, which the solution fails too: “${again.property}”`,
    );
  }
  return faults;
}

function checkOf(mutant: Mutant, { harness }: Parts): Check<Answer> | undefined {
  return harness.checks.find(({ sentences }) => sentences.includes(mutant.kills));
}

/** The first schedule of the harness in which the mutant breaks its sentence. */
export async function findToken(mutant: Mutant, parts: Parts, seeds?: number): Promise<string | undefined> {
  const answer = await loadAnswer(mutate(parts.solution, mutant), parts.files.solution);
  const as = shortName(parts.harness.exercise);
  for (const check of parts.harness.checks.filter(({ sentences }) => sentences.includes(mutant.kills))) {
    const schedules = schedulesOf(check, seeds);
    const own = schedules.filter(({ script }) => script === mutant.id);
    for (const schedule of [...own, ...schedules.filter((each) => !own.includes(each))]) {
      const run = await check.play(answer, schedule, { as }).catch(() => undefined);
      takeTodos();
      if (run?.broken.some(({ property }) => property === mutant.kills)) return run.token;
    }
  }
  return undefined;
}

/** Which sentences each mutant breaks over all schedules. */
export async function killMatrix(parts: Parts): Promise<Map<string, Map<string, BrokenCount>>> {
  const matrix = new Map<string, Map<string, BrokenCount>>();
  for (const mutant of parts.mutants.mutants) {
    matrix.set(
      mutant.id,
      await survey(parts.harness, await loadAnswer(mutate(parts.solution, mutant), parts.files.solution)),
    );
  }
  return matrix;
}
