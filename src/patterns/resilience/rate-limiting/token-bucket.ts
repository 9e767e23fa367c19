/**
 * Token bucket: a bucket holds up to `burst` tokens and refills at `ratePerSecond`; a call takes its cost or is refused.
 *
 * Source: RFC 2697, "A Single Rate Three Color Marker", 1999, section 3 (the committed bucket is this one). Many of the
 * public limits on APIs are this: a rate, and a burst above it that is allowed on purpose.
 *
 * @module
 */
import { checkCost, checkRate, type Limit, type RateOptions, tolerance, waitMs } from "./limit.ts";

/**
 * A token bucket, full at first.
 *
 * **Guarantees.** In every span of `t` milliseconds at most `burst + ratePerSecond · t / 1000` is taken, and who asks often
 * enough gets all of it: fractions of a token are kept.
 *
 * @throws {RangeError} If an option is outside its range.
 */
export class TokenBucket implements Limit {
  readonly #perMs: number;
  readonly #burst: number;
  #tokens: number;
  #atMs = -Infinity;

  constructor(options: RateOptions) {
    checkRate("Cannot create a token bucket", options);
    this.#perMs = options.ratePerSecond / 1000;
    this.#burst = this.#tokens = options.burst;
  }

  take(cost: number, nowMs: number): number {
    checkCost(cost);
    if (nowMs > this.#atMs) { // a clock that went back has nothing to give
      this.#tokens = Math.min(this.#burst, this.#tokens + (nowMs - this.#atMs) * this.#perMs);
      this.#atMs = nowMs;
    }
    if (this.#tokens + tolerance >= cost) {
      this.#tokens -= cost;
      return 0;
    }
    if (cost > this.#burst) return Infinity;
    return waitMs((cost - this.#tokens) / this.#perMs + this.#atMs - nowMs);
  }

  newAtMs(): number {
    return this.#tokens >= this.#burst ? -Infinity : this.#atMs + (this.#burst - this.#tokens) / this.#perMs;
  }
}
