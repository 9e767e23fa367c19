/**
 * Counts what users wanted, what was asked of the service, and what was of use, interval by interval.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import { numberOption } from "#src/pure/option.ts";
import type { Interval } from "#patterns/resilience/metastable-failure.ts";

/** Options for {@linkcode LoadMeter}. */
export interface LoadMeterOptions {
  /** Says which interval it is. */
  clock: Pick<Clock, "nowMs">;
  /** Length of an interval, in milliseconds. @default {1_000} */
  intervalMs?: number;
  /** How many intervals are remembered; older ones are forgotten. @default {3_600} */
  maxIntervals?: number;
}

/**
 * A meter of the three numbers that a service in a loop shows, and that an error rate hides.
 *
 * **Guarantees.** At most `maxIntervals` intervals are held; all of one length, one after the other, empty ones included.
 *
 * **Does not guarantee.** That a call and its answer are counted in the same interval: an answer counts when it comes.
 *
 * @throws {RangeError} If an option is outside its range.
 */
export class LoadMeter {
  readonly #clock: Pick<Clock, "nowMs">;
  readonly #intervalMs: number;
  readonly #max: number;
  readonly #intervals: Interval[] = [];

  constructor({ clock, intervalMs = 1_000, maxIntervals = 3_600 }: LoadMeterOptions) {
    const misuse = "Cannot create a load meter";
    this.#clock = clock;
    this.#intervalMs = numberOption(misuse, "intervalMs", intervalMs, { min: 1 });
    this.#max = numberOption(misuse, "maxIntervals", maxIntervals, { min: 1, integer: true });
    this.#current();
  }

  /** A user began a call. */
  wanted(): void {
    this.#current().wanted++;
  }
  /** A request went to the service: a call's first attempt, or a repetition. */
  offered(): void {
    this.#current().offered++;
  }
  /** A call ended with an answer of use. */
  good(): void {
    this.#current().good++;
  }

  /** The intervals so far, the unfinished one last. */
  get intervals(): readonly Interval[] {
    this.#current();
    return this.#intervals.map((each) => ({ ...each }));
  }

  #current(): Interval {
    const nowMs = this.#clock.nowMs();
    let last = this.#intervals.at(-1);
    if (last === undefined) this.#intervals.push(last = this.#empty(nowMs));
    const silent = Math.floor((nowMs - last.toMs) / this.#intervalMs); // intervals that nobody counted in
    if (silent >= this.#max) { // nothing of before is kept: no loop over a night
      this.#intervals.length = 0;
      this.#intervals.push(last = this.#empty(last.toMs + (silent - this.#max + 1) * this.#intervalMs));
    }
    while (nowMs >= last.toMs) {
      this.#intervals.push(last = this.#empty(last.toMs));
      if (this.#intervals.length > this.#max) this.#intervals.shift();
    }
    return last;
  }

  #empty(fromMs: number): Interval {
    return { fromMs, toMs: fromMs + this.#intervalMs, wanted: 0, offered: 0, good: 0 };
  }
}
