/**
 * Repair: a breaker that keeps payment down. Check it: `npm test circuit-breaker/2`.
 *
 * It is in production. Last Tuesday payment was repaired after fifteen seconds and came back cold, able to bear four
 * calls at once until its first answer; it died again at every end of a cooldown. See for yourself:
 * `npm run replay "resilience/circuit-breaker#outage@1:without:7"`.
 *
 * What it must do, beside what it does already:
 * 1. Half-open, one call is under way at a time; all others are refused.
 * 2. An answer to a call that began before the last change of state changes nothing.
 * 3. Whoever mends the first point usually breaks something else: a probe whose caller gives up (its signal aborts,
 *    whether or not the call listens), and a probe that never ends, must not keep the circuit half-open for ever. A
 *    probe that has not ended after one more `cooldownMs` has failed.
 * 4. It must go on doing what was right: calls run side by side, a success ends a row of failures, cancellations and
 *    refusals from inside do not count, a failed probe opens the circuit for another cooldown, a refusal says in
 *    `retryAfterMs` what is left of it, and what a call throws comes out as it is.
 *
 * Keep the function, its name, its options and what it returns. How it works inside is yours: return an instance of a
 * class if you like.
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
