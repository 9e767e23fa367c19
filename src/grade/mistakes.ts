/**
 * What is wrong with an answer before and beside its behaviour.
 *
 * @module
 */
import { describeThrown } from "#src/grade/describe.ts";
import type { Guard } from "#src/grade/realm.ts";
import { Todo } from "#src/grade/todo.ts";
import type { Mistake, Mistaken, Place } from "#src/grade/verdict.ts";

/** What the realm noticed, as a verdict. */
export function notice(guard: Guard): Mistaken | undefined {
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

/** Why a file does not load. */
export function loadFailure(error: unknown): Mistaken {
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

/** An export that the stub has and the answer has not, or has as another kind. */
export function wrongExports(
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

/** A mistake, with its place. */
export function mistaken(
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

/** The first frame of the answer's script, `/answer.js`; who bundled it maps the place to the learner's file. */
export function placeOf(error: unknown): Place | undefined {
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
