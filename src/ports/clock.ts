/**
 * Time, as a pattern may see it: durations and waiting, never the date.
 *
 * @module
 */

/** Options for {@linkcode Clock.sleep}. */
export interface SleepOptions {
  /** Ends the wait early; the promise then rejects with `signal.reason`. */
  signal?: AbortSignal;
}

/**
 * A monotonic clock of one host.
 *
 * **Guarantees.** `nowMs` never goes back. A sleep of `ms` ends at the first moment at which `nowMs() >= start + ms`,
 * or later. Two sleeps that end at the same moment end in the order in which they began.
 *
 * **Does not guarantee.** Readings of two hosts' clocks cannot be compared: origin and rate may differ.
 */
export interface Clock {
  /** Milliseconds since an origin of the host's own; may have a fraction. */
  nowMs(): number;
  /**
   * Waits.
   *
   * @param ms How long, in milliseconds; 0 waits for one turn.
   * @throws {RangeError} If `ms` is negative, NaN or infinite.
   */
  sleep(ms: number, options?: SleepOptions): Promise<void>;
}
