/** Tokens in thousandths, and one function that decides about the next attempt. */
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
  const full = Math.round(maxTokens * 1_000);
  let thousandths = full;
  return {
    take: () => thousandths >= 1_000 && (thousandths -= 1_000, true),
    deposit: () => void (thousandths = Math.min(full, thousandths + Math.round(depositPerSuccess * 1_000))),
  };
}

const maxAttempts = 4;
const baseDelayMs = 100;
const maxDelayMs = 1_000;

/** The wait before the next attempt, or `undefined` where there is none. */
function nextWait(
  error: unknown,
  attempt: number,
  untilMs: number,
  nowMs: number,
  random: Random,
): number | undefined {
  if (attempt >= maxAttempts || !isTransient(error)) return undefined;
  const wish = error instanceof ErrorAnswer && error.retryAfterMs !== undefined ? error.retryAfterMs : 0;
  const ceiling = Math.min(maxDelayMs, baseDelayMs * [1, 2, 4, 8][attempt - 1]!);
  const wait = wish + ceiling / 2 + (random.next() * ceiling) / 2; // equal jitter
  return nowMs + wait < untilMs ? wait : undefined;
}

/** Makes a retry for idempotent calls. */
export function thriftyRetry(ports: { clock: Clock; random: Random }, budget: Budget): Policy {
  const { clock, random } = ports;
  return {
    async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
      const { signal, remainingMs } = options;
      signal?.throwIfAborted();
      const untilMs = remainingMs === undefined ? Infinity : clock.nowMs() + remainingMs;
      let last: unknown = new Error("no time");
      let attempt = 0;
      while (clock.nowMs() < untilMs) {
        attempt += 1;
        try {
          const left = untilMs - clock.nowMs();
          const own: ExecuteOptions = signal === undefined ? {} : { signal };
          if (remainingMs !== undefined) own.remainingMs = left;
          const answer = await call(contextOf(own, attempt));
          budget.deposit();
          return answer;
        } catch (error) {
          signal?.throwIfAborted();
          last = error;
        }
        const wait = nextWait(last, attempt, untilMs, clock.nowMs(), random);
        if (wait === undefined || !budget.take()) break;
        await clock.sleep(wait, options);
      }
      if (last instanceof ErrorAnswer) throw new Error("gave up", { cause: last });
      throw last;
    },
  };
}
