/**
 * Retry: make a call again that failed for a passing reason, without becoming the reason that it goes on failing.
 *
 * Sources: Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015 (the jitters); the same,
 * "Timeouts, retries and backoff with jitter", Amazon Builders' Library (retry at one layer, token bucket); gRPC
 * proposal A6, "gRPC Retry Design", sections "Throttling Retry Attempts and Hedged RPCs" (the budget) and "Pushback"
 * (the callee's wish); Betsy Beyer et al., *Site Reliability Engineering*, 2016, chapter 22, "Addressing Cascading
 * Failures", section "Retries"; RFC 9110, "HTTP Semantics", 2022, sections 9.2.2 (idempotent methods) and 10.2.3
 * (Retry-After).
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import type { Random } from "#src/ports/random.ts";
import { numberOption } from "#src/pure/option.ts";
import { untilAborted } from "#src/pure/race.ts";
import { type Backoff, delayMs, type Jitter, jitters } from "./retry/backoff.ts";
import { RetryBudget } from "./retry/budget.ts";
import { GaveUp, type GiveUpReason, isTransient, surelyUnseen, wishMs } from "./retry/errors.ts";

export { GaveUp, type GiveUpReason, isTransient, type Jitter, RetryBudget };

/** What a {@linkcode Retry} did. `attempt` counts from 1; every call ends with one event that is not `"retry"`. */
export type RetryEvent =
  /** The attempt failed; the next one begins in `delayMs`. */
  | { kind: "retry"; attempt: number; delayMs: number; error: unknown }
  /** The attempt succeeded. */
  | { kind: "succeeded"; attempt: number }
  /** The attempt failed with an error that is not repeated. */
  | { kind: "failed"; attempt: number; error: unknown }
  /** The attempt failed with an error that might have been repeated, and was not. */
  | { kind: "gave-up"; attempt: number; reason: GiveUpReason; error: unknown }
  /** The caller stopped it, during the attempt or in the wait after it; 0 is before the first. */
  | { kind: "cancelled"; attempt: number };

/** Options for {@linkcode Retry}. */
export interface RetryOptions {
  /** Measures the waits and the deadline. */
  clock: Clock;
  /** Spreads the waits. */
  random: Random;
  /**
   * Whether the callee may do the work twice without harm: a read, a full overwrite, a request with an idempotency key.
   * There is no default, as either would be wrong in silence. With `false` a call is repeated only where the callee
   * surely did not see it (`Unreachable`, `Refused`).
   */
  idempotent: boolean;
  /** How often the call is made at most, the first time included; at least 1. @default {3} */
  maxAttempts?: number;
  /** The ceiling of the first wait, in milliseconds, from 0; it doubles with each failure. @default {100} */
  baseDelayMs?: number;
  /** The ceiling that no wait by backoff exceeds, in milliseconds; from `baseDelayMs` to 2,147,483,647. @default {20_000} */
  maxDelayMs?: number;
  /** How chance spreads the waits. @default {"full"} */
  jitter?: Jitter;
  /** The longest wish of the callee (`Retry-After`) to wait for, in milliseconds, from 0; at a longer one, give up. @default {60_000} */
  maxRetryAfterMs?: number;
  /** What all calls to this dependency may repeat together. Share one among them; without it there is no such limit. */
  budget?: Pick<RetryBudget, "take" | "giveBack" | "deposit">;
  /** Which errors are worth another attempt. What it throws comes out of `execute`. @default {isTransient} */
  retryable?: (error: unknown) => boolean;
  /** Is told what happens, in order. What it throws is ignored: a broken metric must not fail a payment. */
  onEvent?: (event: RetryEvent) => void;
}

/**
 * Repeats calls that failed for a passing reason.
 *
 * **Guarantees.** At most `maxAttempts` attempts, one after the other. No attempt begins at or after the deadline
 * (`remainingMs`), and no wait goes past it: what cannot be in time is given up at once. A wait is at least what the
 * callee asked for. With a budget, all calls that share it make at most `maxTokens` + `depositPerSuccess` × successes
 * retries. After an abort no attempt begins, and `execute` rejects with `signal.reason` without waiting for the call.
 * An error that is not repeated is rethrown as it is; where one might have been and was not, `execute` rejects with
 * {@linkcode GaveUp}, which has it as its `cause`.
 *
 * **Does not guarantee.** That the work is done once: an attempt whose answer was lost may have had its effect, and
 * an attempt that was aborted may still run. That an attempt ends in time: it is told `remainingMs` and is not cut
 * short, so give the request a time limit of its own. That other layers or processes do not retry as well.
 *
 * @throws {RangeError} If an option is outside its range.
 * @throws {TypeError} If `idempotent` is not said.
 *
 * @example
 * ```ts
 * import { Retry } from "#patterns/resilience/retry.ts";
 * import { ErrorAnswer } from "#src/ports/transport.ts";
 *
 * const waits: number[] = [];
 * const clock = { nowMs: () => 0, sleep: async (ms: number) => void waits.push(ms) };
 * const random = { next: () => 0.5 };
 * const retry = new Retry({ clock, random, idempotent: true });
 *
 * const price = await retry.execute(({ attempt = 1 }) => {
 *   if (attempt < 3) throw new ErrorAnswer(503);
 *   return 42;
 * });
 * if (price !== 42 || waits.join() !== "50,100") throw new Error(waits.join());
 * ```
 */
export class Retry implements Policy {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #idempotent: boolean;
  readonly #maxAttempts: number;
  readonly #backoff: Backoff;
  readonly #maxRetryAfterMs: number;
  readonly #budget: RetryOptions["budget"];
  readonly #retryable: (error: unknown) => boolean;
  readonly #onEvent: ((event: RetryEvent) => void) | undefined;

  constructor(options: RetryOptions) {
    const {
      maxAttempts = 3,
      baseDelayMs = 100,
      maxDelayMs = 20_000,
      jitter = "full",
      maxRetryAfterMs = 60_000,
    } = options;
    const misuse = "Cannot create a retry";
    this.#clock = options.clock;
    this.#random = options.random;
    this.#idempotent = options.idempotent;
    this.#maxAttempts = numberOption(misuse, "maxAttempts", maxAttempts, { min: 1, integer: true });
    numberOption(misuse, "baseDelayMs", baseDelayMs, { min: 0, max: maxDelayLimitMs });
    numberOption(misuse, "maxDelayMs", maxDelayMs, { min: baseDelayMs, max: maxDelayLimitMs });
    if (!jitters.includes(jitter)) {
      throw new RangeError(
        `${misuse} as 'jitter' must be one of ${jitters.join(", ")}: current value is ${String(jitter)}`,
      );
    }
    if (typeof options.idempotent !== "boolean") {
      throw new TypeError(
        `${misuse} as 'idempotent' must be true or false: current value is ${String(options.idempotent)}`,
      );
    }
    this.#backoff = { baseDelayMs, maxDelayMs, jitter };
    this.#maxRetryAfterMs = numberOption(misuse, "maxRetryAfterMs", maxRetryAfterMs, {
      min: 0,
      max: Infinity,
    });
    this.#budget = options.budget;
    this.#retryable = options.retryable ?? isTransient;
    this.#onEvent = options.onEvent;
  }

  async execute<T>(call: Call<T>, options: ExecuteOptions = NO_OPTIONS): Promise<T> {
    const { signal } = options;
    if (signal?.aborted) throw this.#cancelled(0, signal);
    const deadlineMs = options.remainingMs === undefined ? Infinity : this.#deadlineMs(options.remainingMs);

    let delay = 0;
    for (let attempt = 1;; attempt++) {
      let value: T;
      try {
        const left = deadlineMs === Infinity ? options : this.#left(signal, deadlineMs);
        const pending = call(contextOf(left, attempt));
        value = await (signal === undefined ? pending : untilAborted(Promise.resolve(pending), signal));
      } catch (error) {
        if (signal?.aborted) throw this.#cancelled(attempt, signal);
        delay = await this.#beforeNext(attempt, error, { delay, deadlineMs, signal });
        continue;
      }
      this.#budget?.deposit();
      if (this.#onEvent) this.#tell({ kind: "succeeded", attempt });
      return value;
    }
  }

  /** Waits for the next attempt and answers the backoff's part of the wait, or throws why there is no next attempt. */
  async #beforeNext(
    attempt: number,
    error: unknown,
    { delay, deadlineMs, signal }: Progress,
  ): Promise<number> {
    if (!this.#mayRepeat(attempt, error)) {
      this.#tell({ kind: "failed", attempt, error });
      throw error;
    }
    if (attempt >= this.#maxAttempts) throw this.#gaveUp("attempts", attempt, error);
    const wish = wishMs(error);
    if (wish > this.#maxRetryAfterMs || wish === Infinity) throw this.#gaveUp("retry-after", attempt, error);
    const next = delayMs(this.#backoff, attempt, delay, this.#random);
    const waitMs = wish + next; // on top of the wish: all callers may have been told the same
    if (this.#clock.nowMs() + waitMs >= deadlineMs) throw this.#gaveUp("deadline", attempt, error);
    if (this.#budget?.take() === false) throw this.#gaveUp("budget", attempt, error);

    this.#tell({ kind: "retry", attempt, delayMs: waitMs, error });
    try {
      await this.#clock.sleep(waitMs, signal === undefined ? {} : { signal });
    } catch (reason) {
      this.#budget?.giveBack();
      throw signal?.aborted ? this.#cancelled(attempt, signal) : reason;
    }
    if (!signal?.aborted && this.#clock.nowMs() < deadlineMs) return next;
    this.#budget?.giveBack();
    if (signal?.aborted) throw this.#cancelled(attempt, signal); // after the timer had fired
    // The sleep took longer than it was asked to.
    throw this.#gaveUp("deadline", attempt, error);
  }

  #mayRepeat(attempt: number, error: unknown): boolean {
    try {
      return this.#retryable(error) && (this.#idempotent || surelyUnseen(error));
    } catch (defect) {
      this.#tell({ kind: "failed", attempt, error });
      throw defect;
    }
  }

  #deadlineMs(remainingMs: number): number {
    numberOption("Cannot execute", "remainingMs", remainingMs, { min: -Infinity, max: Infinity }); // refuses NaN
    if (remainingMs <= 0) throw this.#gaveUp("deadline", 0, undefined);
    return this.#clock.nowMs() + remainingMs;
  }

  #left(signal: AbortSignal | undefined, deadlineMs: number): ExecuteOptions {
    const remainingMs = deadlineMs - this.#clock.nowMs();
    return signal === undefined ? { remainingMs } : { signal, remainingMs };
  }

  #cancelled(attempt: number, signal: AbortSignal): unknown {
    this.#tell({ kind: "cancelled", attempt });
    return signal.reason;
  }

  #gaveUp(reason: GiveUpReason, attempt: number, error: unknown): GaveUp {
    this.#tell({ kind: "gave-up", attempt, reason, error });
    return new GaveUp(reason, attempt, attempt === 0 ? undefined : { cause: error });
  }

  #tell(event: RetryEvent): void {
    try {
      this.#onEvent?.(event);
    } catch {
      // documented: a listener cannot fail the call
    }
  }
}

/** What {@linkcode Retry} carries from one attempt to the next. */
interface Progress {
  delay: number;
  deadlineMs: number;
  signal: AbortSignal | undefined;
}

const NO_OPTIONS: ExecuteOptions = {};

/** On a clock that is a plain `setTimeout` more than 31 bits of milliseconds, about 24 days, would fire at once. */
const maxDelayLimitMs = 2_147_483_647;
