/**
 * Timeout: stop waiting for a call when its time is over, stop the work, and say that its outcome is unknown.
 *
 * Sources: gRPC documentation, "Deadlines" (propagation as a remaining time); Betsy Beyer et al., *Site Reliability
 * Engineering*, 2016, chapter 22, "Addressing Cascading Failures", sections "Deadline propagation" and "Cancellation
 * propagation"; Marc Brooker, "Timeouts, retries and backoff with jitter", Amazon Builders' Library (a limit from the
 * latency's percentile); Michael Nygard, *Release It!*, 2nd edition, 2018, "Timeouts".
 *
 * @module
 */
import { type Clock, timer } from "#src/ports/clock.ts";
import { type Call, type CallContext, type ExecuteOptions, type Policy, Refused } from "#src/ports/policy.ts";
import { numberOption } from "#src/pure/option.ts";
import { type BoundBy, TimedOut } from "./timeout/errors.ts";

export { type BoundBy, TimedOut };

/** What became of a call that nobody waited for any more. */
export type LateOutcome =
  /** It was done after all. */
  | "succeeded"
  /** It failed with an error of its own. */
  | "failed"
  /** It obeyed the signal: it ended with its reason, or with an error whose `cause` that is (Node's `AbortError`). */
  | "stopped";

/**
 * What a {@linkcode Timeout} saw. Every call has exactly one event that is not `"late"`. Where its caller was let go before
 * it settled (`"timed-out"`, `"cancelled"`, or `"failed"` as the clock broke), a `"late"` one follows when it does, if ever.
 */
export type TimeoutEvent =
  | { kind: "succeeded"; tookMs: number }
  /** The call failed, or the clock that was to end it. */
  | { kind: "failed"; tookMs: number; error: unknown }
  /** The time was over; the call's signal is aborted next. */
  | { kind: "timed-out"; limitMs: number; boundBy: BoundBy }
  /** The caller stopped it. */
  | { kind: "cancelled" }
  /** Too little was left: the call was not made. */
  | { kind: "refused"; remainingMs: number }
  /** The call settled `afterMs` after the caller had been let go. `result` is its value or its error. */
  | { kind: "late"; outcome: LateOutcome; afterMs: number; result: unknown };

/** Options for {@linkcode Timeout}. */
export interface TimeoutOptions {
  /** Measures the limit. */
  clock: Clock;
  /**
   * How long a call may take, in milliseconds, from 1 to 2,147,483,647 (real timers hold no more). There is no default:
   * take a high percentile of the callee's latency, not a round number.
   */
  timeoutMs: number;
  /**
   * With less than this left of the caller's time (`remainingMs`) the call is not made, in milliseconds. The time that
   * the callee needs even on a good day is a good value. @default {0}
   */
  minRemainingMs?: number;
  /** Is told what happens, in order. What it throws is ignored: a broken metric must not fail a payment. */
  onEvent?: (event: TimeoutEvent) => void;
}

/**
 * Limits how long a call may take.
 *
 * **Guarantees.** `execute` settles no later than the clock wakes it after `timeoutMs`, or after `remainingMs` where that
 * is less: with {@linkcode TimedOut}, and the call's signal aborts with the same error. If the caller's signal aborts
 * first, both get `signal.reason` instead. The call is told what it has left. With nothing left, or less than
 * `minRemainingMs`, the call is not made and {@linkcode Refused} comes out. The timer and the listener on the caller's
 * signal are gone when `execute` settles. A result that comes too late reaches `onEvent`, and is no unhandled rejection.
 *
 * **Does not guarantee.** That the work stops: the call must hand its signal on, and the callee must obey. That it was
 * not done: after a `TimedOut` the outcome is unknown. That a call which keeps the process busy is interrupted.
 *
 * @throws {RangeError} If an option is outside its range.
 *
 * @example
 * ```ts
 * import { TimedOut, Timeout } from "#patterns/resilience/timeout.ts";
 *
 * const clock = { nowMs: () => 0, sleep: async () => {} }; // every wait is over at once
 * const limit = new Timeout({ clock, timeoutMs: 250 });
 *
 * let stopped = false;
 * const work = ({ signal }: { signal: AbortSignal }) =>
 *   new Promise(() => signal.addEventListener("abort", () => stopped = true));
 * const error = await limit.execute(work).catch((error: unknown) => error);
 * if (!(error instanceof TimedOut && error.limitMs === 250 && stopped)) throw new Error("no limit");
 * ```
 */
export class Timeout implements Policy {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #minRemainingMs: number;
  /** Undefined where nobody listens: then nothing is measured either. */
  readonly #tell: Tell | undefined;

  constructor({ clock, timeoutMs, minRemainingMs = 0, onEvent }: TimeoutOptions) {
    const misuse = "Cannot create a timeout";
    this.#clock = clock;
    this.#timeoutMs = numberOption(misuse, "timeoutMs", timeoutMs, { min: 1, max: maxTimeoutMs });
    this.#minRemainingMs = numberOption(misuse, "minRemainingMs", minRemainingMs, { min: 0 });
    this.#tell = onEvent && ((event) => {
      try {
        onEvent(event);
      } catch {
        // documented: a listener cannot fail the call
      }
    });
  }

  execute<T>(call: Call<T>, options: ExecuteOptions = NO_OPTIONS): Promise<T> {
    const { signal, remainingMs = Infinity } = options;
    try {
      this.#admit(signal, remainingMs);
    } catch (refusal) {
      return Promise.reject(refusal);
    }
    const limitMs = Math.min(this.#timeoutMs, remainingMs);
    const boundBy = remainingMs < this.#timeoutMs ? "deadline" : "limit";
    return Limited.begin(call, { clock: this.#clock, tell: this.#tell, signal, limitMs, boundBy });
  }

  /** @throws What comes out where the call is not made. */
  #admit(signal: AbortSignal | undefined, remainingMs: number): void {
    numberOption("Cannot execute", "remainingMs", remainingMs, { min: -Infinity, max: Infinity }); // refuses NaN
    if (signal?.aborted) {
      this.#tell?.({ kind: "cancelled" });
      throw signal.reason;
    }
    if (remainingMs <= 0 || remainingMs < this.#minRemainingMs) {
      this.#tell?.({ kind: "refused", remainingMs });
      throw new Refused("timeout", {
        message: "Refused by timeout: too little of the caller's time is left",
      });
    }
  }
}

type Tell = (event: TimeoutEvent) => void;

interface Terms {
  clock: Clock;
  tell: Tell | undefined;
  signal: AbortSignal | undefined;
  limitMs: number;
  boundBy: BoundBy;
}

/**
 * One call on its way, and what it is handed: one object for both, as there is one for each call.
 *
 * Its signal is made when it is asked for, or when it has something to say.
 */
class Limited<T> implements CallContext {
  readonly remainingMs: number;
  readonly #terms: Terms;
  readonly #beganMs: number;
  #resolve!: (value: T) => void;
  #reject!: (reason: unknown) => void;
  #stopTimer!: () => void;
  #leave: (() => void) | undefined;
  #settled = false; // a timer that has rung may still find that the call was faster
  #controller: AbortController | undefined;
  #over: { reason: unknown; atMs: number } | undefined;

  private constructor(terms: Terms) {
    this.#terms = terms;
    this.remainingMs = terms.limitMs;
    this.#beganMs = terms.tell ? terms.clock.nowMs() : 0;
  }

  static begin<T>(call: Call<T>, terms: Terms): Promise<T> {
    const limited = new Limited<T>(terms);
    return new Promise<T>((resolve, reject) => {
      limited.#resolve = resolve;
      limited.#reject = reject;
      limited.#begin(call);
    });
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#over) this.#controller.abort(this.#over.reason);
    }
    return this.#controller.signal;
  }

  #begin(call: Call<T>): void {
    const { clock, signal, limitMs, boundBy } = this.#terms;
    this.#stopTimer = timer(
      clock,
      limitMs,
      () => this.#letGo({ kind: "timed-out", limitMs, boundBy }, new TimedOut(limitMs, boundBy)),
      (error) =>
        // a clock that fails: a call that nothing would end is not left alone
        this.#letGo({ kind: "failed", tookMs: clock.nowMs() - this.#beganMs, error }, error),
    );
    if (signal) {
      this.#leave = () => this.#letGo({ kind: "cancelled" }, signal.reason);
      signal.addEventListener("abort", this.#leave, { once: true });
    }
    let pending: Promise<T>;
    try {
      pending = Promise.resolve(call(this));
    } catch (error) {
      return this.#failed(error); // thrown before there was a promise: a failure like any other
    }
    pending.then((value) => this.#succeeded(value), (error: unknown) => this.#failed(error));
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    this.#stopTimer();
    if (this.#leave) this.#terms.signal!.removeEventListener("abort", this.#leave);
    return true;
  }

  #letGo(event: TimeoutEvent, reason: unknown): void {
    if (!this.#settle()) return;
    const { clock, tell } = this.#terms;
    tell?.(event);
    this.#reject(reason);
    this.#over = { reason, atMs: tell ? clock.nowMs() : 0 };
    this.#controller?.abort(reason);
  }

  #succeeded(value: T): void {
    const { clock, tell } = this.#terms;
    if (this.#settle()) {
      tell?.({ kind: "succeeded", tookMs: clock.nowMs() - this.#beganMs });
      this.#resolve(value);
    } else tell?.(this.#late("succeeded", value));
  }

  #failed(error: unknown): void {
    const { clock, tell } = this.#terms;
    if (this.#settle()) {
      tell?.({ kind: "failed", tookMs: clock.nowMs() - this.#beganMs, error });
      this.#reject(error);
    } else tell?.(this.#late("failed", error));
  }

  #late(outcome: "succeeded" | "failed", result: unknown): TimeoutEvent {
    const { reason, atMs } = this.#over!;
    const stopped = outcome === "failed" &&
      (result === reason || (result instanceof Error && result.cause === reason));
    const afterMs = this.#terms.clock.nowMs() - atMs;
    return { kind: "late", outcome: stopped ? "stopped" : outcome, afterMs, result };
  }
}

const NO_OPTIONS: ExecuteOptions = {};

/** Real timers hold 31 bits of milliseconds, about 24 days; a longer one would fire at once. */
const maxTimeoutMs = 2_147_483_647;
