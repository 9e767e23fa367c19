/**
 * One limit for many hosts: the decision is made where the count is, in one step, by the clock of that place.
 *
 * Sources: Redis documentation, "INCR", section "Pattern: Rate limiter 2" (the key that never expires); Paul Tarjan, "Scaling
 * your API with rate limiters", Stripe, 2017 (a limiter that fails must not take the service with it).
 *
 * @module
 */
import { type Call, contextOf, type ExecuteOptions, type Policy, Refused } from "#src/ports/policy.ts";
import { checkCost } from "./limit.ts";

/**
 * The place that keeps the count.
 *
 * An implementation checks and counts in **one** step that no other caller can come between (a script inside Redis, one
 * UPDATE … RETURNING, a handler that does not await), lets the key expire in that same step, and reads its own clock.
 */
export interface LimitStore {
  /**
   * Takes `cost` from the allowance of `key`: 0, or the wait in milliseconds, as `Limit.take` answers.
   *
   * **Does not guarantee.** After a rejection it is unknown whether the cost was taken.
   */
  take(key: string, cost: number): Promise<number>;
}

/** What a {@linkcode SharedLimiter} did. */
export type SharedLimiterEvent =
  | { kind: "admitted"; key: string; cost: number }
  | { kind: "refused"; key: string; cost: number; waitMs: number }
  /** The store did not say; `admitted` is what was decided without it. */
  | { kind: "undecided"; key: string; cost: number; admitted: boolean; error: unknown };

/** Options for {@linkcode SharedLimiter}. */
export interface SharedLimiterOptions {
  /** Where the count is. Give its requests a time limit: a store that hangs would hold every call. */
  store: LimitStore;
  /**
   * What to do when the store fails. There is no default, as either would be wrong in silence: `"open"` lets everything
   * through, so an outage of the store takes the protection away; `"closed"` refuses everything, so it takes the service
   * away. A limit of the host's own decides with what the host knows.
   */
  whenStoreFails: "open" | "closed" | { take(key: string, cost: number): number };
  /** Is told what happens. What it throws is ignored. */
  onEvent?: (event: SharedLimiterEvent) => void;
}

/**
 * Asks the shared store before each call.
 *
 * **Guarantees.** The call is made only after the store said yes, or after the store failed and `whenStoreFails` says yes.
 * One question per call: a question that failed is not repeated, since it may have been counted.
 *
 * **Does not guarantee.** A time limit on the question. That a call which was counted is made: the caller may be cancelled.
 *
 * @throws {TypeError} If `whenStoreFails` is missing.
 */
export class SharedLimiter {
  readonly #store: LimitStore;
  readonly #whenStoreFails: SharedLimiterOptions["whenStoreFails"];
  readonly #onEvent: ((event: SharedLimiterEvent) => void) | undefined;

  constructor({ store, whenStoreFails, onEvent }: SharedLimiterOptions) {
    if (
      whenStoreFails !== "open" && whenStoreFails !== "closed" && typeof whenStoreFails?.take !== "function"
    ) {
      throw new TypeError(
        `Cannot create a shared limiter as 'whenStoreFails' must be "open", "closed" or a limiter: current value is ${
          String(whenStoreFails)
        }`,
      );
    }
    this.#store = store;
    this.#whenStoreFails = whenStoreFails;
    this.#onEvent = onEvent;
  }

  /** 0 if the call may be made; otherwise the wait in milliseconds (`Infinity`: unknown or never). */
  async take(key: string, cost = 1): Promise<number> {
    checkCost(cost);
    let waitMs: number;
    try {
      waitMs = await this.#store.take(key, cost);
    } catch (error) {
      waitMs = this.#alone(key, cost);
      this.#tell({ kind: "undecided", key, cost, admitted: waitMs === 0, error });
      return waitMs;
    }
    this.#tell(waitMs === 0 ? { kind: "admitted", key, cost } : { kind: "refused", key, cost, waitMs });
    return waitMs;
  }

  /** The policy for one key: `execute` makes the call or rejects with {@linkcode Refused}. */
  forKey(key: string, cost = 1): Policy {
    checkCost(cost);
    return {
      execute: async <T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> => {
        options.signal?.throwIfAborted();
        const waitMs = await this.take(key, cost);
        options.signal?.throwIfAborted();
        if (waitMs !== 0) {
          throw new Refused("rate-limiter", Number.isFinite(waitMs) ? { retryAfterMs: waitMs } : {});
        }
        return call(contextOf(options));
      },
    };
  }

  #alone(key: string, cost: number): number {
    if (this.#whenStoreFails === "open") return 0;
    if (this.#whenStoreFails === "closed") return Infinity;
    return this.#whenStoreFails.take(key, cost);
  }

  #tell(event: SharedLimiterEvent): void {
    try {
      this.#onEvent?.(event);
    } catch {
      // documented: a listener cannot fail the call
    }
  }
}
