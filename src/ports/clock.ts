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
  /**
   * Rings once when a sleep of `ms` would end, unless it is stopped before. A clock may leave it out: {@linkcode timer}
   * then makes one of `sleep`. It is there because most time limits are stopped, and an abort costs more than the call.
   *
   * @param ms As in `sleep`.
   * @param ring Must not throw.
   * @returns What stops it; stopping twice, or after the ring, does nothing.
   * @throws {RangeError} If `ms` is negative, NaN or infinite.
   */
  timer?(ms: number, ring: () => void): () => void;
}

/**
 * A timer of any clock: its own, or one made of `sleep`.
 *
 * @param ring Must not throw.
 * @param failed Gets the error of a clock whose `sleep` fails. Must not throw.
 * @returns What stops it.
 */
export function timer(
  clock: Clock,
  ms: number,
  ring: () => void,
  failed: (error: unknown) => void,
): () => void {
  if (clock.timer) return clock.timer(ms, ring);
  const controller = new AbortController();
  clock.sleep(ms, { signal: controller.signal }).then(ring, (error: unknown) => {
    if (!controller.signal.aborted) failed(error);
  });
  return () => controller.abort(STOPPED);
}

const STOPPED = "the timer was stopped";
