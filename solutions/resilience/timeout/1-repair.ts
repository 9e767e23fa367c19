/**
 * The race, with something done for the one who loses.
 *
 * - Two controllers, since two things are stopped at different moments: the call when nobody waits for it any more, and the
 *   timer when the call has ended. One for both cannot say which it was.
 * - The end of the time and the caller's leave meet in one function with a reason. What the caller is told and what the call
 *   is told is then always the same, and a leave cannot be taken for a timeout.
 * - `untilStopped` is what ends the wait: a call that does not obey its signal must not hold its caller.
 * - `finally` runs on each of the ways out: the call answered, it threw, its time was over, its caller left.
 */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import { TimedOut } from "#patterns/resilience/timeout/errors.ts";

/** How long a call may take. */
export interface Patience {
  timeoutMs?: number;
}

/** Answers what comes first: the call, the end of its time, or the caller's leave; the last two stop the call. */
export function raceTimeout({ clock }: { clock: Clock }, { timeoutMs = 1_000 }: Patience = {}): Policy {
  if (!(timeoutMs > 0)) throw new RangeError("Cannot limit as 'timeoutMs' must be above 0");
  return {
    async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
      const { signal } = options;
      signal?.throwIfAborted();
      const work = new AbortController();
      const timer = new AbortController();
      const leave = () => work.abort(signal!.reason);
      signal?.addEventListener("abort", leave, { once: true });
      const untilStopped = new Promise<never>((_resolve, reject) => {
        work.signal.addEventListener("abort", () => reject(work.signal.reason), { once: true });
      });
      clock.sleep(timeoutMs, { signal: timer.signal }).then(
        () => work.abort(new TimedOut(timeoutMs)),
        () => {}, // the call has ended
      );
      try {
        return await Promise.race([call(contextOf({ ...options, signal: work.signal })), untilStopped]);
      } finally {
        timer.abort();
        signal?.removeEventListener("abort", leave);
      }
    },
  };
}
