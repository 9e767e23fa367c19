/**
 * Bulkhead: at most so many calls to one dependency at once, and a short, bounded wait for a place.
 *
 * Sources: Michael T. Nygard, *Release It!*, 2nd edition, 2018, "Bulkheads"; John D. C. Little, "A Proof for the Queuing
 * Formula: L = λW", 1961; Resilience4j, Bulkhead (a semaphore, `maxConcurrentCalls` and `maxWaitDuration`); Netflix,
 * concurrency-limits (limits that are learned). Learned limits name their own sources.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import { ErrorAnswer, NoAnswer } from "#src/ports/transport.ts";
import { numberOption } from "#src/pure/option.ts";
import { untilAborted } from "#src/pure/race.ts";
import { Alarm, maxTimerMs } from "./bulkhead/alarm.ts";
import { AimdLimit, type AimdOptions } from "./bulkhead/aimd.ts";
import { GradientLimit, type GradientOptions } from "./bulkhead/gradient.ts";
import type { AdaptiveLimit, Sample } from "./bulkhead/limit.ts";
import { type Order, type Waiting, WaitQueue } from "./bulkhead/queue.ts";
import { BulkheadRefusal, type RefusalReason } from "./bulkhead/refusal.ts";
import { TimedOut } from "./timeout.ts";

export {
  type AdaptiveLimit,
  AimdLimit,
  type AimdOptions,
  BulkheadRefusal,
  GradientLimit,
  type GradientOptions,
  type Order,
  type RefusalReason,
  type Sample,
};

/** What a {@linkcode Bulkhead} did. `inFlight` and `waiting` are the numbers afterwards. */
export type BulkheadEvent =
  /** All places were taken: the call waits. */
  | { kind: "queued"; priority: number; waiting: number }
  /** The call has a place. */
  | { kind: "started"; priority: number; waitedMs: number; inFlight: number }
  /** The call has ended, and its place is free. */
  | { kind: "ended"; tookMs: number; ok: boolean; inFlight: number }
  /** The call was not made. */
  | { kind: "refused"; priority: number; reason: RefusalReason; waitedMs: number }
  /** The caller left while the call waited; it was not made. */
  | { kind: "left"; priority: number; waitedMs: number; waiting: number }
  /** A learned limit has changed. */
  | { kind: "limit"; limit: number };

/** Options for {@linkcode Bulkhead}. */
export interface BulkheadOptions {
  /** Measures the waits, and the calls where a limit is learned. */
  clock: Clock;
  /** How many calls may be in flight: a whole number of at least 1, or a limit that is learned. */
  limit: number | AdaptiveLimit;
  /** How many calls may wait for a place. @default {0} */
  maxQueue?: number;
  /** How long a call may wait for a place, in milliseconds; `Infinity` for as long as its caller does. @default {1_000} */
  maxWaitMs?: number;
  /** Who of the same priority is served first. @default {"oldest-first"} */
  order?: Order;
  /** How many priorities there are, from 1 to 16. @default {1} */
  priorities?: number;
  /**
   * Which errors are signs of overload, for a learned limit; other errors teach it nothing. What it throws comes out of
   * `execute`. @default {isOverload}
   */
  overloaded?: (error: unknown) => boolean;
  /** Is told what happens, in order. What it throws is ignored: a broken metric must not fail a call. */
  onEvent?: (event: BulkheadEvent) => void;
}

/** Options for {@linkcode Bulkhead.execute}. */
export interface BulkheadExecuteOptions extends ExecuteOptions {
  /** 0 is served first. @default {the last one: what says nothing is not urgent} */
  priority?: number;
}

/** Whether an error is what callers see of an overloaded callee: no answer in time, 429, 503. */
export function isOverload(error: unknown): boolean {
  if (error instanceof ErrorAnswer) return error.status === 429 || error.status === 503;
  return error instanceof NoAnswer || error instanceof TimedOut;
}

/**
 * Keeps the calls to one dependency within their compartment.
 *
 * **Guarantees.** At most `limit` calls are in flight, also when a caller has left: a place is free when its call has
 * *ended*, however it ends, and once. At most `maxQueue` calls wait, none longer than `maxWaitMs` and its caller's
 * `remainingMs`; within a priority they are served in the `order` chosen, and no newcomer overtakes them. A call that
 * leaves the queue is not made. When the queue is full, a newcomer that would be served before another takes its place.
 * `remainingMs` in the call's context is what the wait has left of it. A timer runs only while calls wait.
 *
 * **Does not guarantee.** That a call ends: one that never does keeps its place for good, so give it a time limit *inside*.
 * That low priorities are served at all. That a call which needs a second place of the same bulkhead gets it: all places
 * may be held by such calls. Anything about other processes: n of them make n times as many calls. And nothing but calls
 * is kept apart: the thread, the memory and the sockets are shared unless something else divides them. Where a
 * learned limit falls, calls in flight go on: no new one begins until enough have ended.
 *
 * @throws {RangeError} If an option is outside its range.
 *
 * @example
 * ```ts
 * import { Bulkhead } from "#patterns/resilience/bulkhead.ts";
 * import { Refused } from "#src/ports/policy.ts";
 *
 * const clock = { nowMs: () => 0, sleep: () => Promise.resolve() };
 * const weather = new Bulkhead({ clock, limit: 2 });
 *
 * const slow = () => new Promise<string>((resolve) => setTimeout(resolve, 5, "windy"));
 * const calls = await Promise.allSettled([1, 2, 3].map(() => weather.execute(slow)));
 * const refused = calls.filter((call) => call.status === "rejected" && call.reason instanceof Refused);
 * if (refused.length !== 1 || weather.inFlight !== 0) throw new Error(`${refused.length}`);
 * ```
 */
export class Bulkhead implements Policy {
  readonly #clock: Clock;
  readonly #fixed: number;
  readonly #learned: AdaptiveLimit | undefined;
  readonly #maxQueue: number;
  readonly #maxWaitMs: number;
  readonly #priorities: number;
  readonly #overloaded: (error: unknown) => boolean;
  readonly #onEvent: ((event: BulkheadEvent) => void) | undefined;
  readonly #measured: boolean;
  readonly #queue: WaitQueue<Waiter>;
  readonly #alarm: Alarm;
  #inFlight = 0;

  constructor(options: BulkheadOptions) {
    const misuse = "Cannot create a bulkhead";
    const { clock, limit, maxQueue = 0, maxWaitMs = 1_000, order = "oldest-first", priorities = 1 } = options;
    this.#learned = typeof limit === "object" && limit !== null ? limit : undefined;
    this.#fixed = this.#learned
      ? 0
      : numberOption(misuse, "limit", limit as number, { min: 1, integer: true });
    this.#maxQueue = numberOption(misuse, "maxQueue", maxQueue, { min: 0, integer: true });
    if (maxWaitMs !== Infinity) numberOption(misuse, "maxWaitMs", maxWaitMs, { min: 0, max: maxTimerMs });
    if (order !== "oldest-first" && order !== "newest-first") {
      const known = "oldest-first, newest-first";
      throw new RangeError(`${misuse} as 'order' must be one of ${known}: current value is ${String(order)}`);
    }
    numberOption(misuse, "priorities", priorities, { min: 1, max: 16, integer: true });
    this.#clock = clock;
    this.#maxWaitMs = maxWaitMs;
    this.#priorities = priorities;
    this.#overloaded = options.overloaded ?? isOverload;
    this.#onEvent = options.onEvent;
    this.#measured = this.#learned !== undefined || this.#onEvent !== undefined;
    this.#queue = new WaitQueue(priorities, order);
    this.#alarm = new Alarm(clock, () => this.#expire(), (error) => this.#giveUp(error));
  }

  /** Calls that have a place: those whose callers have left, too. */
  get inFlight(): number {
    return this.#inFlight;
  }
  /** Calls that wait for a place. */
  get waiting(): number {
    return this.#queue.size;
  }
  /** How many calls may be in flight now. */
  get limit(): number {
    return this.#learned?.limit ?? this.#fixed;
  }

  /**
   * Makes the call when it has a place, or rejects with {@linkcode BulkheadRefusal}.
   *
   * @throws {RangeError} If `priority` or `remainingMs` is outside its range.
   */
  execute<T>(call: Call<T>, options: BulkheadExecuteOptions = NO_OPTIONS): Promise<T> {
    const { remainingMs, priority = this.#priorities - 1, signal } = options;
    if (priority !== 0 || remainingMs !== undefined || signal?.aborted) {
      try {
        signal?.throwIfAborted();
        this.#check(priority, remainingMs);
      } catch (reason) {
        return Promise.reject(reason);
      }
    }
    if (this.#inFlight < this.limit && this.#queue.size === 0) return this.#start(call, options, priority, 0);
    return this.#wait(call, options, priority, signal);
  }

  #check(priority: number, remainingMs: number | undefined): void {
    numberOption("Cannot execute", "priority", priority, {
      min: 0,
      max: this.#priorities - 1,
      integer: true,
    });
    if (remainingMs === undefined) return;
    numberOption("Cannot execute", "remainingMs", remainingMs, { min: -Infinity, max: Infinity }); // refuses NaN
    if (remainingMs <= 0) throw this.#refusal(priority, "deadline", 0);
  }

  #start<T>(call: Call<T>, options: ExecuteOptions, priority: number, waitedMs: number): Promise<T> {
    this.#inFlight++;
    if (this.#onEvent) this.#tell({ kind: "started", priority, waitedMs, inFlight: this.#inFlight });
    const { signal } = options;
    const work = this.#measured ? this.#runMeasured(call, options) : this.#run(call, options);
    return signal === undefined ? work : untilAborted(work, signal); // the caller may leave, the place stays taken
  }

  async #run<T>(call: Call<T>, options: ExecuteOptions): Promise<T> {
    try {
      return await call(contextOf(options));
    } finally {
      this.#inFlight--;
      if (this.#queue.size > 0) this.#serve();
    }
  }

  async #runMeasured<T>(call: Call<T>, options: ExecuteOptions): Promise<T> {
    const startMs = this.#clock.nowMs();
    let failure: { error: unknown } | undefined;
    try {
      return await call(contextOf(options));
    } catch (error) {
      failure = { error };
      throw error;
    } finally {
      const endMs = this.#clock.nowMs();
      const inFlight = this.#inFlight--;
      this.#tell({ kind: "ended", tookMs: endMs - startMs, ok: !failure, inFlight: this.#inFlight });
      try {
        if (!options.signal?.aborted) this.#learn({ startMs, endMs, inFlight }, failure);
      } finally {
        this.#serve();
      }
    }
  }

  /** A caller that left says nothing about load, and neither does an error of another kind. */
  #learn(sample: Omit<Sample, "overloaded">, failure: { error: unknown } | undefined): void {
    if (this.#learned === undefined) return;
    const overloaded = failure !== undefined && this.#overloaded(failure.error);
    if (failure !== undefined && !overloaded) return;
    const before = this.#learned.limit;
    this.#learned.sample({ ...sample, overloaded });
    if (this.#learned.limit !== before) this.#tell({ kind: "limit", limit: this.#learned.limit });
  }

  #wait<T>(
    call: Call<T>,
    options: BulkheadExecuteOptions,
    priority: number,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const full = this.#queue.size >= this.#maxQueue;
    const displaced = full && this.#maxQueue > 0 ? this.#queue.displacedBy(priority) : undefined;
    if (full && displaced === undefined) return Promise.reject(this.#refusal(priority, "full", 0));
    const sinceMs = this.#clock.nowMs();
    const remainingMs = options.remainingMs ?? Infinity;
    const promise = new Promise<T>((resolve, reject) => {
      const start = (waitedMs: number) => {
        const left: ExecuteOptions = signal === undefined ? {} : { signal };
        if (remainingMs !== Infinity) left.remainingMs = remainingMs - waitedMs;
        resolve(this.#start(call, left, priority, waitedMs));
      };
      const leave = () => {
        this.#queue.remove(waiter);
        if (this.waiting === 0) this.#alarm.clear();
        const waitedMs = this.#clock.nowMs() - sinceMs;
        this.#tell({ kind: "left", priority, waitedMs, waiting: this.waiting });
        reject(signal!.reason);
      };
      const untilMs = sinceMs + Math.min(this.#maxWaitMs, remainingMs);
      const late = this.#maxWaitMs < remainingMs ? "waited" : "deadline";
      const waiter: Waiter = { priority, sinceMs, untilMs, late, start, reject };
      if (signal !== undefined) {
        signal.addEventListener("abort", leave, { once: true });
        waiter.unlisten = () => signal.removeEventListener("abort", leave);
      }
      this.#queue.add(waiter);
      this.#alarm.setFor(untilMs);
    });
    this.#tell({ kind: "queued", priority, waiting: this.waiting });
    if (displaced) this.#turnAway(displaced, "displaced"); // last: a listener may come back to us
    return promise;
  }

  /** Gives free places to those who wait. The place is taken in the same step: no newcomer can slip in. */
  #serve(): void {
    while (this.#queue.size > 0 && this.#inFlight < this.limit) {
      const waiter = this.#queue.next()!;
      const nowMs = this.#clock.nowMs();
      if (nowMs >= waiter.untilMs) { // its timer is late: the thread was busy
        this.#turnAway(waiter, waiter.late);
        continue;
      }
      waiter.unlisten?.();
      waiter.start(nowMs - waiter.sinceMs);
    }
    if (this.#queue.size === 0) this.#alarm.clear();
  }

  #turnAway(waiter: Waiter, reason: RefusalReason): void {
    waiter.unlisten?.();
    waiter.reject(this.#refusal(waiter.priority, reason, this.#clock.nowMs() - waiter.sinceMs));
  }

  #refusal(priority: number, reason: RefusalReason, waitedMs: number): BulkheadRefusal {
    this.#tell({ kind: "refused", priority, reason, waitedMs });
    return new BulkheadRefusal(reason, waitedMs);
  }

  #expire(): void {
    const nowMs = this.#clock.nowMs();
    const waiters = this.#queue.all();
    const late = waiters.filter(({ untilMs }) => untilMs <= nowMs);
    for (const waiter of late) this.#queue.remove(waiter); // all first: a listener may come back to us
    this.#alarm.setFor(
      waiters.reduce((next, { untilMs }) => untilMs > nowMs ? Math.min(next, untilMs) : next, Infinity),
    );
    for (const waiter of late) this.#turnAway(waiter, waiter.late);
  }

  /** The clock cannot wait, so nobody could be told in time: all who wait get its error. */
  #giveUp(error: unknown): void {
    for (const waiter of this.#queue.all()) {
      this.#queue.remove(waiter);
      waiter.unlisten?.();
      waiter.reject(error);
    }
  }

  #tell(event: BulkheadEvent): void {
    try {
      this.#onEvent?.(event);
    } catch {
      // documented: a listener cannot fail the call
    }
  }
}

/** One call that waits. */
interface Waiter extends Waiting<Waiter> {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Why it is refused at `untilMs`. */
  readonly late: RefusalReason;
  start(waitedMs: number): void;
  reject(reason: unknown): void;
  unlisten?: () => void;
}

const NO_OPTIONS: BulkheadExecuteOptions = {};
