/**
 * GCRA, the generic cell rate algorithm: the token bucket kept as one moment instead of a number of tokens and a moment.
 *
 * Sources: ITU-T I.371, "Traffic control and congestion control in B-ISDN" (the virtual scheduling algorithm); Brandur Leach, "Rate Limiting, Cells, and GCRA", 2015.
 *
 * @module
 */
import { checkCost, checkRate, type Limit, type RateOptions, tolerance, waitMs } from "./limit.ts";

/**
 * GCRA. Its whole state is the theoretical arrival time (TAT): when the bucket would be full again. A store keeps one number
 * per key, and that number says when the key may expire.
 *
 * **Guarantees.** Decides as {@linkcode "./token-bucket"} does with the same options.
 *
 * @throws {RangeError} If an option is outside its range.
 */
export class Gcra implements Limit {
  readonly #intervalMs: number;
  readonly #toleranceMs: number;
  #tatMs = -Infinity;
  #atMs = -Infinity;

  constructor(options: RateOptions) {
    checkRate("Cannot create a GCRA", options);
    this.#intervalMs = 1000 / options.ratePerSecond;
    this.#toleranceMs = options.burst * this.#intervalMs;
  }

  take(cost: number, nowMs: number): number {
    checkCost(cost);
    if (nowMs > this.#atMs) this.#atMs = nowMs; // only for a clock that goes back; the algorithm needs the TAT alone
    const tatMs = Math.max(this.#tatMs, this.#atMs) + cost * this.#intervalMs;
    const earlyMs = tatMs - this.#toleranceMs - this.#atMs;
    if (earlyMs <= tolerance * this.#intervalMs) {
      this.#tatMs = tatMs;
      return 0;
    }
    if (cost * this.#intervalMs > this.#toleranceMs) return Infinity;
    return waitMs(earlyMs + this.#atMs - nowMs);
  }

  newAtMs(): number {
    return this.#tatMs;
  }
}
