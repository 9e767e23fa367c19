/**
 * Sliding counter: two counters stand for the log. The last full window counts in the share that still lies in the sliding
 * one, as if its calls had been spread evenly.
 *
 * Source: Julien Desgats, "How we built rate limiting capable of scaling to millions of domains", Cloudflare, 2017.
 *
 * @module
 */
import { checkCost, checkWindow, type Limit, tolerance, waitMs, type WindowOptions } from "./limit.ts";

/**
 * The sliding window, estimated from two counters.
 *
 * **Guarantees.** Two numbers and a moment, whatever the limit.
 *
 * **Does not guarantee.** Exactness. Where the calls of the last window came all late, more than `limit` passes in some
 * spans of `windowMs` (always below twice); where they came all early, calls are refused that the log would allow.
 *
 * @throws {RangeError} If an option is outside its range.
 */
export class SlidingCounter implements Limit {
  readonly #limit: number;
  readonly #windowMs: number;
  #window = -Infinity;
  #before = 0;
  #count = 0;
  #atMs = -Infinity;

  constructor(options: WindowOptions) {
    checkWindow("Cannot create a sliding counter", options);
    this.#limit = options.limit;
    this.#windowMs = options.windowMs;
  }

  take(cost: number, nowMs: number): number {
    checkCost(cost);
    if (nowMs > this.#atMs) this.#atMs = nowMs;
    const window = Math.floor(this.#atMs / this.#windowMs);
    if (window !== this.#window) {
      this.#before = window === this.#window + 1 ? this.#count : 0;
      this.#count = 0;
      this.#window = window;
    }
    const leftMs = (window + 1) * this.#windowMs - this.#atMs;
    if (this.#before * (leftMs / this.#windowMs) + this.#count + cost <= this.#limit + tolerance) {
      this.#count += cost;
      return 0;
    }
    return cost > this.#limit ? Infinity : waitMs(this.#waitMs(cost, leftMs) + this.#atMs - nowMs);
  }

  newAtMs(): number {
    return (this.#window + (this.#count > 0 ? 2 : 1)) * this.#windowMs;
  }

  /** The estimate falls by `before / windowMs` per millisecond now, and by `count / windowMs` from the next window on. */
  #waitMs(cost: number, leftMs: number): number {
    const room = this.#limit - this.#count - cost;
    if (room >= 0) return leftMs - (room / this.#before) * this.#windowMs;
    return leftMs + this.#windowMs - ((this.#limit - cost) / this.#count) * this.#windowMs;
  }
}
