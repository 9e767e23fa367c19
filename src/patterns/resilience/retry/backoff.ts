/**
 * How long to wait before the next attempt: exponential backoff with a cap, spread by chance.
 *
 * The four kinds are those of Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 *
 * @module
 */
import type { Random } from "#src/ports/random.ts";

/**
 * How chance spreads the waits. With `ceiling = min(maxDelayMs, baseDelayMs · 2ⁿ)` after `n + 1` failures:
 *
 * - `"none"`: the ceiling itself. Callers that failed together come back together, for ever.
 * - `"full"`: anywhere in [0, ceiling). Spreads best for its simplicity; a wait may be almost nothing.
 * - `"equal"`: half the ceiling, and anywhere in the other half. Never hurries, spreads over half the time.
 * - `"decorrelated"`: anywhere in [base, 3 · the last wait), capped. Grows by chance instead of by count.
 */
export type Jitter = "none" | "full" | "equal" | "decorrelated";

/** The kinds of jitter, in the order in which they are explained. */
export const jitters: readonly Jitter[] = ["none", "full", "equal", "decorrelated"];

/** What a wait is computed from. */
export interface Backoff {
  baseDelayMs: number;
  maxDelayMs: number;
  jitter: Jitter;
}

/** `min(maxDelayMs, baseDelayMs · 2^(failures − 1))`, without overflow for any number of failures. */
export function ceilingMs({ baseDelayMs, maxDelayMs }: Backoff, failures: number): number {
  if (baseDelayMs === 0) return 0;
  let ceiling = baseDelayMs;
  for (let n = 1; n < failures && ceiling < maxDelayMs; n++) ceiling *= 2; // ends at the cap, not at `failures`
  return Math.min(ceiling, maxDelayMs);
}

/**
 * The wait before the next attempt, in milliseconds; 0 ≤ wait ≤ `maxDelayMs`.
 *
 * @param failures How many attempts of this call have failed, from 1.
 * @param previousMs The wait before the attempt that failed last; only `"decorrelated"` looks at it.
 */
export function delayMs(backoff: Backoff, failures: number, previousMs: number, random: Random): number {
  switch (backoff.jitter) {
    case "none":
      return ceilingMs(backoff, failures);
    case "full":
      return random.next() * ceilingMs(backoff, failures);
    case "equal": {
      const ceiling = ceilingMs(backoff, failures);
      const half = ceiling / 2;
      return Math.min(ceiling, half + random.next() * half); // the halves of the smallest numbers are rounded up
    }
    case "decorrelated": {
      const { baseDelayMs, maxDelayMs } = backoff;
      const upTo = Math.max(previousMs, baseDelayMs) * 3;
      return Math.min(maxDelayMs, baseDelayMs + random.next() * (upTo - baseDelayMs));
    }
  }
}
