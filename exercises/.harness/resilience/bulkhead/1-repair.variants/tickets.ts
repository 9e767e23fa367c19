/** Tickets in a Map; whoever is served takes the lowest one. */
import { type Call, contextOf, type ExecuteOptions, type Policy, Refused } from "#src/ports/policy.ts";
import { untilAborted } from "#src/pure/race.ts";

export interface Size {
  limit?: number;
  maxQueue?: number;
}

export function hopefulBulkhead({ limit = 10, maxQueue = 16 }: Size = {}): Policy {
  for (const [size, least] of [[limit, 1], [maxQueue, 0]] as const) {
    if (!(Number.isInteger(size) && size >= least)) throw new RangeError(`Cannot have the size ${size}`);
  }
  const tickets = new Map<number, PromiseWithResolvers<void>>();
  let [drawn, taken] = [0, 0];
  const serve = () => {
    for (const [ticket, { resolve }] of tickets) {
      if (taken >= limit) return;
      tickets.delete(ticket);
      taken++;
      resolve();
    }
  };
  const made = <T>(call: Call<T>, options: ExecuteOptions) =>
    Promise.resolve().then(() => call(contextOf(options))).finally(() => {
      taken--;
      serve();
    });
  return {
    async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
      options.signal?.throwIfAborted();
      if (taken >= limit && tickets.size >= maxQueue) throw new Refused("tickets");
      const ticket = drawn++;
      const turn = withResolvers();
      tickets.set(ticket, turn);
      serve();
      try {
        await untilAborted(turn.promise, options.signal);
      } catch (reason) {
        tickets.delete(ticket);
        throw reason;
      }
      return await untilAborted(made(call, options), options.signal);
    },
  };
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
}

function withResolvers(): PromiseWithResolvers<void> {
  let resolve!: () => void;
  const promise = new Promise<void>((settle) => resolve = settle);
  return { promise, resolve };
}
