/**
 * Rate limiting: decide per caller how much is let in per second, before the work is begun.
 *
 * Sources: Paul Tarjan, "Scaling your API with rate limiters", Stripe, 2017; Betsy Beyer et al., *Site Reliability
 * Engineering*, 2016, chapter 21, "Handling Overload", sections "The Pitfalls of 'Queries per Second'" and "Per-Customer
 * Limits". The algorithms name their own sources.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy, Refused } from "#src/ports/policy.ts";
import { numberOption } from "#src/pure/option.ts";
import { tooManyRequests } from "./rate-limiting/answer.ts";
import { FixedWindow } from "./rate-limiting/fixed-window.ts";
import { Gcra } from "./rate-limiting/gcra.ts";
import { LeakyBucket, LeakyQueue } from "./rate-limiting/leaky-bucket.ts";
import { checkCost, type Limit, type RateOptions, type WindowOptions } from "./rate-limiting/limit.ts";
import { type LimitStore, SharedLimiter, type SharedLimiterEvent } from "./rate-limiting/shared.ts";
import { SlidingCounter } from "./rate-limiting/sliding-counter.ts";
import { SlidingLog } from "./rate-limiting/sliding-log.ts";
import { TokenBucket } from "./rate-limiting/token-bucket.ts";

export {
  FixedWindow,
  Gcra,
  LeakyBucket,
  LeakyQueue,
  type Limit,
  type LimitStore,
  type RateOptions,
  SharedLimiter,
  type SharedLimiterEvent,
  SlidingCounter,
  SlidingLog,
  TokenBucket,
  tooManyRequests,
  type WindowOptions,
};

/** What a {@linkcode RateLimiter} did. */
export type RateLimiterEvent =
  | { kind: "admitted"; key: string; cost: number }
  | { kind: "refused"; key: string; cost: number; waitMs: number }
  /** There was no room for another key, and this one was forgotten before it was as good as new: it starts afresh. */
  | { kind: "evicted"; key: string };

/** Options for {@linkcode RateLimiter}. */
export interface RateLimiterOptions {
  /** Measures the refill. */
  clock: Clock;
  /** Makes the allowance of a key that is not known: which algorithm, and how much. */
  newLimit: () => Limit;
  /** How many keys are remembered at most. @default {10_000} */
  maxKeys?: number;
  /** Is told what happens. What it throws is ignored: a broken metric must not fail a call. */
  onEvent?: (event: RateLimiterEvent) => void;
}

/**
 * A limit for each key, in the memory of this process.
 *
 * **Guarantees.** At most `maxKeys` keys are held, and no timer. A key that is as good as new is forgotten first, which
 * changes no decision. What each key is allowed is what its {@linkcode Limit} says, unless the key was evicted.
 *
 * **Does not guarantee.** Where more than `maxKeys` keys are busy at once, one is forgotten too early and begins again with
 * all its allowance (the event `"evicted"` says so). Nothing is agreed between processes: n hosts allow n times as much.
 * A key that a caller can make up at will (an address with its port, a header) limits nobody.
 *
 * @throws {RangeError} If an option is outside its range.
 *
 * @example
 * ```ts
 * import { RateLimiter, TokenBucket } from "#patterns/resilience/rate-limiting.ts";
 *
 * let nowMs = 0;
 * const clock = { nowMs: () => nowMs, sleep: () => Promise.resolve() };
 * const limiter = new RateLimiter({ clock, newLimit: () => new TokenBucket({ ratePerSecond: 2, burst: 3 }) });
 *
 * const answers = [1, 2, 3, 4].map(() => limiter.take("customer-7"));
 * nowMs = 500;
 * answers.push(limiter.take("customer-7"));
 * if (answers.join() !== "0,0,0,500,0") throw new Error(answers.join());
 * ```
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #newLimit: () => Limit;
  readonly #maxKeys: number;
  readonly #onEvent: ((event: RateLimiterEvent) => void) | undefined;
  readonly #limits = new Map<string, Limit>();

  constructor({ clock, newLimit, maxKeys = 10_000, onEvent }: RateLimiterOptions) {
    numberOption("Cannot create a rate limiter", "maxKeys", maxKeys, { min: 1, integer: true });
    newLimit(); // settings that are wrong are refused here, not at the first caller
    this.#clock = clock;
    this.#newLimit = newLimit;
    this.#maxKeys = maxKeys;
    this.#onEvent = onEvent;
  }

  /** How many keys are held. */
  get size(): number {
    return this.#limits.size;
  }

  /**
   * Takes `cost` from the allowance of `key`.
   *
   * @returns 0 if the call may be made; otherwise in how many milliseconds it might, `Infinity` if never.
   * @throws {RangeError} If `cost` is below 1 or not a number.
   */
  take(key: string, cost = 1): number {
    checkCost(cost);
    const nowMs = this.#clock.nowMs();
    const limit = this.#limits.get(key) ?? this.#add(key, nowMs);
    const waitMs = limit.take(cost, nowMs);
    if (this.#onEvent) {
      this.#tell(waitMs === 0 ? { kind: "admitted", key, cost } : { kind: "refused", key, cost, waitMs });
    }
    return waitMs;
  }

  /**
   * The policy for one key: `execute` makes the call, or rejects with {@linkcode Refused} and `retryAfterMs`.
   *
   * @throws {RangeError} If `cost` is below 1 or not a number.
   */
  forKey(key: string, cost = 1): Policy {
    checkCost(cost);
    return {
      execute: async <T>(call: Call<T>, options: ExecuteOptions = NO_OPTIONS): Promise<T> => {
        options.signal?.throwIfAborted();
        const waitMs = this.take(key, cost);
        if (waitMs !== 0) {
          throw new Refused("rate-limiter", Number.isFinite(waitMs) ? { retryAfterMs: waitMs } : {});
        }
        return await call(contextOf(options));
      },
    };
  }

  #add(key: string, nowMs: number): Limit {
    this.#makeRoom(nowMs);
    const limit = this.#newLimit();
    this.#limits.set(key, limit);
    return limit;
  }

  /**
   * Looks at the few keys that were looked at longest ago. Two for each new key keep pace with any stream of new keys; keys
   * that are as good as new go, the others move to the back. Where all places are busy, the one goes that loses least.
   */
  #makeRoom(nowMs: number): void {
    const full = this.#limits.size >= this.#maxKeys;
    let least: string | undefined;
    let leastMs = Infinity;
    for (let looks = Math.min(full ? LOOKS_WHEN_FULL : 2, this.#limits.size); looks > 0; looks--) {
      const [key, limit] = this.#limits.entries().next().value!;
      const newAtMs = limit.newAtMs();
      this.#limits.delete(key);
      if (newAtMs <= nowMs) continue;
      this.#limits.set(key, limit);
      if (newAtMs < leastMs || least === undefined) [least, leastMs] = [key, newAtMs];
    }
    if (this.#limits.size < this.#maxKeys || least === undefined) return;
    this.#limits.delete(least);
    this.#tell({ kind: "evicted", key: least });
  }

  #tell(event: RateLimiterEvent): void {
    try {
      this.#onEvent?.(event);
    } catch {
      // documented: a listener cannot fail the call
    }
  }
}

const NO_OPTIONS: ExecuteOptions = {};

/** More looks find a cheaper victim and cost more for each new key. */
const LOOKS_WHEN_FULL = 8;
