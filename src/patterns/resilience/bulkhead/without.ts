/**
 * A bulkhead that a careful engineer would merge: checked, first come first served, a place comes back however its call
 * ends, and who leaves the queue is forgotten. It believes that a queue turns nobody away.
 *
 * @module
 */
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";

/** At most `limit` calls at once; all others wait for their turn. */
export function hopefulBulkhead({ limit = 10 }: { limit?: number } = {}): Policy {
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
