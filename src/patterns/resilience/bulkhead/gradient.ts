/**
 * A limit that follows latency: it falls when calls take longer than they used to.
 *
 * Sources: Netflix, concurrency-limits, Gradient2Limit (2018), whose form it has, and not its numbers: it moves once for each
 * sampling window (1 s, say), and its 600 are windows; here each call counts. The idea that delay tells of a queue before
 * loss does: Lawrence Brakmo and Larry Peterson, "TCP Vegas", 1995.
 *
 * @module
 */
import { numberOption } from "#src/pure/option.ts";
import { type AdaptiveLimit, checkedRange, type LimitRange, type Sample } from "./limit.ts";

/** Options for {@linkcode GradientLimit}. */
export interface GradientOptions extends LimitRange {
  /**
   * How many calls the usual latency is averaged over, from 2. Take several times as many as are answered during an
   * overload that the limit must see through; for about as long it takes a callee that has become slower for good to be
   * overloaded. 3,000 are 30 s at 100 answers a second. @default {3_000}
   */
  usualOver?: number;
  /** How many times the usual latency is no sign yet, from 1. @default {1.5} */
  tolerance?: number;
  /**
   * Places tried beyond what latency allows, from 0: without it the limit would never rise. It is also the queue that
   * stands at the callee, so it must be few beside the limit of the worst hour. @default {2}
   */
  headroom?: number;
  /** Share of the way that one call moves the limit, above 0 to 1. @default {0.2} */
  smoothing?: number;
}

/**
 * Rises while calls take about as long as usual, falls in proportion as they take longer.
 *
 * **Guarantees.** The limit stays within `min` and `max`, and one call halves it at most. It rises only while at least half
 * of it is used.
 *
 * **Does not guarantee.** That the usual latency is the healthy one: it is what was seen. An overload that lasts longer
 * than `usualOver` calls becomes the usual, and calls of many kinds behind one limit have no usual latency at all.
 *
 * @throws {RangeError} If an option is outside its range.
 */
export class GradientLimit implements AdaptiveLimit {
  readonly #range: Required<LimitRange>;
  readonly #usualOver: number;
  readonly #tolerance: number;
  readonly #headroom: number;
  readonly #smoothing: number;
  #value: number;
  #usualMs: number | undefined;

  constructor(options: GradientOptions = {}) {
    const misuse = "Cannot create a gradient limit";
    const { usualOver = 3_000, tolerance = 1.5, headroom = 2, smoothing = 0.2 } = options;
    this.#range = checkedRange(misuse, options);
    this.#usualOver = numberOption(misuse, "usualOver", usualOver, { min: 2 });
    this.#tolerance = numberOption(misuse, "tolerance", tolerance, { min: 1 });
    this.#headroom = numberOption(misuse, "headroom", headroom, { min: 0 });
    this.#smoothing = numberOption(misuse, "smoothing", smoothing, { min: 0.001, max: 1 });
    this.#value = this.#range.initial;
  }

  get limit(): number {
    return Math.floor(this.#value);
  }

  sample({ startMs, endMs, inFlight, overloaded }: Sample): void {
    const tookMs = Math.max(0.001, endMs - startMs); // an answer within one reading of the clock took some time, too
    if (!overloaded) this.#remember(tookMs); // a quick 503 would make the usual latency small
    const { min, max } = this.#range;
    const allowed = (this.#tolerance * (this.#usualMs ?? tookMs)) / tookMs;
    const gradient = overloaded ? 0.5 : Math.max(0.5, Math.min(1, allowed));
    const aim = this.#value * gradient + (overloaded ? 0 : this.#headroom);
    const moved = this.#value + (aim - this.#value) * this.#smoothing;
    if (moved > this.#value && inFlight * 2 < this.#value) return; // places that nobody used prove nothing
    this.#value = Math.max(min, Math.min(max, moved));
  }

  #remember(tookMs: number): void {
    const usualMs = this.#usualMs ?? tookMs;
    const next = usualMs + ((tookMs - usualMs) * 2) / (this.#usualOver + 1);
    // After a long slow time the average would excuse everything: let it come down faster than it went up.
    this.#usualMs = next > 2 * tookMs ? next * 0.95 : next;
  }
}
