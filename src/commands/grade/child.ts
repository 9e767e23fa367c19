/**
 * The program of the child process: locks its realm, loads the answer, grades it and reports behind the nonce.
 *
 * It runs on Deno without any permission, bundled together with the harness; the answer is a bundle of its own.
 *
 * @module
 */
import type { Run } from "#src/check/scenario.ts";
import { describeThrown, plainWords } from "#src/grade/describe.ts";
import type { Harness } from "#src/grade/harness.ts";
import { ChangedLanguage, type Guard, lockObjects, lockRealm, RealWorld } from "#src/grade/realm.ts";
import { gradeAnswer, gradeToken } from "#src/grade/runner.ts";
import { Todo } from "#src/grade/todo.ts";
import type { Mistake, Mistaken, Place, Verdict } from "#src/grade/verdict.ts";
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

const MAX_CONSOLE_LINES = 60;
const MAX_LINE_LENGTH = 400;

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

/** What the realm noticed, as a verdict. */
function notice(guard: Guard): Mistaken | undefined {
  const used = guard.takeUse();
  if (used !== undefined) {
    return mistaken("real-world", `Your code uses ${used.used}, which is no part of the simulation.`, {
      error: used,
      advice: used.advice,
    });
  }
  const changed = guard.takeChange();
  if (changed !== undefined) {
    return mistaken("tampered", `Your code changes ${changed.target}, which belongs to the language.`, {
      error: changed,
      advice: LEAVE_IT,
    });
  }
  const changes = guard.changes();
  if (changes.length === 0) return undefined;
  return mistaken(
    "tampered",
    `Your code changes ${changes.slice(0, 3).join(", ")}, which belongs to the language.`,
    { advice: LEAVE_IT },
  );
}

const LEAVE_IT = "Everybody's code relies on it, the grader's too. Write a function of your own.";

function loadFailure(error: unknown): Mistaken {
  if (error instanceof Todo) {
    return mistaken("load", `A hole is reached while the file loads: ${describeThrown(error)}`, { error });
  }
  const target = lockedTarget(error);
  if (target !== undefined) {
    return mistaken("tampered", `Your code changes ${target}, which belongs to the language.`, {
      error,
      advice: LEAVE_IT,
    });
  }
  return mistaken("load", `Your file throws while it is loaded: ${describeThrown(error)}`, { error });
}

/** What an error of the engine says was changed although it is locked. */
function lockedTarget(error: unknown): string | undefined {
  const text = describeThrown(error).replace(/^TypeError: /, "");
  const property =
    /^Cannot (?:assign to read only|delete) property '([^']+)' of (?:object '\[object (\w+)\]'|function '(?:function|class) (\w+))?/
      .exec(text);
  if (property !== null) {
    const [, name = "", tag, made] = property;
    const holder = made ?? tag ?? "Object";
    return holder === "Object" ? `'${name}'` : `'${name}' of ${holder}`;
  }
  const added =
    /^(?:Cannot redefine property: |Cannot (?:add|define) property )(.+?)(?:, object is not extensible)?$/
      .exec(text);
  if (added !== null) return `'${added[1]!}' of an object`;
  const tagged = /^(?:\[object (\w+)\] is not extensible|Immutable prototype object)/.exec(text);
  return tagged === null ? undefined : `the prototype of ${tagged[1] ?? "an object"}`;
}

function wrongExports(
  stub: Readonly<Record<string, unknown>>,
  answer: Record<string, unknown>,
): Mistaken | undefined {
  for (const name of Object.keys(stub)) {
    if (!Object.hasOwn(answer, name)) {
      const others = Object.keys(answer);
      const has = others.length === 0
        ? "It exports nothing."
        : `It exports ${others.slice(0, 8).join(", ")}.`;
      return mistaken("export", `Your file does not export '${name}'. ${has}`, {
        advice: "Keep the names of the file as shipped; `npm run reset` brings it back.",
      });
    }
    if (typeof answer[name] !== typeof stub[name]) {
      return mistaken(
        "export",
        `'${name}' must be ${aKind(stub[name])}, and your file exports ${aKind(answer[name])}.`,
      );
    }
  }
  return undefined;
}

const aKind = (
  value: unknown,
): string => (typeof value === "object"
  ? "an object"
  : value === undefined
  ? "nothing"
  : `a ${typeof value}`);

function mistaken(
  mistake: Mistake,
  message: string,
  { error, advice }: { error?: unknown; advice?: string } = {},
): Mistaken {
  const where = placeOf(error);
  return {
    kind: "mistaken",
    mistake,
    message,
    ...(advice !== undefined && { advice }),
    ...(where && { where }),
  };
}

const stackGetter = Object.getOwnPropertyDescriptor(new Error(), "stack")?.get;

/** The first frame of the answer's bundle; the parent maps it to the learner's file. */
function placeOf(error: unknown): Place | undefined {
  try {
    if (!(error instanceof Error)) return undefined;
    const property = Object.getOwnPropertyDescriptor(error, "stack");
    const native = property !== undefined && (property.get === undefined || property.get === stackGetter);
    const stack: unknown = native ? error.stack : undefined;
    if (typeof stack !== "string") return undefined;
    const frame = /^\s+at .*\/answer\.js:(\d+):(\d+)\)?$/m.exec(stack.slice(0, 20_000));
    return frame === null ? undefined : { line: Number(frame[1]), column: Number(frame[2]) };
  } catch {
    return undefined;
  }
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

interface Unhandled {
  take(): Mistaken | undefined;
}

/** Rejections that nobody handled and errors that came out of a listener or a microtask. */
function watchUnhandled(): Unhandled {
  let first: Mistaken | undefined;
  const note = (error: unknown, what: string) => {
    if (error instanceof Todo || error instanceof RealWorld || error instanceof ChangedLanguage) return;
    first ??= mistaken("unhandled", `${what}: ${describeThrown(error)}`, {
      error,
      advice: "In production it would end the process.",
    });
  };
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    note((event as PromiseRejectionEvent).reason, "A promise of yours is rejected and nobody handles it");
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    note((event as ErrorEvent).error, "An error came out of a listener or a callback of yours");
  });
  return {
    take: () => {
      const taken = first;
      first = undefined;
      return taken;
    },
  };
}

interface Output {
  begin(): void;
  end(): void;
  stop(): void;
}

function captureConsole(send: (line: ChildLine) => void): Output {
  let lines = 0;
  let open = true;
  const write = (level: string, given: unknown[]) => {
    if (!open || ++lines > MAX_CONSOLE_LINES) return;
    const text = given.slice(0, 20).map(plainWords).join(" ").slice(0, MAX_LINE_LENGTH);
    send({ type: "console", level, text });
  };
  const end = () => {
    if (lines > MAX_CONSOLE_LINES) send({ type: "console-cut", lines: lines - MAX_CONSOLE_LINES });
    lines = 0;
  };
  const target = console as unknown as Record<string, unknown>;
  for (const name of Object.keys(target)) {
    if (typeof target[name] !== "function") continue;
    const speaks = ["log", "info", "warn", "error", "debug", "trace", "dir", "table"].includes(name);
    target[name] = speaks ? (...given: unknown[]) => write(name, given) : () => {};
  }
  return { begin: () => void (lines = 0), end, stop: () => void (open = false) };
}
