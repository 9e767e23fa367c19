/**
 * A retry of a few lines, and six patches to it, as a reviewer meets them.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import type { Random } from "#src/ports/random.ts";
import { ErrorAnswer, NoAnswer, Unreachable } from "#src/ports/transport.ts";
import { isTransient } from "#patterns/resilience/retry/errors.ts";

/** What a client is given of its surroundings. */
export interface Ports {
  clock: Clock;
  random: Random;
}

/** What a patch may change. */
export interface Rules {
  /** Whether an error is worth another attempt. */
  repeats(error: unknown): boolean;
  /** The wait before the next attempt; `undefined` gives up. */
  waitMs(wishMs: number, ceilingMs: number, random: Random): number | undefined;
  /** Whether the deadline is asked before the wait, or after it. */
  asksTime: "before" | "after";
  /** The tokens after a success. */
  earned(tokens: number): number;
}

const maxTokens = 10;

/** The client before any patch: three attempts, ceilings of 200 and 400 ms. */
export const shipped: Rules = {
  repeats: isTransient,
  waitMs: (wishMs, ceilingMs, random) => wishMs + random.next() * ceilingMs,
  asksTime: "before",
  earned: (tokens) => Math.min(maxTokens, tokens + 0.1),
};

/** The client for calls that must not be done twice: it repeats only what the callee surely did not see. */
const careful: Rules = { ...shipped, repeats: (error) => error instanceof Unreachable };

/** The patches by name: the client before, and after. */
export const patches = {
  "lost-answers": {
    before: careful,
    after: { ...careful, repeats: (error) => error instanceof Unreachable || error instanceof NoAnswer },
  },
  "obey": {
    before: shipped,
    after: { ...shipped, waitMs: (wishMs, ceilingMs, random) => wishMs || random.next() * ceilingMs },
  },
  "equal": {
    before: shipped,
    after: {
      ...shipped,
      waitMs: (wishMs, ceilingMs, random) => wishMs + ceilingMs / 2 + (random.next() * ceilingMs) / 2,
    },
  },
  "look-later": { before: shipped, after: { ...shipped, asksTime: "after" } },
  "fill-up": { before: shipped, after: { ...shipped, earned: () => maxTokens } },
  "long-wish": {
    before: shipped,
    after: {
      ...shipped,
      waitMs: (wishMs, ceilingMs, random) => wishMs > 10_000 ? undefined : wishMs + random.next() * ceilingMs,
    },
  },
} satisfies Record<string, { before: Rules; after: Rules }>;

/** The name of a patch. */
export type PatchName = keyof typeof patches;

/** Makes the client with its rules. */
export function client({ clock, random }: Ports, rules: Rules): Policy {
  let tokens = maxTokens;
  return {
    async execute<T>(call: Call<T>, { remainingMs = Infinity }: ExecuteOptions = {}): Promise<T> {
      const deadlineMs = clock.nowMs() + remainingMs;
      for (let attempt = 1;; attempt++) {
        try {
          const answer = await call(contextOf({ remainingMs: deadlineMs - clock.nowMs() }, attempt));
          tokens = rules.earned(tokens);
          return answer;
        } catch (error) {
          if (attempt === 3 || !rules.repeats(error)) throw error;
          const wishMs = error instanceof ErrorAnswer ? error.retryAfterMs ?? 0 : 0;
          const waitMs = rules.waitMs(wishMs, 200 * attempt, random);
          if (waitMs === undefined) throw error;
          if (rules.asksTime === "before" && clock.nowMs() + waitMs >= deadlineMs) throw error;
          if (tokens < 1) throw error;
          tokens -= 1;
          await clock.sleep(waitMs);
          if (clock.nowMs() >= deadlineMs) throw error;
        }
      }
    },
  };
}
