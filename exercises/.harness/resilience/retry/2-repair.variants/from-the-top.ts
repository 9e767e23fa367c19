/** Full jitter, drawn from the top of the range down. */
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
        await clock.sleep((1 - random.next()) * ceilingMs, options);
        ceilingMs = Math.min(ceilingMs * 2, maxDelayMs);
      }
    },
  };
}
