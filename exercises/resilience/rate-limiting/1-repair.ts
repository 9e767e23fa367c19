/**
 * Repair: the limiter of *Run it without*. It was reviewed and merged, and on a Tuesday it let a batch job take the tile
 * service down, 199 calls in one second where 100 are allowed. Check it: `npm test rate-limiting/1`.
 *
 * The run that failed: `npm run replay "resilience/rate-limiting#batch@1:without:7"`.
 *
 * What it must do:
 * 1. In any span of `windowMs`, wherever it begins, at most `limit` passes for each key. A call weighs its cost, a
 *    whole number. Two calls exactly `windowMs` apart are not in one span.
 * 2. What fits is admitted: a call is refused only if it would break 1.
 *
 * What is right must stay:
 * 3. `take` answers 0 and counts the call, or answers the wait and changes nothing. The wait is whole milliseconds, just
 *    enough for the same call if nobody else asks; `Infinity` for a cost above `limit`.
 * 4. Keys do not share; any string is a key. Options have their defaults; wrong options and
 *    costs below 1 are a `RangeError`.
 * 5. Memory: whenever anybody is admitted or refused, callers who passed nothing in the last `windowMs` are
 *    forgotten. `size` says how many are remembered. A refused call is not remembered.
 */
import type { Clock } from "#src/ports/clock.ts";

/** How much each caller may take. */
export interface Allowance {
  limit?: number;
  windowMs?: number;
}

/** Counts what each caller takes in its window, which begins with its first call. */
export function windowLimiter(
  { clock }: { clock: Clock },
  { limit = 100, windowMs = 1_000 }: Allowance = {},
) {
  if (!(limit >= 1)) throw new RangeError("Cannot limit as 'limit' must be at least 1");
  if (!(windowMs > 0)) throw new RangeError("Cannot limit as 'windowMs' must be above 0");
  const windows = new Map<string, { startMs: number; count: number }>();
  return {
    /** How many callers are remembered. */
    get size(): number {
      return windows.size;
    },
    /** 0 if the call may be made; otherwise the wait in milliseconds. */
    take(key: string, cost = 1): number {
      if (!(cost >= 1)) throw new RangeError("Cannot limit as 'cost' must be at least 1");
      const nowMs = clock.nowMs();
      for (const [past, { startMs }] of windows) { // oldest first
        if (nowMs - startMs < windowMs) break;
        windows.delete(past);
      }
      if (cost > limit) return Infinity;
      const window = windows.get(key) ?? { startMs: nowMs, count: 0 };
      if (window.count + cost > limit) return Math.ceil(window.startMs + windowMs - nowMs);
      window.count += cost;
      windows.set(key, window);
      return 0;
    },
  };
}
