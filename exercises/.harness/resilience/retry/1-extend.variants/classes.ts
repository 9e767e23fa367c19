/** Classes, and promises without `await` in the loop. */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import type { Random } from "#src/ports/random.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import { isTransient } from "#patterns/resilience/retry/errors.ts";

/** What calls to one dependency may repeat together. */
export interface Budget {
  /** Pays for one retry, or answers `false`. */
  take(): boolean;
  /** A call succeeded. */
  deposit(): void;
}

class Purse implements Budget {
  #spent = 0;
  readonly #limit: number;
  readonly #gain: number;
  constructor(limit: number, gain: number) {
    this.#limit = limit;
    this.#gain = gain;
  }
  take(): boolean {
    if (this.#limit - this.#spent < 1) return false;
    this.#spent++;
    return true;
  }
  deposit(): void {
    this.#spent = Math.max(0, this.#spent - this.#gain);
  }
}

export const budgetOf = (options: { maxTokens: number; depositPerSuccess: number }): Budget =>
  new Purse(options.maxTokens, options.depositPerSuccess);

interface Ports {
  clock: Clock;
  random: Random;
}

class ThriftyRetry implements Policy {
  readonly #ports: Ports;
  readonly #budget: Budget;
  constructor(ports: Ports, budget: Budget) {
    this.#ports = ports;
    this.#budget = budget;
  }

  execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
    if (options.signal?.aborted) return Promise.reject(options.signal.reason);
    const { remainingMs } = options;
    if (remainingMs !== undefined && remainingMs <= 0) return Promise.reject(new Error("too late"));
    const end = remainingMs === undefined ? undefined : this.#ports.clock.nowMs() + remainingMs;
    return this.#attempt(call, options, end, 1);
  }

  #attempt<T>(call: Call<T>, options: ExecuteOptions, end: number | undefined, attempt: number): Promise<T> {
    const { clock, random } = this.#ports;
    const own = end === undefined ? options : { ...options, remainingMs: end - clock.nowMs() };
    return new Promise<T>((resolve) => resolve(call(contextOf(own, attempt)))).then(
      (answer) => (this.#budget.deposit(), answer),
      (error: unknown) => {
        if (options.signal?.aborted) throw options.signal.reason;
        if (attempt === 4 || !isTransient(error)) throw error;
        const wish = (error instanceof ErrorAnswer && error.retryAfterMs) || 0;
        const wait = wish + random.next() * Math.min(1_000, 50 * 2 ** attempt);
        const late = end !== undefined && clock.nowMs() + wait >= end;
        if (late || !this.#budget.take()) throw error;
        return clock.sleep(wait, options).then(() => this.#attempt(call, options, end, attempt + 1));
      },
    );
  }
}

export const thriftyRetry = (ports: Ports, budget: Budget): Policy => new ThriftyRetry(ports, budget);
