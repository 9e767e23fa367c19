/** A moment for each unit of cost: when it ends. The wait stands where the sum would have been walked. */
import type { Clock } from "#src/ports/clock.ts";
export interface Allowance {
  limit?: number;
  windowMs?: number;
}
export function windowLimiter(
  { clock }: { clock: Clock },
  { limit = 100, windowMs = 1_000 }: Allowance = {},
) {
  if (!(limit >= 1)) throw new RangeError("limit");
  if (!(windowMs > 0)) throw new RangeError("windowMs");
  const units = new Map<string, number[]>();
  return {
    get size() {
      return units.size;
    },
    take(key: string, cost = 1) {
      if (!(cost >= 1)) throw new RangeError("cost");
      const nowMs = clock.nowMs();
      for (const [name, ends] of units) if (ends[ends.length - 1]! <= nowMs) units.delete(name);
      if (cost > limit) return Infinity;
      const ends = (units.get(key) ?? []).filter((endMs) => endMs > nowMs);
      if (ends.length + cost > limit) return Math.ceil(ends[ends.length + cost - limit - 1]! - nowMs);
      units.set(key, [...ends, ...new Array<number>(cost).fill(nowMs + windowMs)]);
      return 0;
    },
  };
}
