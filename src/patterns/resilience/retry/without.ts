/**
 * A retry that a careful engineer would merge: limited, transient errors only, exponential backoff with a cap,
 * cancellable. It believes that backoff suffices, and that a retry can only help.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import { isTransient } from "#patterns/resilience/retry.ts";

/** Doubles the wait after each failure, and so gives the callee ever more room to recover. */
export class PoliteRetry implements Policy {
  readonly #clock: Clock;
  readonly #maxAttempts: number;
  readonly #baseDelayMs: number;
  readonly #maxDelayMs: number;

  constructor(options: { clock: Clock; maxAttempts?: number; baseDelayMs?: number; maxDelayMs?: number }) {
    const { clock, maxAttempts = 3, baseDelayMs = 100, maxDelayMs = 20_000 } = options;
    if (!(maxAttempts >= 1)) throw new RangeError("Cannot retry as 'maxAttempts' must be at least 1");
    this.#clock = clock;
    this.#maxAttempts = maxAttempts;
    this.#baseDelayMs = baseDelayMs;
    this.#maxDelayMs = maxDelayMs;
  }

  async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
    let delayMs = this.#baseDelayMs;
    for (let attempt = 1;; attempt++) {
      options.signal?.throwIfAborted();
      try {
        return await call(contextOf(options, attempt));
      } catch (error) {
        if (attempt >= this.#maxAttempts || !isTransient(error)) throw error;
      }
      await this.#clock.sleep(delayMs, options.signal ? { signal: options.signal } : {});
      delayMs = Math.min(delayMs * 2, this.#maxDelayMs);
    }
  }
}
