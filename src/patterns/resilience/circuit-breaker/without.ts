/**
 * A breaker as it is often merged: carefully written, and it kills what has just recovered.
 *
 * It was carried over from a language with threads, where a lock guarded `execute`. "JavaScript runs one thing at a
 * time", so the lock went. But every `await` lets others run: between the moment the circuit is half-open and the
 * moment the first answer is there, all who call get through.
 *
 * @module
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
