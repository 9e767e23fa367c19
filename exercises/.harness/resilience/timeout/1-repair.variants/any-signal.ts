/** One signal of two: the caller's, and one for the limit. */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import { TimedOut } from "#patterns/resilience/timeout/errors.ts";

export interface Patience {
  timeoutMs?: number;
}

export function raceTimeout({ clock }: { clock: Clock }, { timeoutMs = 1_000 }: Patience = {}): Policy {
  if (!(timeoutMs > 0)) throw new RangeError("timeoutMs must be above 0");
  return {
    async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
      options.signal?.throwIfAborted();
      const limit = new AbortController();
      const done = new AbortController();
      const signal = AbortSignal.any(options.signal ? [options.signal, limit.signal] : [limit.signal]);
      const stopped = new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { signal: done.signal });
      });
      clock.sleep(timeoutMs, { signal: done.signal })
        .then(() => limit.abort(new TimedOut(timeoutMs)), () => {});
      try {
        return await Promise.race([call(contextOf({ ...options, signal })), stopped]);
      } finally {
        done.abort();
      }
    },
  };
}
