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

/** Options for {@linkcode hopefulBreaker}. */
export interface HopefulBreakerOptions {
  clock: Clock;
  /** Failures in a row that open the circuit. @default {5} */
  failureThreshold?: number;
  /** Time in the open state before the callee is tried again, in milliseconds. @default {5_000} */
  cooldownMs?: number;
}

/** A guard that shows its state. */
export interface HopefulBreaker extends Policy {
  readonly state: "closed" | "open" | "half-open";
}

/** Opens after failures in a row, waits, then hopes. */
export function hopefulBreaker(
  { clock, failureThreshold = 5, cooldownMs = 5_000 }: HopefulBreakerOptions,
): HopefulBreaker {
  let state: HopefulBreaker["state"] = "closed";
  let failures = 0;
  let openedAtMs = 0;
  const failed = () => {
    failures++;
    if (state === "half-open" || failures >= failureThreshold) {
      state = "open";
      openedAtMs = clock.nowMs();
    }
  };
  return {
    get state() {
      return state;
    },
    async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
      options.signal?.throwIfAborted();
      if (state === "open") {
        const leftMs = openedAtMs + cooldownMs - clock.nowMs();
        if (leftMs > 0) throw new Refused("hopeful-breaker", { retryAfterMs: leftMs });
        state = "half-open";
      }
      try {
        const answer = await call(contextOf(options));
        failures = 0;
        state = "closed";
        return answer;
      } catch (error) {
        if (!options.signal?.aborted && !(error instanceof Refused)) failed();
        throw error;
      }
    },
  };
}
