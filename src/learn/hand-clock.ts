/**
 * A clock that is turned by hand, for questions about one caller alone: who sleeps, turns it.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";

/** A clock that stands still until it is turned. */
export interface HandClock extends Clock {
  /** Turns it on, in milliseconds. */
  turn(ms: number): void;
}

/**
 * A clock at 0.
 *
 * **Does not guarantee.** That two sleepers wake in order: the first to sleep turns the clock for both. Two who act at
 * once need a simulated world.
 */
export function handClock(): HandClock {
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    turn: (ms) => void (nowMs += ms),
    sleep(ms, { signal } = {}) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      nowMs += ms;
      return Promise.resolve();
    },
  };
}
