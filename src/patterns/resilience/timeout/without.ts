/**
 * Two time limits that a careful engineer would merge. The first races the call against a timer; the second was written
 * after somebody had read about cancellation. They believe that a call which nobody waits for is over, and that an
 * aborted call has timed out.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import { TimedOut } from "#patterns/resilience/timeout/errors.ts";

/** How long a call may take. */
export interface Patience {
  timeoutMs?: number;
}

/** Answers what comes first: the call, or the end of its time. */
export function raceTimeout({ clock }: { clock: Clock }, { timeoutMs = 1_000 }: Patience = {}): Policy {
  if (!(timeoutMs > 0)) throw new RangeError("Cannot limit as 'timeoutMs' must be above 0");
  return {
    async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
      options.signal?.throwIfAborted();
      const over = clock.sleep(timeoutMs).then(() => {
        throw new TimedOut(timeoutMs);
      });
      return await Promise.race([call(contextOf(options)), over]);
    },
  };
}

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
