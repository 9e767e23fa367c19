/**
 * Fixed window: a counter that starts again at every full window. The cheapest limit, and the one that lets twice the
 * limit through around a boundary.
 *
 * @module
 */
import { checkCost, checkWindow, type Limit, tolerance, waitMs, type WindowOptions } from "./limit.ts";

/**
 * A counter per window; windows begin at whole multiples of `windowMs`.
 *
 * **Guarantees.** At most `limit` in each window that begins at such a multiple.
 *
 * **Does not guarantee.** That any other span of `windowMs` lets only `limit` through: up to twice as much passes around a
 * boundary.
 *
 * @throws {RangeError} If an option is outside its range.
 */
export class FixedWindow implements Limit {
  readonly #limit: number;
  readonly #windowMs: number;
  #count = 0;
  #window = -Infinity;

  constructor(options: WindowOptions) {
    checkWindow("Cannot create a fixed window", options);
    this.#limit = options.limit;
    this.#windowMs = options.windowMs;
  }

  take(cost: number, nowMs: number): number {
    checkCost(cost);
    const window = Math.floor(nowMs / this.#windowMs);
    if (window > this.#window) {
      this.#window = window;
      this.#count = 0;
    }
    if (this.#count + cost <= this.#limit + tolerance) {
      this.#count += cost;
      return 0;
    }
    return cost > this.#limit ? Infinity : waitMs(this.newAtMs() - nowMs);
  }

  newAtMs(): number {
    return (this.#window + 1) * this.#windowMs;
  }
}
