/**
 * Circuit breaker: stop calling a dependency that fails, and find out carefully when it is back.
 *
 * Sources: Michael Nygard, *Release It!*, 2nd edition (2018), section 5.2 "Circuit Breaker"; Martin Fowler,
 * *CircuitBreaker* (bliki, 2014). Rates over a window follow Resilience4j's CircuitBreaker; that an answer from an
 * earlier phase changes nothing follows the generation counter of sony/gobreaker.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import {
  type Call,
  type CallContext,
  contextOf,
  type ExecuteOptions,
  type Policy,
  Refused,
} from "#src/ports/policy.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import { type Settings, settle } from "./circuit-breaker/settings.ts";

/** What an ended call says about the callee. An `"ignored"` one says nothing. */
export type Outcome = "success" | "failure" | "ignored";

/** Which outcomes are judged: the last `size` ones, or those of the last `ms` milliseconds, kept in `buckets` sums (10). */
export type BreakerWindow = { kind: "count"; size: number } | { kind: "time"; ms: number; buckets?: number };

/** Why a circuit opened. */
export type TripReason = "failures" | "slow-calls" | "probe-failed" | "probe-slow" | "probe-timeout";

/** What a breaker tells of itself. `atMs` is a reading of its clock. */
export type BreakerEvent =
  | { kind: "opened"; atMs: number; reason: TripReason }
  | { kind: "half-opened"; atMs: number }
  | { kind: "closed"; atMs: number }
  | { kind: "refused"; atMs: number; state: "open" | "half-open" }
  /** A call ended; `"late"`: it began in an earlier phase, so its outcome changed nothing. */
  | { kind: "ended" | "late"; atMs: number; outcome: Outcome; durationMs: number; probe: boolean };

/** Options for {@linkcode CircuitBreaker}. */
export interface CircuitBreakerOptions {
  /** Measures cooldown, slow calls, the probes' time limit and the age of outcomes. */
  clock: Clock;
  /** Which outcomes are judged. @default {{ kind: "count", size: 100 }} */
  window?: BreakerWindow;
  /** With fewer outcomes in the window nothing is judged. @default {20} */
  minimumCalls?: number;
  /** The circuit opens when this share of the window failed; above 0, at most 1. @default {0.5} */
  failureRatio?: number;
  /** A call that took at least this long was slow, in milliseconds. @default {Infinity} */
  slowCallMs?: number;
  /** The circuit opens when this share of the window was slow; above 0, at most 1. @default {0.5} */
  slowRatio?: number;
  /**
   * How long the circuit stays open before it lets a probe through, in milliseconds. A function is asked at each
   * opening: where many processes call the same dependency, let it add chance, or their probes come together. Where it
   * throws, or answers less than 1 or no finite number, its last good answer serves (30 s at first).
   * @default {30_000}
   */
  cooldownMs?: number | (() => number);
  /** How many calls a half-open circuit lets through; all must succeed, and none be slow, to close it. @default {1} */
  probes?: number;
  /** A probe that takes this long has failed, in milliseconds; its caller goes on waiting. @default {10_000} */
  probeTimeoutMs?: number;
  /** What an error of the call says about the callee. @default {@linkcode classify} */
  classify?: (error: unknown) => Outcome;
  /** Is told what happens. What it throws is ignored: a broken metric must not fail a payment. */
  onEvent?: (event: BreakerEvent) => void;
}

/**
 * The default meaning of an error: an answer that blames the request (4xx) is ignored, all others are failures.
 * 408 (request timeout) and 429 (too many requests) blame the callee's state, and count.
 */
export function classify(error: unknown): Outcome {
  if (!(error instanceof ErrorAnswer)) return "failure";
  const { status } = error;
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? "ignored" : "failure";
}

/** A change of phase makes a new object, so a call that holds an old one is known to be late. */
type Phase = { readonly state: "closed" } | { readonly state: "open"; readonly untilMs: number } | HalfOpen;
interface HalfOpen {
  readonly state: "half-open";
  /** Oldest first. */
  readonly inFlight: Set<Pass>;
  succeeded: number;
}

/** One call on its way: when it began, and in which phase. */
interface Pass {
  readonly phase: Phase;
  readonly startedAtMs: number;
  ended: boolean;
}

const NO_OPTIONS: ExecuteOptions = {};

/**
 * Guards the calls to one dependency: refuses them while it is down, and probes it before it trusts it again.
 *
 * **Guarantees.** While open, `call` is not run: `execute` rejects with {@linkcode Refused}. While half-open, at most
 * `probes` calls hold a place, and each place comes back: when the probe ends, is cancelled or ignored, or at the latest
 * after `probeTimeoutMs`, when it has failed. An answer to a call from an earlier phase changes nothing. A caller's
 * cancellation and a {@linkcode Refused} from a policy inside are never counted. When the caller's signal aborts,
 * `execute` rejects with `signal.reason` at once. It holds no timer: nothing needs disposing.
 *
 * **Does not guarantee.** It does not stop calls in flight, probes out of time included, and sets no time limit on them:
 * put a timeout *inside*.
 * A deadline in the caller's own signal is a cancellation, and so not counted. A promise that fulfils is a success:
 * `fetch` answers a 500 without an error, so the call must throw it. Each process has its own circuit, and each
 * circuit one verdict for all that runs through it: give every shard or endpoint its own.
 *
 * @example
 * ```ts
 * import { CircuitBreaker } from "#patterns/resilience/circuit-breaker.ts";
 * import { Refused } from "#src/ports/policy.ts";
 *
 * const clock = { nowMs: () => 0, sleep: async () => {} }; // at work: the system's clock
 * const breaker = new CircuitBreaker({ clock, window: { kind: "count", size: 4 }, minimumCalls: 4 });
 * const answers: string[] = [];
 * for (let index = 0; index < 6; index++) {
 *   try {
 *     await breaker.execute(() => Promise.reject(new Error("down")));
 *   } catch (error) {
 *     answers.push(error instanceof Refused ? "refused" : "failed");
 *   }
 * }
 * if (answers.join() !== "failed,failed,failed,failed,refused,refused") throw new Error(answers.join());
 * ```
 */
export class CircuitBreaker implements Policy {
  readonly #settings: Settings;
  #phase: Phase = { state: "closed" };

  /** @throws {RangeError} If an option is outside its range. */
  constructor(options: CircuitBreakerOptions) {
    this.#settings = settle(options);
  }

  /** The state of the circuit now. */
  get state(): "closed" | "open" | "half-open" {
    if (this.#phase.state !== "closed") this.#advance(this.#settings.clock.nowMs());
    return this.#phase.state;
  }

  /**
   * Runs `call`, unless the circuit is open.
   *
   * @throws {Refused} If the circuit let nobody through; while open, `retryAfterMs` is what is left of the cooldown.
   */
  execute<T>(call: Call<T>, options: ExecuteOptions = NO_OPTIONS): Promise<T> {
    const { signal } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    const pass = this.#admit();
    if (pass instanceof Refused) return Promise.reject(pass);
    if (signal?.aborted) { // by a listener, which was told that the circuit is half-open
      this.#end(pass, "ignored");
      return Promise.reject(signal.reason);
    }
    const context = contextOf(options);
    return signal === undefined ? this.#run(call, context, pass) : this.#runUntilAborted(call, context, pass);
  }

  #admit(): Pass | Refused {
    const { clock, probes, timed, onEvent } = this.#settings;
    if (this.#phase.state === "closed") {
      return { phase: this.#phase, startedAtMs: timed ? clock.nowMs() : 0, ended: false };
    }
    const nowMs = clock.nowMs();
    this.#advance(nowMs);
    const phase = this.#phase;
    if (phase.state === "half-open" && phase.inFlight.size + phase.succeeded < probes) {
      const probe: Pass = { phase, startedAtMs: nowMs, ended: false };
      phase.inFlight.add(probe);
      return probe;
    }
    if (onEvent) this.#tell({ kind: "refused", atMs: nowMs, state: phase.state });
    return phase.state === "open"
      ? new Refused("circuit-breaker", { retryAfterMs: phase.untilMs - nowMs })
      : new Refused("circuit-breaker");
  }

  async #run<T>(call: Call<T>, context: CallContext, pass: Pass): Promise<T> {
    let outcome: Outcome = "failure"; // also where `classify` itself throws
    try {
      const answer = await call(context);
      outcome = "success";
      return answer;
    } catch (error) {
      outcome = error instanceof Refused ? "ignored" : this.#settings.classify(error);
      throw error;
    } finally {
      this.#end(pass, outcome);
    }
  }

  /** The caller is let go at once, and a probe's place given back, even where `call` does not listen to its signal. */
  #runUntilAborted<T>(call: Call<T>, context: CallContext, pass: Pass): Promise<T> {
    const { signal } = context;
    return new Promise<T>((resolve, reject) => {
      const cancel = () => {
        this.#end(pass, "ignored");
        reject(signal.reason);
      };
      signal.addEventListener("abort", cancel, { once: true });
      const leave = () => signal.removeEventListener("abort", cancel);
      this.#run(call, context, pass).then(resolve, reject).then(leave);
    });
  }

  #end(pass: Pass, outcome: Outcome): void {
    if (pass.ended) return;
    pass.ended = true;
    const { clock, timed, slowCallMs, onEvent } = this.#settings;
    const probe = pass.phase.state === "half-open";
    const nowMs = timed || probe ? clock.nowMs() : 0;
    if (probe) this.#advance(nowMs);
    const durationMs = nowMs - pass.startedAtMs;
    const late = pass.phase !== this.#phase;
    if (onEvent) {
      const kind = late ? "late" : "ended";
      this.#tell({ kind, atMs: nowMs, outcome, durationMs, probe });
    }
    if (late) return;
    const slow = timed && durationMs >= slowCallMs;
    if (pass.phase.state === "half-open") this.#endProbe(pass, pass.phase, outcome, slow);
    else if (outcome !== "ignored") this.#count(outcome === "failure", slow, nowMs);
  }

  #count(failed: boolean, slow: boolean, nowMs: number): void {
    const { window, minimumCalls, failureRatio, slowRatio, clock } = this.#settings;
    window.add(failed, slow, nowMs);
    if (window.calls < minimumCalls) return;
    // divided, since 0.55 * 100 is more than 55
    if (window.failures / window.calls >= failureRatio) this.#open(clock.nowMs(), "failures");
    else if (window.slow / window.calls >= slowRatio) this.#open(clock.nowMs(), "slow-calls");
  }

  #endProbe(pass: Pass, phase: HalfOpen, outcome: Outcome, slow: boolean): void {
    const { clock, probes, window } = this.#settings;
    phase.inFlight.delete(pass); // an ignored probe gives its place back and proves nothing
    if (outcome === "ignored") return;
    if (outcome === "failure") return this.#open(clock.nowMs(), "probe-failed");
    if (slow) return this.#open(clock.nowMs(), "probe-slow");
    phase.succeeded++;
    if (phase.succeeded < probes) return;
    window.clear();
    this.#phase = { state: "closed" };
    this.#tell({ kind: "closed", atMs: clock.nowMs() });
  }

  /** Does what time alone brings about: a probe runs out of time, a cooldown ends. */
  #advance(nowMs: number): void {
    if (this.#phase.state === "half-open") {
      const [oldest] = this.#phase.inFlight;
      const limitMs = oldest === undefined ? nowMs + 1 : oldest.startedAtMs + this.#settings.probeTimeoutMs;
      if (nowMs >= limitMs) this.#open(limitMs, "probe-timeout");
    }
    if (this.#phase.state === "open" && nowMs >= this.#phase.untilMs) {
      this.#phase = { state: "half-open", inFlight: new Set(), succeeded: 0 };
      this.#tell({ kind: "half-opened", atMs: nowMs });
    }
  }

  #open(atMs: number, reason: TripReason): void {
    this.#phase = { state: "open", untilMs: atMs + this.#settings.nextCooldownMs() };
    this.#tell({ kind: "opened", atMs, reason });
  }

  #tell(event: BreakerEvent): void {
    try {
      const told: unknown = this.#settings.onEvent?.(event);
      if (told instanceof Promise) told.catch(() => {}); // an async listener may fail later
    } catch {
      // As promised: the caller's answer matters more than the listener's.
    }
  }
}
