/**
 * Repair: the time limit of *Run it without*. It was reviewed and merged; then three seconds of a slow disk became an
 * outage. Check it: `npm test timeout/1`.
 *
 * The run that failed: `npm run replay "resilience/timeout#abandoned@1:without:7"`.
 *
 * What it must do:
 * 1. When the time is over, `execute` rejects with a {@linkcode TimedOut}, and the signal that the call was given aborts
 *    with the same error as its reason. `execute` does not wait for the call to end.
 * 2. When the caller's signal aborts, `execute` rejects at once with `signal.reason`, and so aborts the call's signal. That
 *    is no timeout.
 * 3. When the call settles, nothing is left: no timer that runs, no listener on the caller's signal.
 *
 * What is right must stay:
 * 4. What the call answers or throws comes out as it is, also where it throws before it returns a promise, and its signal
 *    does not abort. `remainingMs`, where the caller gives it, reaches the call unchanged.
 * 5. For a caller who has already left, the call is not made, and nothing is left either.
 * 6. The default is 1,000 ms; a `timeoutMs` that is not above 0 is a `RangeError`.
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
