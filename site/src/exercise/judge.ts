/**
 * Judges an answer in the page: not started, or compiled and run in a worker of its own, which is watched.
 *
 * It is built into a file of its own by `plugins/exercises.ts`, and loaded when the reader asks for a verdict.
 *
 * @module
 */
import { cleanData } from "../../../src/grade/clean.ts";
import { isComparable, measuredIn } from "../../../src/grade/figures.ts";
import { missingImport } from "../../../src/grade/imports.ts";
import type { Judgement } from "../../../src/grade/report.ts";
import { type Outcome, Transcript } from "../../../src/grade/transcript.ts";
import type { Mistaken, Verdict } from "../../../src/grade/verdict.ts";
import { NOT_REACHED } from "../not-reached.ts";
import { compileAnswer, type Modules, placeIn } from "./compile.ts";
import { BEAT_MS, type FromWorker, type Start } from "./messages.ts";

export { faultsOf } from "./compile.ts";

/** What the page knows of an exercise; `plugins/exercises.ts` writes it. */
export interface Task {
  /** `resilience/circuit-breaker/1-build`. */
  exercise: string;
  /** Path of the reader's file, from the project's folder. */
  file: string;
  /** The file as shipped. */
  stub: string;
  /** Name of the program's file, in the folder. */
  program: string;
  /** What an answer may import, by path, with the file of each module. */
  modules: Modules;
  /** The reference answer's text, where its figures are shown beside the reader's. */
  reference?: string;
}

/** A judgement in the page. */
export interface PageJudgement extends Judgement {
  /** The shrunk schedule, drawn. */
  picture?: string;
}

/** How to judge. */
export interface JudgeOptions {
  /** Play only this token. */
  token?: string;
  /** Called as schedules are played, with how many were. */
  onProgress?: (played: number) => void;
  /** Ends the worker at once. */
  signal?: AbortSignal;
}

const LOOK_MS = 100;
/** Fetching the program is not the answer's doing, and may take this long. */
const FETCH_MS = 30_000;
/** How long a file may await something while it loads. */
const LOAD_MS = 3_000;
/** A schedule that goes on and on while the worker lives; a simulation that does not end is found long before. */
const SCHEDULE_MS = 60_000;

/**
 * Judges an answer's text.
 *
 * @param folder Address of the folder with the worker and the programs.
 * @throws {Error} If the grader does not begin: that says nothing of the answer.
 */
export async function judge(
  folder: string,
  task: Task,
  text: string,
  options: JudgeOptions = {},
): Promise<PageJudgement> {
  const judged = (verdict: Verdict, more: Partial<PageJudgement> = {}): PageJudgement => ({
    exercise: task.exercise,
    file: task.file,
    verdict,
    typeProblems: [],
    console: [],
    consoleCut: 0,
    ...more,
  });
  if (text.trimEnd() === task.stub.trimEnd()) return judged({ kind: "not-started" });
  const ran = await play(folder, task, text, options);
  if ("kind" in ran) return judged(ran);
  const { verdict, ...said } = ran;
  const own = judged(named(inSource(verdict, text)), said);
  const { token, signal } = options;
  if (task.reference === undefined || token !== undefined || !isComparable(own)) return own;
  const other = await play(folder, task, task.reference, { seeds: 1, ...(signal && { signal }) });
  if ("kind" in other || other.verdict.kind !== "passed") return own;
  return { ...own, reference: measuredIn(other.verdict) };
}

/** Compiles a text and runs it; a mistake where it does not compile. */
async function play(
  folder: string,
  task: Task,
  text: string,
  options: JudgeOptions & { seeds?: number },
): Promise<Mistaken | (Outcome & { picture?: string })> {
  const base = new URL(folder, location.href);
  const modules = Object.fromEntries(
    Object.entries(task.modules).map(([path, file]) => [path, new URL(file, base).href]),
  );
  const compiled = compileAnswer(text, task.file, modules);
  if ("kind" in compiled) return compiled;
  const watch = new Watch(options);
  const { picture, ...outcome } = await watch.run(new URL("worker.js", base).href, {
    program: new URL(task.program, base).href,
    answer: compiled.code,
    ...(options.token !== undefined && { token: options.token }),
    ...(options.seeds !== undefined && { seeds: options.seeds }),
  });
  return { ...cleanData(outcome), ...(picture && { picture }) };
}

/** A name that a module does not export is found when the answer is loaded. */
function named(verdict: Verdict): Verdict {
  if (verdict.kind !== "mistaken" || verdict.mistake !== "load") return verdict;
  const missing = /does not provide an export named '([^']+)'/.exec(verdict.message);
  return missing
    ? { ...missingImport(missing[1]!), ...(verdict.where && { where: verdict.where }) }
    : verdict;
}

/** The line's text; columns are not those of the reader's file, for types are gone. */
function inSource(verdict: Verdict, text: string): Verdict {
  if (!("where" in verdict) || verdict.where === undefined) return verdict;
  return { ...verdict, where: placeIn(text, verdict.where.line, 0) };
}

class Watch {
  readonly #options: JudgeOptions;
  readonly #transcript = new Transcript();
  #picture: string | undefined;
  #lastLineMs = performance.now();
  #aliveMs = 0;

  constructor(options: JudgeOptions) {
    this.#options = options;
  }

  async run(script: string, start: Omit<Start, "port">): Promise<Outcome & { picture?: string }> {
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(script, { type: "module" });
    const { signal } = this.#options;
    let timer: ReturnType<typeof setInterval> | undefined;
    const otherwise = await new Promise<Mistaken | Error>((resolve) => {
      const done = () => resolve(this.#transcript.ended());
      worker.onerror = (event) => {
        event.preventDefault();
        resolve(this.#died(event.message));
      };
      port1.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if ("absent" in data) return resolve(new Error(NOT_REACHED));
        if ("alive" in data) this.#aliveMs = performance.now();
        else this.#take(data);
        if ("line" in data && data.line.type === "verdict") done();
      };
      timer = setInterval(() => {
        const why = this.#tooLong();
        if (why) resolve(why);
      }, LOOK_MS);
      signal?.addEventListener("abort", done, { once: true });
      worker.postMessage({ port: port2, ...start } satisfies Start, [port2]);
    });
    clearInterval(timer);
    worker.terminate();
    port1.close();
    if (otherwise instanceof Error) throw otherwise;
    return { ...this.#transcript.outcome(otherwise), ...(this.#picture && { picture: this.#picture }) };
  }

  #take({ line, picture }: Extract<FromWorker, { line: unknown }>): void {
    // What the answer prints is no sign of progress: a loop may print for ever.
    if (line.type !== "console") this.#lastLineMs = performance.now();
    if (line.type === "schedule") this.#options.onProgress?.(line.played);
    if (picture !== undefined) this.#picture = picture;
    this.#transcript.take(line);
  }

  #tooLong(): Mistaken | Error | undefined {
    const silentMs = performance.now() - this.#lastLineMs;
    const { loading, schedule } = this.#transcript;
    if (!loading) return silentMs > FETCH_MS ? this.#died("it did not begin within 30 s") : undefined;
    const quietMs = performance.now() - this.#aliveMs;
    if (schedule === undefined && quietMs < 3 * BEAT_MS) {
      return silentMs > LOAD_MS ? this.#transcript.neverLoads() : undefined;
    }
    const usualMs = this.#transcript.limitMs();
    const playing = schedule !== undefined && this.#transcript.verdict === undefined;
    const limitMs = playing && quietMs < usualMs ? SCHEDULE_MS : usualMs;
    return silentMs > limitMs ? this.#transcript.stalled() : undefined;
  }

  /** The worker is gone, or never came. */
  #died(message: string): Mistaken | Error {
    if (!this.#transcript.loading) return new Error(message || NOT_REACHED);
    return /memory|heap/i.test(message)
      ? this.#transcript.tooBig("as much as the browser gives")
      : this.#transcript.ended();
  }
}
