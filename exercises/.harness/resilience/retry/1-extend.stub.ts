/**
 * Extend: a retry that spreads its waits already, but has no limit in cost and none in time. Check it: `npm test retry/1`.
 *
 * Add what is missing; what works must go on working.
 * 1. `budgetOf`: a token bucket, full at first. `take` answers `true` and takes one token, or answers `false` where there is
 *    less than one. `deposit` adds `depositPerSuccess`, never beyond `maxTokens`.
 * 2. The budget is shared by all calls of all retries that hold it. A retry that is made costs one token; each call that
 *    succeeds, at whichever attempt, deposits once. First attempts are free. With no token left the call fails at once, with the last error.
 * 3. The deadline: `options.remainingMs` is what is left of the caller's time when `execute` begins. No attempt begins at or
 *    after it, and a wait that would end at or after it is not begun: the call fails at once. With nothing left at the start
 *    the call is not made at all.
 * 4. Each attempt is told in its context what is left for it (`remainingMs`), if the caller said anything.
 * 5. The callee's wish: an `ErrorAnswer` (`#src/ports/transport.ts`) may carry `retryAfterMs`. The next attempt begins no sooner. Many callers may
 *    have been told the same number, so they must not return together.
 *
 * The error of a call that fails is the last one, as it is or as the `cause` of another.
 */
import { todo } from "#src/grade/todo.ts";
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import type { Random } from "#src/ports/random.ts";
import { isTransient } from "#patterns/resilience/retry/errors.ts";

/** What calls to one dependency may repeat together. */
export interface Budget {
  /** Pays for one retry, or answers `false`. */
  take(): boolean;
  /** A call succeeded. */
  deposit(): void;
}

/** Makes a budget. */
export function budgetOf(_options: { maxTokens: number; depositPerSuccess: number }): Budget {
  return {
    take: () => todo("1. take one token, or answer false"),
    deposit: () => todo("1. add what a success earns, up to the limit"),
  };
}

const maxAttempts = 4;
const baseDelayMs = 100;
const maxDelayMs = 1_000;

/** Makes a retry for idempotent calls, with full jitter. */
export function thriftyRetry({ clock, random }: { clock: Clock; random: Random }, _budget: Budget): Policy {
  return {
    async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
      options.signal?.throwIfAborted();
      for (let attempt = 1;; attempt++) {
        try {
          return await call(contextOf(options, attempt));
        } catch (error) {
          options.signal?.throwIfAborted();
          if (attempt === maxAttempts || !isTransient(error)) throw error;
          const ceilingMs = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
          await clock.sleep(random.next() * ceilingMs, options);
        }
      }
    },
  };
}
