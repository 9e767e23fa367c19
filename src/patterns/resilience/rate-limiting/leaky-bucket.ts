/**
 * Leaky bucket, in both senses of the name: as a meter, which refuses what overflows, and as a queue, which holds calls
 * back until they leave at an even pace.
 *
 * Source: Andrew Tanenbaum and David Wetherall, *Computer Networks*, 5th edition, 2011, section 5.4.2, "Traffic Shaping"
 * (both buckets, and that a meter and a token bucket say the same).
 *
 * @module
 */
import { checkCost, checkRate, type Limit, type RateOptions, tolerance, waitMs } from "./limit.ts";

/**
 * A leaky bucket as a meter: what is taken is poured in, `ratePerSecond` leaks out, and what would rise above `burst` is
 * refused. It is the token bucket upside down, and decides as it does.
 *
 * @throws {RangeError} If an option is outside its range.
 */
export class LeakyBucket implements Limit {
  readonly #perMs: number;
  readonly #burst: number;
  #level = 0;
  #atMs = -Infinity;

  constructor(options: RateOptions) {
    checkRate("Cannot create a leaky bucket", options);
    this.#perMs = options.ratePerSecond / 1000;
    this.#burst = options.burst;
  }

  take(cost: number, nowMs: number): number {
    checkCost(cost);
    if (nowMs > this.#atMs) {
      this.#level = Math.max(0, this.#level - (nowMs - this.#atMs) * this.#perMs);
      this.#atMs = nowMs;
    }
    if (this.#level + cost <= this.#burst + tolerance) {
      this.#level += cost;
      return 0;
    }
    if (cost > this.#burst) return Infinity;
    return waitMs((this.#level + cost - this.#burst) / this.#perMs + this.#atMs - nowMs);
  }

  newAtMs(): number {
    return this.#level <= 0 ? -Infinity : this.#atMs + this.#level / this.#perMs;
  }
}

/**
 * A leaky bucket as a queue: it does not refuse a burst but spreads it, one call per `1 / ratePerSecond`, and refuses
 * only what would wait too long.
 *
 * **Guarantees.** Two calls of cost 1 that were let in start at least `1000 / ratePerSecond` ms apart; none waits longer
 * than `maxWaitMs`.
 *
 * **Does not guarantee.** A call that is let in and then cancelled keeps its place.
 *
 * @throws {RangeError} If an option is outside its range.
 */
export class LeakyQueue {
  readonly #intervalMs: number;
  readonly #maxWaitMs: number;
  #freeAtMs = -Infinity;

  constructor({ ratePerSecond, maxWaitMs }: { ratePerSecond: number; maxWaitMs: number }) {
    checkRate("Cannot create a leaky queue", { ratePerSecond, burst: 1 });
    if (!(maxWaitMs >= 0)) {
      throw new RangeError(
        `Cannot create a leaky queue as 'maxWaitMs' must be a number of at least 0: current value is ${maxWaitMs}`,
      );
    }
    this.#intervalMs = 1000 / ratePerSecond;
    this.#maxWaitMs = maxWaitMs;
  }

  /** Takes the next place: in how many milliseconds to start, or `undefined` if that is too long; then none is taken. */
  enter(cost: number, nowMs: number): number | undefined {
    checkCost(cost);
    const startMs = Math.max(nowMs, this.#freeAtMs);
    if (startMs - nowMs > this.#maxWaitMs + tolerance) return undefined;
    this.#freeAtMs = startMs + cost * this.#intervalMs;
    return startMs - nowMs;
  }
}
