/**
 * A limiter that a careful engineer would merge: per caller, checked settings, weights, the wait in the answer, and no
 * caller is remembered longer than a window. It believes that a window of N per second lets N per second through.
 *
 * @module
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
