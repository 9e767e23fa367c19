/** Two arrays and an index, and a sum that is kept up to date. */
import type { Clock } from "#src/ports/clock.ts";

export interface Allowance {
  limit?: number;
  windowMs?: number;
}

class Log {
  times: number[] = [];
  costs: number[] = [];
  first = 0;
  sum = 0;

  forget(untilMs: number): void {
    while (this.first < this.times.length && this.times[this.first]! <= untilMs) {
      this.sum -= this.costs[this.first]!;
      this.first += 1;
    }
    if (this.first > 100) {
      this.times = this.times.slice(this.first);
      this.costs = this.costs.slice(this.first);
      this.first = 0;
    }
  }
}

export function windowLimiter(
  { clock }: { clock: Clock },
  { limit = 100, windowMs = 1_000 }: Allowance = {},
) {
  if (!(limit >= 1)) throw new RangeError("limit");
  if (!(windowMs > 0)) throw new RangeError("windowMs");
  const logs = new Map<string, Log>();
  return {
    get size(): number {
      return logs.size;
    },
    take(key: string, cost = 1): number {
      if (!(cost >= 1)) throw new RangeError("cost");
      const nowMs = clock.nowMs();
      for (const [name, log] of logs) {
        log.forget(nowMs - windowMs);
        if (log.first === log.times.length) logs.delete(name);
      }
      if (cost > limit) return Infinity;
      const log = logs.get(key) ?? new Log();
      if (log.sum + cost <= limit) {
        log.times.push(nowMs);
        log.costs.push(cost);
        log.sum += cost;
        logs.set(key, log);
        return 0;
      }
      let missing = log.sum + cost - limit;
      let index = log.first;
      for (;; index++) {
        missing -= log.costs[index]!;
        if (missing <= 0) break;
      }
      return Math.ceil(log.times[index]! + windowMs - nowMs);
    },
  };
}
