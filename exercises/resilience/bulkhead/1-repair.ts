/**
 * Repair: the bulkhead of *Run it without*. It was reviewed and merged, and on a Monday nobody was served in time although
 * `cabins` worked without a pause. Check it: `npm test bulkhead/1`.
 *
 * The run that failed: `npm run replay "resilience/bulkhead#rush@2:without:7"`.
 *
 * What it must do:
 * 1. At most `maxQueue` calls wait (a new option, 16 where nothing is said). Who comes when all places are taken and the
 *    queue is full is rejected at once with `Refused` (`#src/ports/policy.ts`), and its call is not made. Nobody else is refused.
 * 2. Who leaves during its call is told at once: `execute` rejects with `signal.reason`. Its place is taken until the call
 *    has ended.
 *
 * What is right must stay:
 * 3. At most `limit` calls are in flight. Who waits is served in order of arrival, and no newcomer before it.
 * 4. A place comes back when its call has ended, however it ends, by a throw as well; and once.
 * 5. Who leaves the queue, or has left before, gets `signal.reason` and is not called; its room in the queue is free.
 *    The call is handed the caller's signal.
 * 6. `limit` must be a whole number of at least 1, `maxQueue` one of at least 0: otherwise a `RangeError`.
 *
 * You may use what the library has for points 2 and 6: `import { untilAborted } from "#src/pure/race.ts";` and
 * `import { numberOption } from "#src/pure/option.ts";`.
 */
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";

/** How many calls at once, and how many that wait. */
export interface Size {
  limit?: number;
  maxQueue?: number;
}

/** At most `limit` calls at once; all others wait for their turn. */
export function hopefulBulkhead({ limit = 10 }: Size = {}): Policy {
  if (!(Number.isInteger(limit) && limit >= 1)) {
    throw new RangeError(`Cannot create a bulkhead as 'limit' must be at least 1: current value is ${limit}`);
  }
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
  return {
    async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
      options.signal?.throwIfAborted();
      if (inFlight < limit) inFlight++;
      else await place(options.signal);
      try {
        return await call(contextOf(options));
      } finally {
        const [next] = waiting; // the oldest
        if (next) waiting.delete(next);
        if (next) next(); // the place is handed on
        else inFlight--;
      }
    },
  };
}
