/**
 * The second time limit that a careful engineer would merge, after having read about cancellation. It believes that whatever
 * was aborted has timed out.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import { TimedOut } from "#patterns/resilience/timeout/errors.ts";
import type { Patience } from "#patterns/resilience/timeout/without.ts";

/** Stops the call when its time is over, or when its caller leaves. */
export function abortingTimeout({ clock }: { clock: Clock }, { timeoutMs = 1_000 }: Patience = {}): Policy {
  if (!(timeoutMs > 0)) throw new RangeError("Cannot limit as 'timeoutMs' must be above 0");
  return {
    async execute<T>(call: Call<T>, { signal }: ExecuteOptions = {}): Promise<T> {
      signal?.throwIfAborted();
      const stop = new AbortController();
      const timer = new AbortController();
      signal?.addEventListener("abort", () => stop.abort());
      clock.sleep(timeoutMs, { signal: timer.signal }).then(() => stop.abort(), () => {});
      try {
        return await call(contextOf({ signal: stop.signal }));
      } catch (error) {
        throw stop.signal.aborted ? new TimedOut(timeoutMs) : error;
      } finally {
        timer.abort();
      }
    },
  };
}
