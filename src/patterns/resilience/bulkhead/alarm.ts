import { type Clock, timer } from "#src/ports/clock.ts";

/** Real timers hold 31 bits of milliseconds, about 24 days; a longer wait would fire at once. */
export const maxTimerMs = 2_147_483_647;

/** One timer for many who wait: it is set anew only for one who must go sooner. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  readonly #failed: (error: unknown) => void;
  #set: { readonly atMs: number; stop: () => void } | undefined;

  /** @param failed Gets the error of a clock that cannot wait. */
  constructor(clock: Clock, ring: () => void, failed: (error: unknown) => void) {
    this.#clock = clock;
    this.#ring = ring;
    this.#failed = failed;
  }

  /** Rings at `atMs` or sooner; whoever hears it sets it again for those who are left. */
  setFor(atMs: number): void {
    if (atMs === Infinity || (this.#set !== undefined && this.#set.atMs <= atMs)) return;
    this.clear();
    const set = this.#set = { atMs, stop: () => {} };
    const waitMs = Math.min(maxTimerMs, Math.max(0, atMs - this.#clock.nowMs()));
    const over = (then: () => void) => {
      if (this.#set !== set) return;
      this.#set = undefined;
      then();
    };
    set.stop = timer(this.#clock, waitMs, () => over(this.#ring), (error) => over(() => this.#failed(error)));
  }

  /** Rings no more. */
  clear(): void {
    const set = this.#set;
    this.#set = undefined;
    set?.stop();
  }
}
