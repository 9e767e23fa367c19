/** One signal ends both the timer and the hearing of the caller. */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import { TimedOut } from "#patterns/resilience/timeout/errors.ts";

export interface Patience {
  timeoutMs?: number;
}

export function raceTimeout({ clock }: { clock: Clock }, { timeoutMs = 1_000 }: Patience = {}): Policy {
  if (!(timeoutMs > 0)) throw new RangeError("timeoutMs must be above 0");
  return {
    async execute<T>(call: Call<T>, { signal: caller, ...rest }: ExecuteOptions = {}): Promise<T> {
      if (caller?.aborted) throw caller.reason;
      const stop = new AbortController();
      const ended = new AbortController();
      let giveUp!: (reason: unknown) => void;
      const givenUp = new Promise<never>((_, reject) => {
        giveUp = (reason) => {
          reject(reason);
          stop.abort(reason);
        };
      });
      caller?.addEventListener("abort", () => giveUp(caller.reason), { signal: ended.signal });
      clock.sleep(timeoutMs, { signal: ended.signal }).then(() => giveUp(new TimedOut(timeoutMs)), () => {});
      const called = (async () => await call(contextOf({ ...rest, signal: stop.signal })))();
      try {
        return await Promise.race([givenUp, called]);
      } finally {
        ended.abort();
      }
    },
  };
}
