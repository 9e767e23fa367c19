/**
 * The wait is drawn below the ceiling instead of being the ceiling ("full jitter").
 *
 * - From 0 up, not "a little around the ceiling": the load on a callee that returns is the number of callers divided by
 *   the width of the draw, so the width must grow with the failures, and the whole ceiling is the widest there is.
 * - The draw is made anew for each wait. One that is made once for each process parts a hundred boards, and lets the
 *   hundred calls of one process return together.
 * - The ceiling is capped before the draw. A draw that is capped afterwards puts all long waits on the cap itself.
 * - The ceiling doubles on its own; were the *drawn* wait doubled, one short draw would keep all later waits short.
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

/** Draws each wait below a ceiling that doubles with the failures. */
export function politeRetry({ clock, random }: { clock: Clock; random: Random }, pace: Pace = {}): Policy {
  const { maxAttempts = 3, baseDelayMs = 100, maxDelayMs = 20_000 } = pace;
  if (!(maxAttempts >= 1)) throw new RangeError("Cannot retry as 'maxAttempts' must be at least 1");
  return {
    async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
      let ceilingMs = Math.min(baseDelayMs, maxDelayMs);
      for (let attempt = 1;; attempt++) {
        options.signal?.throwIfAborted();
        try {
          return await call(contextOf(options, attempt));
        } catch (error) {
          if (attempt >= maxAttempts || !isTransient(error)) throw error;
        }
        await clock.sleep(random.next() * ceilingMs, options);
        ceilingMs = Math.min(ceilingMs * 2, maxDelayMs);
      }
    },
  };
}
