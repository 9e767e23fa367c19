/**
 * A time limit that a careful engineer would merge: checked, composable, for any call. It believes that a call which nobody
 * waits for is over.
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
