/**
 * Repair: the boards' retry of *Run it without*. It was reviewed and merged, and on a Friday it kept a hundred boards
 * dark for eighteen seconds after `timetable` was back. Check it: `npm test retry/2`.
 *
 * The run that failed: `npm run replay "resilience/retry#waves@1:without:7"`.
 *
 * What is right must stay:
 * 1. A call is made at most `maxAttempts` times; its last error comes out, as it is or as another's `cause`.
 * 2. Waits grow with the failures, from about `baseDelayMs`, and none is longer than `maxDelayMs`.
 * 3. Only errors that may pass are repeated; the others come out as they are.
 * 4. A caller that leaves (`signal`) is let go at once, with the signal's reason.
 * 5. Options, their defaults and their check; each attempt gets its context (`signal`, `attempt`, `remainingMs`), made by `contextOf`.
 *
 * What is wrong is yours to mend: calls that failed together, in a hundred processes or in one, must not return
 * together, and the boards must be back soon after the service.
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
