/**
 * Additive increase, multiplicative decrease.
 *
 * Sources: Van Jacobson, "Congestion Avoidance and Control", SIGCOMM 1988; Dah-Ming Chiu and Raj Jain, "Analysis of the
 * Increase and Decrease Algorithms for Congestion Avoidance in Computer Networks", 1989.
 *
 * @module
 */
import { numberOption } from "#src/pure/option.ts";
import { type AdaptiveLimit, checkedRange, type LimitRange, type Sample } from "./limit.ts";

/** Options for {@linkcode AimdLimit}. */
export interface AimdOptions extends LimitRange {
  /** What is left of the limit after a sign of overload, from 0.1 to 0.99. As one overload cuts once, a gentle cut comes too late. @default {0.5} */
  backoffRatio?: number;
  /** A call that takes longer is a sign of overload, in milliseconds. @default {Infinity} */
  slowMs?: number;
}

/**
 * Rises by one for each round of calls that end well, falls by a share at a sign of overload.
 *
 * **Guarantees.** The limit stays within `min` and `max`. It is cut once for one overload: calls that began before a cut do
 * not cut again. It rises only while at least half of it is used, as an idle hour proves nothing.
 *
 * **Does not guarantee.** Rest: it finds the edge by stepping over it, again and again. Without `slowMs` it hears of a
 * queue at the callee only when calls fail.
 *
 * @throws {RangeError} If an option is outside its range.
 */
export class AimdLimit implements AdaptiveLimit {
  readonly #range: Required<LimitRange>;
  readonly #backoffRatio: number;
  readonly #slowMs: number;
  #value: number;
  #cutAtMs = -Infinity;

  constructor(options: AimdOptions = {}) {
    const misuse = "Cannot create an AIMD limit";
    const { backoffRatio = 0.5, slowMs = Infinity } = options;
    this.#range = checkedRange(misuse, options);
    this.#backoffRatio = numberOption(misuse, "backoffRatio", backoffRatio, { min: 0.1, max: 0.99 });
    this.#slowMs = numberOption(misuse, "slowMs", slowMs, { min: 0, max: Infinity });
    this.#value = this.#range.initial;
  }

  get limit(): number {
    return Math.floor(this.#value);
  }

  sample({ startMs, endMs, inFlight, overloaded }: Sample): void {
    if (overloaded || endMs - startMs > this.#slowMs) {
      if (startMs < this.#cutAtMs) return; // it says of the load before the cut what the cut has answered
      this.#value = Math.max(this.#range.min, this.#value * this.#backoffRatio);
      this.#cutAtMs = endMs;
    } else if (inFlight * 2 >= this.#value) {
      this.#value = Math.min(this.#range.max, this.#value + 1 / this.#value);
    }
  }
}
