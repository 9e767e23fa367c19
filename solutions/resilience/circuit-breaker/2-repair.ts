/**
 * The mended breaker.
 *
 * Why it is so:
 * - "Half-open" as a word lets everybody in until the word changes, and it changes only when an answer is there: every
 *   `await` lets the others run. What limits them is a place that is taken *before* the call, in the same step as the
 *   question whether it is free. Nothing can run between the two, so no lock is needed.
 * - `#change` replaces the phase object. A call compares the one it began under with the present one when it ends.
 * - A place that is taken needs a way back for each way in which a call can end, also for "never". Cancellation is
 *   heard at the moment of the abort, since a call need not listen to its signal. Silence is noticed by the next caller.
 * - A call settles once: what comes after the abort finds `settled` set.
 */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy, Refused } from "#src/ports/policy.ts";

export interface HopefulBreakerOptions {
  clock: Clock;
  failureThreshold?: number;
  cooldownMs?: number;
}

export interface HopefulBreaker extends Policy {
  readonly state: "closed" | "open" | "half-open";
}

export function hopefulBreaker(options: HopefulBreakerOptions): HopefulBreaker {
  return new MendedBreaker(options);
}

interface Phase {
  readonly state: "closed" | "open" | "half-open";
  readonly sinceMs: number;
  failures: number;
  probeSinceMs: number | undefined;
}

class MendedBreaker implements HopefulBreaker {
  #phase: Phase;
  readonly #clock: Clock;
  readonly #failureThreshold: number;
  readonly #cooldownMs: number;

  constructor({ clock, failureThreshold = 5, cooldownMs = 5_000 }: HopefulBreakerOptions) {
    this.#clock = clock;
    this.#failureThreshold = failureThreshold;
    this.#cooldownMs = cooldownMs;
    this.#phase = { state: "closed", sinceMs: clock.nowMs(), failures: 0, probeSinceMs: undefined };
  }

  get state(): "closed" | "open" | "half-open" {
    return this.#phase.state;
  }

  async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
    const { signal } = options;
    signal?.throwIfAborted();
    const phase = this.#enter();
    let settled = false;
    const settle = (effect: () => void) => {
      this.#expire(this.#clock.nowMs());
      if (!settled && phase === this.#phase) effect();
      settled = true;
    };
    const cancel = () => settle(() => phase.probeSinceMs = undefined);
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      const answer = await call(contextOf(options));
      settle(() => this.#succeeded(phase));
      return answer;
    } catch (error) {
      if (error instanceof Refused) cancel();
      else settle(() => this.#failed(phase));
      throw error;
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  /** Lets a call in, and takes the probe's place for it where there is one. */
  #enter(): Phase {
    const nowMs = this.#clock.nowMs();
    this.#expire(nowMs);
    if (this.#phase.state === "open") {
      const leftMs = this.#phase.sinceMs + this.#cooldownMs - nowMs;
      if (leftMs > 0) throw new Refused("hopeful-breaker", { retryAfterMs: leftMs });
      this.#change("half-open", nowMs);
    }
    const phase = this.#phase;
    if (phase.state === "half-open") {
      if (phase.probeSinceMs !== undefined) throw new Refused("hopeful-breaker");
      phase.probeSinceMs = nowMs;
    }
    return phase;
  }

  /** A probe out of time has failed at its limit, whether it is a caller or its own end that finds out. */
  #expire(nowMs: number): void {
    const { state, probeSinceMs } = this.#phase;
    if (state === "half-open" && probeSinceMs !== undefined && nowMs - probeSinceMs >= this.#cooldownMs) {
      this.#change("open", probeSinceMs + this.#cooldownMs);
    }
  }

  #succeeded(phase: Phase): void {
    phase.failures = 0;
    if (phase.state === "half-open") this.#change("closed", this.#clock.nowMs());
  }

  #failed(phase: Phase): void {
    phase.failures++;
    if (phase.state === "half-open" || phase.failures >= this.#failureThreshold) {
      this.#change("open", this.#clock.nowMs());
    }
  }

  #change(state: Phase["state"], sinceMs: number): void {
    this.#phase = { state, sinceMs, failures: 0, probeSinceMs: undefined };
  }
}
