/**
 * Repair: a breaker that keeps payment down. Check it: `npm test circuit-breaker/2`.
 *
 * It is in production. Last Tuesday payment was repaired after fifteen seconds and came back cold, able to bear four
 * calls at once until its first answer; it died again at every end of a cooldown. See for yourself:
 * `npm run replay -- resilience/circuit-breaker#outage@1:without:7`.
 *
 * What it must do, beside what it does already:
 * 1. Half-open, one call is under way at a time; all others are refused.
 * 2. An answer to a call that began before the last change of state changes nothing.
 * 3. Whoever mends the first point usually breaks something else: a probe whose caller gives up (its signal aborts,
 *    whether or not the call listens), and a probe that never ends, must not keep the circuit half-open for ever. A
 *    probe that has not ended after one more `cooldownMs` has failed.
 * 4. It must go on doing what was right: calls run side by side, a success ends a row of failures, cancellations and
 *    refusals from inside do not count, and a failed probe opens the circuit for another cooldown.
 *
 * Keep the class, its name and its options. How it works inside is yours.
 */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy, Refused } from "#src/ports/policy.ts";

/** Options for {@linkcode HopefulBreaker}. */
export interface HopefulBreakerOptions {
  clock: Clock;
  /** Failures in a row that open the circuit. @default {5} */
  failureThreshold?: number;
  /** Time in the open state before the callee is tried again, in milliseconds. @default {5_000} */
  cooldownMs?: number;
}

/** Opens after failures in a row, waits, then hopes. */
export class HopefulBreaker implements Policy {
  state: "closed" | "open" | "half-open" = "closed";
  #failures = 0;
  #openedAtMs = 0;
  readonly #options: Required<HopefulBreakerOptions>;

  constructor({ clock, failureThreshold = 5, cooldownMs = 5_000 }: HopefulBreakerOptions) {
    this.#options = { clock, failureThreshold, cooldownMs };
  }

  async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
    options.signal?.throwIfAborted();
    if (this.state === "open") {
      const leftMs = this.#openedAtMs + this.#options.cooldownMs - this.#options.clock.nowMs();
      if (leftMs > 0) throw new Refused("hopeful-breaker", { retryAfterMs: leftMs });
      this.state = "half-open";
    }
    try {
      const answer = await call(contextOf(options));
      this.#failures = 0;
      this.state = "closed";
      return answer;
    } catch (error) {
      if (!options.signal?.aborted && !(error instanceof Refused)) this.#failed();
      throw error;
    }
  }

  #failed(): void {
    this.#failures++;
    if (this.state === "half-open" || this.#failures >= this.#options.failureThreshold) {
      this.state = "open";
      this.#openedAtMs = this.#options.clock.nowMs();
    }
  }
}
