/**
 * Runs one answer in a realm of its own: locks the realm, loads the answer, grades it and tells what happens.
 *
 * Portable: a process without permissions runs it for the terminal, a worker for the page. Each realm is for one answer.
 *
 * @module
 */
import type { Run } from "#src/check/scenario.ts";
import { diagnosed } from "#src/grade/diagnose.ts";
import type { Harness } from "#src/grade/harness.ts";
import type { Line, Task } from "#src/grade/lines.ts";
import { lockObjects } from "#src/grade/lock-objects.ts";
import { loadFailure, notice, placeOf, wrongExports } from "#src/grade/mistakes.ts";
import { captureConsole, type Output, type Unhandled, watchUnhandled } from "#src/grade/output.ts";
import { type Guard, lockRealm } from "#src/grade/realm.ts";
import { gradeAnswer, gradeToken } from "#src/grade/runner.ts";
import type { Verdict } from "#src/grade/verdict.ts";

/** What is put together for one exercise. */
export interface TrialParts {
  /** The harness's module. */
  readonly harness: Harness<Record<string, unknown>>;
  /** The stub's module: its exports are those that an answer must have. */
  readonly stub: Readonly<Record<string, unknown>>;
  /** Modules that the answer shares with the library. */
  readonly shared: readonly object[];
}

/** How a trial reaches the world outside. */
export interface Outside {
  /** Loads the answer. Called once, after the realm is locked. */
  readonly load: () => Promise<object>;
  readonly send: (line: Line) => void;
  /** Waits for one turn of the real event loop, in which a rejection that nobody handled is reported. */
  readonly turn: () => Promise<void>;
}

/** Locks this realm for good and judges one answer in it. */
export async function trial(parts: TrialParts, task: Task, { load, send, turn }: Outside): Promise<Verdict> {
  const unhandled = watchUnhandled();
  const output = captureConsole(send);
  const guard = lockRealm();
  lockObjects(parts.shared.flatMap((module) => Object.values(module)));
  send({ type: "loading" });
  return await judge({ parts, task, guard, unhandled, output, send, turn }, load);
}

interface Judging {
  parts: TrialParts;
  task: Task;
  guard: Guard;
  unhandled: Unhandled;
  output: Output;
  send: (line: Line) => void;
  turn: () => Promise<void>;
}

async function judge(judging: Judging, load: () => Promise<object>): Promise<Verdict> {
  const { parts, task, guard, unhandled, output, send, turn } = judging;
  let answer: Record<string, unknown>;
  try {
    answer = { ...await load() };
  } catch (error) {
    await turn();
    return notice(guard) ?? loadFailure(error);
  }
  // Two turns: a rejection while the file loaded may be reported in the second.
  await turn();
  await turn();
  const early = notice(guard) ?? unhandled.take() ?? wrongExports(parts.stub, answer);
  if (early !== undefined) return early;
  const options = {
    ...(task.seeds !== undefined && { seeds: task.seeds }),
    placeOf,
    onHost: (host: object) => lockObjects([host, ...Object.values(host)], true),
    onSchedule: (
      { scenario, seed, script, played }: { scenario: string; seed: number; script?: string; played: number },
    ) => {
      output.begin();
      send({ type: "schedule", scenario, seed, played, ...(script !== undefined && { script }) });
    },
    onFailure: (verdict: Verdict) => {
      output.stop();
      send({ type: "found", verdict });
    },
    afterSchedule: async (run: Run | undefined) => {
      await turn();
      output.end();
      const other = unhandled.take();
      return notice(guard) ?? (run !== undefined && run.broken.length > 0 ? undefined : other);
    },
  };
  const verdict = task.token === undefined
    ? await gradeAnswer(parts.harness, answer, options)
    : await gradeToken(parts.harness, answer, task.token, options);
  return await diagnosed(verdict, parts.harness, answer, placeOf);
}

/** A verdict where only text can pass. */
export function withoutTrace(verdict: Verdict): Verdict {
  if (verdict.kind !== "failed") return verdict;
  const { trace: _trace, ...rest } = verdict;
  return rest;
}
