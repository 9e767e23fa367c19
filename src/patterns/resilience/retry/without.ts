/**
 * A retry that a careful engineer would merge: limited, transient errors only, exponential backoff with a cap,
 * cancellable. It believes that backoff suffices, and that a retry can only help.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import type { Random } from "#src/ports/random.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import { isTransient } from "#patterns/resilience/retry/errors.ts";

/** How often, and how far apart. */
export interface Pace {
  maxAttempts?: number;
  baseDelayMs?: number;
  maxDelayMs?: number;
}

/** Doubles the wait after each failure, and so gives the callee ever more room to recover. */
export function politeRetry({ clock }: { clock: Clock; random: Random }, pace: Pace = {}): Policy {
  const { maxAttempts = 3, baseDelayMs = 100, maxDelayMs = 20_000 } = pace;
  if (!(maxAttempts >= 1)) throw new RangeError("Cannot retry as 'maxAttempts' must be at least 1");
  return {
    async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
      let delayMs = baseDelayMs;
      for (let attempt = 1;; attempt++) {
        options.signal?.throwIfAborted();
        try {
          return await call(contextOf(options, attempt));
        } catch (error) {
          if (attempt >= maxAttempts || !isTransient(error)) throw error;
        }
        await clock.sleep(delayMs, options);
        delayMs = Math.min(delayMs * 2, maxDelayMs);
      }
    },
  };
}
