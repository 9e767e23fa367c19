/**
 * A door that shuts the load off and lets it in again little by little.
 *
 * Source: Nathan Bronson et al., "Metastable Failures in Distributed Systems", HotOS 2021: to leave the metastable state
 * takes a strong push, such as a restart or a large cut in load. That the load returns slowly is for caches, pools and
 * code that are cold: Betsy Beyer et al., *Site Reliability Engineering*, 2016, chapter 22, "Slow Startup and Cold Caching".
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy, Refused } from "#src/ports/policy.ts";
import type { Random } from "#src/ports/random.ts";
import { numberOption } from "#src/pure/option.ts";

/** Options for {@linkcode Ramp}. */
export interface RampOptions {
  /** Measures the ramp. */
  clock: Pick<Clock, "nowMs">;
  /** Chooses who is let in. */
  random: Random;
  /** How long it takes from `startShare` to all, in milliseconds, if the service is well all the time. @default {60_000} */
  rampMs?: number;
  /** The share that is let in at once when the door opens; from 0 to 1. @default {0.05} */
  startShare?: number;
  /**
   * Whether the service bears what it gets; asked at each call, so let it cost little. Where it answers `false`, the share
   * stands still. Judge by the calls that were let in: among all calls those refused here look like failures, and the door
   * would never open. @default {always true}
   */
  healthy?: () => boolean;
}

/**
 * Lets a share of the calls through: all, none, or a share that grows.
 *
 * **Guarantees.** While shut, no call is made; what is not let in is rejected with {@linkcode Refused}. After `open` the
 * share never falls; with a `startShare` below 1 it takes `rampMs` at least until all are let in. It holds no timer. Calls
 * under way are not touched.
 *
 * **Does not guarantee.** That the same users are let in each time: it draws for each call. That the share is met exactly.
 * Nothing is agreed between processes: each has a door of its own. With a `healthy` that is never true again the door
 * stays where it is; it does not shut by itself.
 *
 * @throws {RangeError} If an option is outside its range.
 */
export class Ramp implements Policy {
  readonly #clock: Pick<Clock, "nowMs">;
  readonly #random: Random;
  readonly #rampMs: number;
  readonly #startShare: number;
  readonly #healthy: () => boolean;
  #share = 1;
  /** The last moment up to which the share is known; `undefined` where it does not move. */
  #atMs: number | undefined;

  constructor({ clock, random, rampMs = 60_000, startShare = 0.05, healthy = () => true }: RampOptions) {
    const misuse = "Cannot create a ramp";
    this.#clock = clock;
    this.#random = random;
    this.#rampMs = numberOption(misuse, "rampMs", rampMs, { min: 1 });
    this.#startShare = numberOption(misuse, "startShare", startShare, { min: 0, max: 1 });
    this.#healthy = healthy;
  }

  /** What part of the calls is let in now, from 0 to 1. */
  get share(): number {
    if (this.#atMs === undefined) return this.#share;
    const nowMs = this.#clock.nowMs();
    const passedMs = Math.max(0, nowMs - this.#atMs);
    this.#atMs = nowMs;
    if (this.#healthy()) this.#share += (passedMs / this.#rampMs) * (1 - this.#startShare);
    if (this.#share >= 1) [this.#share, this.#atMs] = [1, undefined];
    return this.#share;
  }

  /** Lets nobody in. */
  shut(): void {
    [this.#share, this.#atMs] = [0, undefined];
  }

  /** Lets `startShare` in, and then more; does nothing at a door that is not shut. */
  open(): void {
    if (this.#share > 0 || this.#atMs !== undefined) return;
    [this.#share, this.#atMs] = [this.#startShare, this.#clock.nowMs()];
  }

  /** @throws {Refused} If the call is not let in. */
  async execute<T>(call: Call<T>, options: ExecuteOptions = NO_OPTIONS): Promise<T> {
    options.signal?.throwIfAborted();
    const share = this.share;
    // `next` is below 1, so all are let in at a share of 1 and none at 0.
    if (share < 1 && this.#random.next() >= share) throw new Refused("ramp");
    return await call(contextOf(options));
  }
}

const NO_OPTIONS: ExecuteOptions = {};
