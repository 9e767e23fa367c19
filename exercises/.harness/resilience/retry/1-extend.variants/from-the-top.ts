/** Draws from the top of the range down, and spreads the wish in proportion. */
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

/** Makes a budget. */
export function budgetOf(
  { maxTokens, depositPerSuccess }: { maxTokens: number; depositPerSuccess: number },
): Budget {
  let tokens = maxTokens;
  return {
    take() {
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    deposit() {
      tokens = Math.min(maxTokens, tokens + depositPerSuccess);
    },
  };
}

const maxAttempts = 4;
const baseDelayMs = 100;
const maxDelayMs = 1_000;

// Not `...options`: they may be the context of a policy around this one, whose signal is made when it is asked for.
const signalOf = ({ signal }: ExecuteOptions): ExecuteOptions => signal === undefined ? {} : { signal };

/** Makes a retry for idempotent calls, with full jitter. */
export function thriftyRetry({ clock, random }: { clock: Clock; random: Random }, budget: Budget): Policy {
  return {
    async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
      options.signal?.throwIfAborted();
      const leftMs = options.remainingMs ?? Infinity;
      const deadlineMs = clock.nowMs() + leftMs;
      if (leftMs <= 0) throw new Error("Cannot begin: the caller has no time left");
      for (let attempt = 1;; attempt++) {
        const remainingMs = deadlineMs - clock.nowMs();
        try {
          const answer = await call(
            contextOf(leftMs === Infinity ? options : { ...signalOf(options), remainingMs }, attempt),
          );
          budget.deposit();
          return answer;
        } catch (error) {
          options.signal?.throwIfAborted();
          if (attempt === maxAttempts || !isTransient(error)) throw error;
          const wishMs = error instanceof ErrorAnswer ? error.retryAfterMs ?? 0 : 0;
          const ceilingMs = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
          const waitMs = wishMs * (1 + random.next() / 2) + (1 - random.next()) * ceilingMs;
          if (clock.nowMs() + waitMs >= deadlineMs) throw error;
          if (!budget.take()) throw error;
          await clock.sleep(waitMs, options);
        }
      }
    },
  };
}
