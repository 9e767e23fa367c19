/**
 * The program of the child process: locks its realm, loads the answer, grades it and reports behind the nonce.
 *
 * It runs on Deno without any permission, bundled together with the harness; the answer is a bundle of its own.
 *
 * @module
 */
import type { Run } from "#src/check/scenario.ts";
import type { Harness } from "#src/grade/harness.ts";
import { lockObjects } from "#src/grade/lock-objects.ts";
import { type Guard, lockRealm } from "#src/grade/realm.ts";
import { gradeAnswer, gradeToken } from "#src/grade/runner.ts";
import type { Verdict } from "#src/grade/verdict.ts";
import { loadFailure, notice, placeOf, wrongExports } from "./child-mistakes.ts";
import { captureConsole, type Output, type Unhandled, watchUnhandled } from "./child-output.ts";
import { diagnosed } from "./diagnose.ts";
import type { ChildLine, ChildTask } from "./protocol.ts";

/** What the parent puts together for one exercise. */
export interface ChildParts {
  /** The harness's module. */
  readonly harness: Harness<Record<string, unknown>>;
  /** The stub's module: its exports are those that an answer must have. */
  readonly stub: Readonly<Record<string, unknown>>;
  /** Modules that the answer shares with the library. */
  readonly shared: readonly object[];
}

// Taken before the realm is locked, and out of the answer's sight.
const { Deno, setTimeout } = globalThis as unknown as {
  Deno: {
    stdin: { readSync(into: Uint8Array): number | null };
    stdout: { writeSync(bytes: Uint8Array): number };
    exit(code: number): never;
  };
  setTimeout: (action: () => void, ms: number) => void;
};
const { stdin, stdout } = Deno;
const exit = Deno.exit.bind(Deno);

/** Runs the child. */
export async function main(parts: ChildParts, load: () => Promise<object>): Promise<void> {
  const task = readTask();
  const send = sender(task.nonce);
  const unhandled = watchUnhandled();
  const output = captureConsole(send);
  const guard = lockRealm();
  lockObjects(parts.shared.flatMap((module) => Object.values(module)));
  send({ type: "loading" });
  const verdict = await judge({ parts, task, guard, unhandled, output, send }, load);
  send({ type: "verdict", verdict: withoutTrace(verdict) });
  exit(0);
}

interface Judging {
  parts: ChildParts;
  task: ChildTask;
  guard: Guard;
  unhandled: Unhandled;
  output: Output;
  send: (line: ChildLine) => void;
}

async function judge(judging: Judging, load: () => Promise<object>): Promise<Verdict> {
  const { parts, task, guard, unhandled, output, send } = judging;
  let answer: Record<string, unknown>;
  try {
    answer = { ...await load() };
  } catch (error) {
    await aTurn();
    return notice(guard) ?? loadFailure(error);
  }
  // Two turns: a rejection while the file loaded may be reported in the second.
  await aTurn();
  await aTurn();
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
      send({ type: "found", verdict: withoutTrace(verdict) });
    },
    afterSchedule: async (run: Run | undefined) => {
      await aTurn();
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

const aTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

function readTask(): ChildTask {
  let text = "";
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(4096);
  while (!text.includes("\n")) {
    const size = stdin.readSync(chunk);
    if (size === null) break;
    text += decoder.decode(chunk.subarray(0, size), { stream: true });
  }
  return JSON.parse(text) as ChildTask;
}

function sender(nonce: string): (line: ChildLine) => void {
  const encoder = new TextEncoder();
  const encode = encoder.encode.bind(encoder);
  return (line) => {
    let bytes = encode(`${nonce} ${JSON.stringify(line)}\n`);
    while (bytes.length > 0) bytes = bytes.subarray(stdout.writeSync(bytes));
  };
}

function withoutTrace(verdict: Verdict): Verdict {
  if (verdict.kind !== "failed") return verdict;
  const { trace: _trace, ...rest } = verdict;
  return rest;
}
