/**
 * The window moves: the moments of the last `windowMs` are kept, and each call looks back from now.
 *
 * - Promises 1 and 2 together leave only the log. A token bucket keeps one of them, two counters keep neither exactly.
 * - It looks back for the one key that asks. The others are forgotten from the front of the map, which stays ordered by
 *   the last call that passed, since a caller is put at the end when one does.
 * - A refusal writes nothing. A log that remembers refusals keeps a caller out for as long as it asks.
 * - The wait is the age of the youngest moment that must go before the cost fits.
 */
import type { Clock } from "#src/ports/clock.ts";

/** How much each caller may take. */
export interface Allowance {
  limit?: number;
  windowMs?: number;
}

/** Remembers what each caller took in the last `windowMs`. */
export function windowLimiter(
  { clock }: { clock: Clock },
  { limit = 100, windowMs = 1_000 }: Allowance = {},
) {
  if (!(limit >= 1)) throw new RangeError("Cannot limit as 'limit' must be at least 1");
  if (!(windowMs > 0)) throw new RangeError("Cannot limit as 'windowMs' must be above 0");
  const callers = new Map<string, { atMs: number; cost: number }[]>();
  return {
    /** How many callers are remembered. */
    get size(): number {
      return callers.size;
    },
    /** 0 if the call may be made; otherwise the wait in milliseconds. */
    take(key: string, cost = 1): number {
      if (!(cost >= 1)) throw new RangeError("Cannot limit as 'cost' must be at least 1");
      const nowMs = clock.nowMs();
      for (const [past, calls] of callers) { // whose last call is oldest stands first
        if (nowMs - calls.at(-1)!.atMs < windowMs) break;
        callers.delete(past);
      }
      if (cost > limit) return Infinity;
      const calls = callers.get(key) ?? [];
      while (calls.length > 0 && nowMs - calls[0]!.atMs >= windowMs) calls.shift();
      let used = calls.reduce((sum, call) => sum + call.cost, 0);
      if (used + cost > limit) {
        let last = -1;
        while (used + cost > limit) used -= calls[++last]!.cost;
        return Math.ceil(calls[last]!.atMs + windowMs - nowMs);
      }
      calls.push({ atMs: nowMs, cost });
      callers.delete(key);
      callers.set(key, calls);
      return 0;
    },
  };
}
