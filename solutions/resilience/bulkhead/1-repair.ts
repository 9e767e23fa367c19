/**
 * A bulkhead with a short queue.
 *
 * - The queue has a bound, and the refusal comes before the wait: whoever hears it has lost nothing but a moment.
 * - There are two ends of a call, and they are kept apart. The *caller's* end is `untilAborted`, at once. The *call's* end
 *   is the `finally` in `run`, which nobody else may do: so a place comes back once, and not while the work goes on.
 * - The call is made inside of the `try`. One that throws before its first `await` would keep its place otherwise.
 * - A place that somebody waits for is handed on, so `inFlight` stays as it is and no newcomer can slip in.
 */
import { type Call, contextOf, type ExecuteOptions, type Policy, Refused } from "#src/ports/policy.ts";
import { numberOption } from "#src/pure/option.ts";
import { untilAborted } from "#src/pure/race.ts";

/** How many calls at once, and how many that wait. */
export interface Size {
  limit?: number;
  maxQueue?: number;
}

/** At most `limit` calls at once; at most `maxQueue` others wait for their turn. */
export function hopefulBulkhead({ limit = 10, maxQueue = 16 }: Size = {}): Policy {
  numberOption("Cannot create a bulkhead", "limit", limit, { min: 1, integer: true });
  numberOption("Cannot create a bulkhead", "maxQueue", maxQueue, { min: 0, integer: true });
  const waiting = new Set<() => void>();
  let inFlight = 0;
  const place = (signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const leave = () => {
        waiting.delete(enter);
        reject(signal!.reason);
      };
      const enter = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      signal?.addEventListener("abort", leave, { once: true });
      waiting.add(enter);
    });
  const giveBack = () => {
    const [next] = waiting; // the oldest
    if (next) waiting.delete(next);
    if (next) next(); // the place is handed on
    else inFlight--;
  };
  const run = async <T>(call: Call<T>, options: ExecuteOptions): Promise<T> => {
    try {
      return await call(contextOf(options));
    } finally {
      giveBack();
    }
  };
  return {
    async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
      options.signal?.throwIfAborted();
      if (inFlight < limit) inFlight++;
      else if (waiting.size >= maxQueue) throw new Refused("bulkhead");
      else await place(options.signal);
      return await untilAborted(run(call, options), options.signal);
    },
  };
}
