import type { Clock } from "#src/ports/clock.ts";

/** Real timers hold 31 bits of milliseconds, about 24 days; a longer wait would fire at once. */
export const maxTimerMs = 2_147_483_647;

/** One timer for many who wait: it is set anew only for one who must go sooner. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #timer: { stop: AbortController; atMs: number } | undefined;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Rings at `atMs` or sooner; whoever hears it sets it again for those who are left. */
  setFor(atMs: number): void {
    if (atMs === Infinity || (this.#timer !== undefined && this.#timer.atMs <= atMs)) return;
    this.clear();
    const timer = this.#timer = { stop: new AbortController(), atMs };
    const sleepMs = Math.min(maxTimerMs, Math.max(0, atMs - this.#clock.nowMs()));
    this.#clock.sleep(sleepMs, { signal: timer.stop.signal }).then(
      () => {
        if (this.#timer !== timer) return;
        this.#timer = undefined;
        this.#ring();
      },
      (reason) => {
        if (!timer.stop.signal.aborted) throw reason;
      },
    );
  }

  /** Rings no more. */
  clear(): void {
    this.#timer?.stop.abort();
    this.#timer = undefined;
  }
}
