/** One list of all calls of all callers, filtered at each call. Slow, and right. */
import type { Clock } from "#src/ports/clock.ts";

export interface Allowance {
  limit?: number;
  windowMs?: number;
}

export function windowLimiter({ clock }: { clock: Clock }, options: Allowance = {}) {
  const limit = options.limit ?? 100;
  const windowMs = options.windowMs ?? 1_000;
  if (Number.isNaN(limit) || limit < 1) throw new RangeError("limit must be at least 1");
  if (Number.isNaN(windowMs) || windowMs <= 0) throw new RangeError("windowMs must be above 0");
  let passed: { key: string; cost: number; untilMs: number }[] = [];
  return {
    get size() {
      return new Set(passed.map(({ key }) => key)).size;
    },
    take(key: string, cost = 1) {
      if (Number.isNaN(cost) || cost < 1) throw new RangeError("cost must be at least 1");
      const nowMs = clock.nowMs();
      passed = passed.filter(({ untilMs }) => untilMs > nowMs);
      const mine = passed.filter((call) => call.key === key);
      const room = (fromMs: number) =>
        limit - mine.filter(({ untilMs }) => untilMs > fromMs).reduce((sum, call) => sum + call.cost, 0);
      if (room(nowMs) >= cost) {
        passed.push({ key, cost, untilMs: nowMs + windowMs });
        return 0;
      }
      const ends = mine.map(({ untilMs }) => untilMs).find((untilMs) => room(untilMs) >= cost);
      return ends === undefined ? Infinity : Math.ceil(ends - nowMs);
    },
  };
}
