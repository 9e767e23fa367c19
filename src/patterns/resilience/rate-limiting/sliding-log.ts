/**
 * Sliding log: remember when each call of the last window was made. Exact, and as large as the limit.
 *
 * @module
 */
import { checkCost, checkWindow, type Limit, tolerance, waitMs, type WindowOptions } from "./limit.ts";

/**
 * The log of what was taken in the last `windowMs`.
 *
 * **Guarantees.** In every span of `windowMs` (its start included, its end not) at most `limit` is taken; nothing is refused
 * that would fit. It holds at most `limit` entries: refused calls leave none.
 *
 * **Does not guarantee.** Little memory: with 10,000 calls an hour allowed, each key may hold 10,000 moments.
 *
 * @throws {RangeError} If an option is outside its range.
 */
export class SlidingLog implements Limit {
  readonly #limit: number;
  readonly #windowMs: number;
  #times: number[] = [];
  #costs: number[] = [];
  #first = 0;
  #sum = 0;
  #atMs = -Infinity;

  constructor(options: WindowOptions) {
    checkWindow("Cannot create a sliding log", options);
    this.#limit = options.limit;
    this.#windowMs = options.windowMs;
  }

  /** How many calls it remembers now. */
  get size(): number {
    return this.#times.length - this.#first;
  }

  take(cost: number, nowMs: number): number {
    checkCost(cost);
    if (nowMs > this.#atMs) this.#atMs = nowMs;
    this.#forget(this.#atMs - this.#windowMs);
    if (this.#sum + cost <= this.#limit + tolerance) {
      this.#times.push(this.#atMs);
      this.#costs.push(cost);
      this.#sum += cost;
      return 0;
    }
    if (cost > this.#limit) return Infinity;
    let left = this.#sum;
    let i = this.#first;
    while (left + cost > this.#limit + tolerance) left -= this.#costs[i++]!;
    return waitMs(this.#times[i - 1]! + this.#windowMs - nowMs);
  }

  newAtMs(): number {
    return this.size === 0 ? -Infinity : this.#times.at(-1)! + this.#windowMs;
  }

  #forget(untilMs: number): void {
    while (this.#first < this.#times.length && this.#times[this.#first]! <= untilMs) {
      this.#sum -= this.#costs[this.#first++]!;
    }
    if (this.size === 0) this.#sum = 0; // fractions must not add up
    if (this.#first <= this.#times.length >> 1) return;
    this.#times = this.#times.slice(this.#first); // half of it is gone: seldom enough to be cheap per call
    this.#costs = this.#costs.slice(this.#first);
    this.#first = 0;
  }
}
