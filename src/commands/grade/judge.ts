/**
 * Judges learners' files: not started, remembered, or bundled, run in the sandbox and type-checked.
 *
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { cleanData } from "#src/grade/clean.ts";
import { isComparable, measuredIn } from "#src/grade/figures.ts";
import type { Judgement, TypeProblem } from "#src/grade/report.ts";
import type { Measurement, Place, Verdict } from "#src/grade/verdict.ts";
import { isStub, readAnswer } from "./answer-file.ts";
import { type Bundle, bundle, isAnswerSource } from "./bundle.ts";
import { keyOf, recall, remember } from "./cache.ts";
import { course, type ExerciseFiles, filesOf, type Layout, projectRoot } from "./layout.ts";
import { type Limits, runInSandbox } from "./sandbox.ts";
import { originalPlace } from "./source-map.ts";
import { checkTypes } from "./types.ts";

/** How to judge. */
export interface JudgeOptions {
  readonly layout?: Layout;
  /** A file to judge in place of the exercise's own. */
  readonly answer?: string;
  /** Seeds of each check, in place of the harness's own number. */
  readonly seeds?: number;
  /** Play only this token. */
  readonly token?: string;
  /** @default {true} */
  readonly types?: boolean;
  /** @default {true} */
  readonly cache?: boolean;
  readonly limits?: Limits;
}

/** Judges one exercise. */
export async function judge(exercise: string, options: JudgeOptions = {}): Promise<Judgement> {
  const files = filesOf(exercise, options.layout ?? course);
  const path = options.answer ?? files.exercise;
  const judged = (verdict: Verdict, more: Partial<Judgement> = {}): Judgement => ({
    exercise,
    file: shown(path),
    verdict,
    typeProblems: [],
    console: [],
    consoleCut: 0,
    ...more,
  });
  const read = readAnswer(path);
  if ("mistake" in read) return judged(read.mistake);
  if (isStub(read.text, readFileSync(files.stub, "utf8"))) return judged({ kind: "not-started" });
  const cached = options.cache !== false && options.token === undefined && options.types !== false;
  const key = cached ? keyOf({ ...files, exercise: path }, read.text, options.seeds) : undefined;
  const known = key === undefined ? undefined : recall(key);
  if (known !== undefined) return known;
  const [ran, typeProblems] = await Promise.all([
    run(files, read.text, options),
    options.types === false ? [] : problemsOf(files, read.text),
  ]);
  const own = judged(ran.verdict, { ...ran, typeProblems });
  const judgement = options.token === undefined && isComparable(own)
    ? { ...own, reference: await referenceFigures(files, options) }
    : own;
  if (key !== undefined) remember(key, judgement);
  return judgement;
}

/** What the reference answer comes to in the first schedule of each check. */
async function referenceFigures(
  files: ExerciseFiles,
  { limits }: JudgeOptions,
): Promise<readonly Measurement[]> {
  if (!existsSync(files.solution)) return [];
  const text = readFileSync(files.solution, "utf8");
  const { verdict } = await run(files, text, { seeds: 1, ...(limits && { limits }) });
  return verdict.kind === "passed" ? measuredIn(verdict) : [];
}

const shown = (path: string): string => relative(projectRoot, path).split(sep).join("/");

/** Judges many, a few at a time. */
export async function judgeAll(
  exercises: readonly string[],
  options: JudgeOptions = {},
  onJudged?: (judgement: Judgement) => void,
): Promise<Judgement[]> {
  const judgements: Judgement[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < exercises.length; at = next++) {
      judgements[at] = await judge(exercises[at]!, options);
      onJudged?.(judgements[at]!);
    }
  };
  await Promise.all([worker(), worker()]);
  return judgements;
}

async function run(
  files: ExerciseFiles,
  text: string,
  options: JudgeOptions,
): Promise<Pick<Judgement, "verdict" | "console" | "consoleCut">> {
  const bundled = await bundle(files, text);
  if ("kind" in bundled) return { verdict: bundled, console: [], consoleCut: 0 };
  const { seeds, token, limits } = options;
  const outcome = await runInSandbox(bundled, {
    ...(seeds !== undefined && { seeds }),
    ...(token !== undefined && { token }),
  }, limits);
  const { verdict, console, consoleCut } = cleanData(outcome);
  return {
    verdict: inSource(verdict, bundled, text),
    console: console.map((said) => ownFrames(said, bundled)),
    consoleCut,
  };
}

/** A stack that was printed, with the frames of the learner's file alone, and with its lines. */
function ownFrames(text: string, { map }: Bundle): string {
  return text.split("\n").flatMap((line) => {
    if (!/^\s+at .*file:\/\//.test(line)) return [line];
    const frame = /^(\s+at [^(]*?)\(?file:\/\/[^()]*\/answer\.js:(\d+):(\d+)\)?$/.exec(line);
    if (frame === null) return [];
    const place = originalPlace(map, { line: Number(frame[2]), column: Number(frame[3]) }, isAnswerSource);
    return place === undefined ? [] : [`${frame[1]!.trimEnd()} line ${place.line}`];
  }).join("\n");
}

/** Places in the bundle become places in the learner's file. */
function inSource(verdict: Verdict, { map }: Bundle, text: string): Verdict {
  if (!("where" in verdict) || verdict.where === undefined) return verdict;
  const { where: bundled, ...rest } = verdict;
  const place = originalPlace(map, bundled, isAnswerSource);
  return place === undefined ? rest : { ...rest, where: withText(place, text) };
}

function withText(place: Place, text: string): Place {
  const line = text.split("\n")[place.line - 1];
  return line === undefined ? place : { ...place, text: line.slice(0, 200) };
}

async function problemsOf(files: ExerciseFiles, text: string): Promise<TypeProblem[]> {
  const [problems = []] = await checkTypes([{ text, stub: files.stub }]);
  const silenced = /\/[/*]+[ \t]*@ts-(nocheck|ignore|expect-error)/.exec(text);
  const found = problems.map((problem) => ({
    message: problem.message.replaceAll(projectRoot, ""),
    ...(problem.where && { where: withText(problem.where, text) }),
  }));
  return silenced === null
    ? found
    : [{ message: `take out @ts-${silenced[1]}: it hides what the compiler says` }, ...found];
}
