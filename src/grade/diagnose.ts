/**
 * After a failure: plays its schedule once more and watches the answer, to say where it was and what it threw.
 *
 * A story swallows what a call rejects with, as a real caller would; so a `TypeError` in the answer would only show as
 * "5 of 5 were not answered".
 *
 * @module
 */
import { describeThrown } from "#src/grade/describe.ts";
import type { Harness } from "#src/grade/harness.ts";
import { shortName } from "#src/grade/runner.ts";
import type { Failed, Place, Verdict } from "#src/grade/verdict.ts";
import type { Host } from "#src/sim/host.ts";

/** The verdict, with the place and the error where they can be found. */
export async function diagnosed(
  verdict: Verdict,
  harness: Harness<Record<string, unknown>>,
  answer: Record<string, unknown>,
  placeOf: (error: unknown) => Place | undefined,
): Promise<Verdict> {
  if (verdict.kind !== "failed" || verdict.where !== undefined) return verdict;
  const check = harness.checks.find(({ scenario }) => scenario === verdict.scenario);
  if (check === undefined) return verdict;
  const watch = new Watch(placeOf);
  try {
    await check.replay(answer, verdict.token, {
      as: shortName(harness.exercise),
      onHost: (host) => watch.host(host),
      onMade: (made) => watch.made(made),
    });
  } catch {
    return verdict;
  }
  return watch.tell(verdict);
}

class Watch {
  #placeOf: (error: unknown) => Place | undefined;
  #last: Place | undefined;
  #bug: { thrown: string; where: Place } | undefined;

  constructor(placeOf: (error: unknown) => Place | undefined) {
    this.#placeOf = placeOf;
  }

  tell(verdict: Failed): Failed {
    if (this.#bug !== undefined && verdict.thrown === undefined) return { ...verdict, ...this.#bug };
    return this.#last === undefined ? verdict : { ...verdict, where: this.#last };
  }

  /** Notes where the answer uses its ports. */
  host(host: Host): void {
    const ports: [object, string][] = [
      [host.clock, "sleep"],
      [host.clock, "nowMs"],
      [host.random, "next"],
      [host, "request"],
      [host, "send"],
    ];
    for (const [port, name] of ports) this.#watchPort(port as Record<string, unknown>, name);
  }

  #watchPort(port: Record<string, unknown>, name: string): void {
    const real = port[name];
    if (
      typeof real !== "function" || Object.getOwnPropertyDescriptor(port, name)?.configurable === false ||
      !Object.isExtensible(port)
    ) return;
    const watched = (...given: unknown[]): unknown => {
      this.#last = this.#placeOf(new Error()) ?? this.#last;
      return Reflect.apply(real, port, given);
    };
    Object.defineProperty(port, name, { value: watched, configurable: true, writable: true });
  }

  /** Notes errors of the language that come out of what the answer made. */
  made(made: unknown): unknown {
    if ((typeof made !== "object" && typeof made !== "function") || made === null) return made;
    return new Proxy(made, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key, target);
        return typeof member === "function"
          ? (...given: unknown[]) => this.#call(() => Reflect.apply(member, target, given))
          : member;
      },
      apply: (target, self: unknown, given: unknown[]) =>
        this.#call(() => Reflect.apply(target as () => unknown, self, given)),
    });
  }

  #call(call: () => unknown): unknown {
    let result: unknown;
    try {
      result = call();
    } catch (error) {
      this.#note(error);
      throw error;
    }
    if (result instanceof Promise) result.then(undefined, (error: unknown) => this.#note(error));
    return result;
  }

  #note(error: unknown): void {
    if (this.#bug !== undefined || !isBug(error)) return;
    const where = this.#placeOf(error);
    if (where !== undefined) this.#bug = { thrown: describeThrown(error), where };
  }
}

/** Errors that the language throws, and the one of an import that is computed while running. */
function isBug(error: unknown): boolean {
  if (
    error instanceof TypeError || error instanceof ReferenceError || error instanceof EvalError ||
    (error instanceof RangeError && LANGUAGE_RANGE.test(describeThrown(error)))
  ) return true;
  return describeThrown(error).startsWith("Error: Dynamic require of ");
}

/**
 * How the language words its own `RangeError`s. All others are an answer's, which refuses misuse as its contract asks;
 * shown as the cause of something else they would send the reader to a line that is right.
 */
const LANGUAGE_RANGE =
  /^RangeError: (Maximum call stack size exceeded|Invalid (array|string|typed array|count|time)\b|to\w+\(\) )/;
