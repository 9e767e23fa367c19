import { timer } from "#src/ports/clock.ts";
import type { Policy } from "#src/ports/policy.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import { untilAborted } from "#src/pure/race.ts";
import type { Host, World } from "#src/sim/world.ts";

/** Gives places in order of arrival, to as many as there are at that time; whoever waits, waits for ever. */
export function places(count: () => number): { take(): Promise<void>; giveBack(): void } {
  const waiting: (() => void)[] = [];
  let taken = 0;
  const serve = () => {
    while (waiting.length > 0 && taken < count()) {
      taken++;
      waiting.shift()!();
    }
  };
  return {
    take: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        serve();
      }),
    giveBack() {
      taken--;
      serve();
    },
  };
}

/** A service that loses workers and gets them back: each works on one request for `serviceMs`. */
export function shrinking(
  world: World,
  name: string,
  workers: (nowMs: number) => number,
  serviceMs: number,
): void {
  void world.host(name, (host) => {
    const { take, giveBack } = places(() => workers(world.nowMs()));
    host.listen(async () => {
      await take();
      try {
        await host.work(serviceMs);
      } finally {
        giveBack();
      }
    });
  });
}

/** A caller that waits for `patienceMs` and then leaves: its signal aborts. */
export async function patiently<T>(
  host: Host,
  patienceMs: number,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = timer(host.clock, patienceMs, () => controller.abort(new ErrorAnswer(499)), () => {});
  try {
    return await task(controller.signal);
  } finally {
    stop();
  }
}

/** No limit at all. */
export const open: Policy = {
  execute: async (call, { signal } = {}) => await call({ signal: signal ?? new AbortController().signal }),
};

/** Gives a place back as soon as its caller has left. */
export function givesBackEarly(limit: number): Policy {
  let inFlight = 0;
  return {
    async execute(call, { signal } = {}) {
      if (inFlight >= limit) throw new ErrorAnswer(503);
      inFlight++;
      const gone = new Promise<never>((_, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
      try {
        return await Promise.race([call({ signal: signal ?? new AbortController().signal }), gone]);
      } finally {
        inFlight--;
      }
    },
  };
}

/** Frees the place of a call that has ended, and wakes who waits as well. */
export function givesTwice(limit: number, maxQueue: number): Policy {
  const waiting: (() => void)[] = [];
  let inFlight = 0;
  return {
    async execute(call, { signal } = {}) {
      if (inFlight < limit) inFlight++;
      else if (waiting.length < maxQueue) await new Promise<void>((resolve) => void waiting.push(resolve));
      else throw new ErrorAnswer(503);
      const ended = Promise.resolve(call({ signal: signal ?? new AbortController().signal }));
      return await untilAborted(
        ended.finally(() => {
          inFlight--;
          waiting.shift()?.();
        }),
        signal,
      );
    },
  };
}
