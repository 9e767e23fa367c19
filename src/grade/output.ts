/**
 * What comes out of an answer beside its behaviour, on the console and as errors that nobody caught.
 *
 * @module
 */
import { describeThrown, plainWords } from "#src/grade/describe.ts";
import { RealWorld } from "#src/grade/real-world.ts";
import { ChangedLanguage } from "#src/grade/realm.ts";
import { Todo } from "#src/grade/todo.ts";
import type { Mistaken } from "#src/grade/verdict.ts";
import { mistaken } from "#src/grade/mistakes.ts";
import type { Line } from "#src/grade/lines.ts";

const MAX_CONSOLE_LINES = 60;
const MAX_LINE_LENGTH = 400;

/** Errors that nobody caught. */
export interface Unhandled {
  take(): Mistaken | undefined;
}

/** Rejections that nobody handled and errors that came out of a listener or a microtask. */
export function watchUnhandled(): Unhandled {
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

/** The captured console. */
export interface Output {
  begin(): void;
  end(): void;
  stop(): void;
}

/** Sends the first lines that the answer writes in a schedule, and counts the others. */
export function captureConsole(send: (line: Line) => void): Output {
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
