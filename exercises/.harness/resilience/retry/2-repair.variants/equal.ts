/** Equal jitter, written as a recursion over the attempts, with an error of its own at the end. */
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import type { Clock } from "#src/ports/clock.ts";
import type { Random } from "#src/ports/random.ts";
import { isTransient } from "#patterns/resilience/retry/errors.ts";

export interface Pace {
  maxAttempts?: number;
  baseDelayMs?: number;
  maxDelayMs?: number;
}

const halfAndHalf = (ceiling: number, { next }: { next: () => number }) =>
  ceiling / 2 + (next() * ceiling) / 2;

export const politeRetry = (ports: { clock: Clock; random: Random }, pace: Pace = {}): Policy => {
  const { maxAttempts = 3, baseDelayMs = 100, maxDelayMs = 20_000 } = pace;
  if (!(maxAttempts >= 1)) throw new RangeError("Cannot retry as 'maxAttempts' must be at least 1");
  const tryFrom = <T>(attempt: number, call: Call<T>, options: ExecuteOptions): Promise<T> =>
    new Promise<T>((resolve) => resolve(call(contextOf(options, attempt)))).catch(async (error: unknown) => {
      if (options.signal?.aborted) throw options.signal.reason;
      if (!isTransient(error)) throw error;
      if (attempt === maxAttempts) throw new Error("no attempt is left", { cause: error });
      const ceiling = Math.min(maxDelayMs, baseDelayMs * 2 ** Math.min(attempt - 1, 40));
      await ports.clock.sleep(halfAndHalf(ceiling, { next: () => ports.random.next() }), options);
      return tryFrom(attempt + 1, call, options);
    });
  return {
    execute: (call, options = {}) =>
      options.signal?.aborted ? Promise.reject(options.signal.reason) : tryFrom(1, call, options),
  };
};
