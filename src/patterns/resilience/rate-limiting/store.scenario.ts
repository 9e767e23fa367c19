/**
 * A store that several hosts ask, and the ways to keep a limit in it.
 *
 * @module
 */
import type { Make } from "#src/check/scenario.ts";
import type { Plain } from "#src/sim/trace.ts";
import type { Host, World } from "#src/sim/world.ts";
import { RateLimiter, SharedLimiter, TokenBucket } from "#patterns/resilience/rate-limiting.ts";

/** What a gateway asks before each call: 0, or the wait in milliseconds. */
export interface Asker {
  take(key: string): Promise<number> | number;
}

/** A store's command; its name is what a trace shows. */
export interface Command {
  type: "incr" | "get" | "set" | "expire" | "take";
  key: string;
  /** The value to set, the milliseconds until the end, or the cost. */
  value: number;
}

const rule = { ratePerSecond: 30, burst: 30 };

/** A store as one knows it: single commands on keys that may expire, and one command that checks and counts in one step. */
export function store(world: World, onCommand: (command: Command) => void = () => {}): void {
  void world.host("store", (host) => {
    const values = new Map<string, { value: number; untilMs: number }>();
    const limiter = new RateLimiter({ clock: host.clock, newLimit: () => new TokenBucket(rule) });
    const alive = (key: string) => {
      const found = values.get(key);
      return found !== undefined && found.untilMs > host.clock.nowMs() ? found : undefined;
    };
    host.listen(async (body): Promise<Plain> => {
      const command = body as unknown as Command;
      const { type, key, value } = command;
      onCommand(command);
      await host.work(0.1);
      const found = alive(key);
      switch (type) {
        case "get":
          return found?.value ?? 0;
        case "set":
          values.set(key, { value, untilMs: found?.untilMs ?? host.clock.nowMs() + 1_000 });
          return 0;
        case "incr":
          if (found === undefined) values.set(key, { value: 1, untilMs: Infinity });
          else found.value++;
          return alive(key)!.value;
        case "expire":
          if (found !== undefined) found.untilMs = host.clock.nowMs() + value;
          return 0;
        case "take":
          return limiter.take(key, value);
      }
    });
  });
}

const ask = (host: Host, type: Command["type"], key: string, value = 1): Promise<number> =>
  host.request<number>("store", { type, key, value }, { timeoutMs: 50 });

/** Reads the count, decides, writes the count: each command is atomic, the three together are not. */
export const getThenSet: Make<Asker> = (host) => ({
  async take(key) {
    const count = await ask(host, "get", key);
    if (count >= rule.burst) return 1_000;
    await ask(host, "set", key, count + 1);
    return 0;
  },
});

/** Counts first, and gives the key its end in a second command. */
export const incrThenExpire: Make<Asker> = (host) => ({
  async take(key) {
    const count = await ask(host, "incr", key);
    if (count === 1) await ask(host, "expire", key, 1_000);
    return count > rule.burst ? 1_000 : 0;
  },
});

/** On each host for itself: this share of the allowance. */
export const local = (share: number): Make<Asker> => ({ clock }) =>
  new RateLimiter({
    clock,
    newLimit: () => new TokenBucket({ ratePerSecond: rule.ratePerSecond * share, burst: rule.burst * share }),
  });

/** One question, decided by the store in one step; and what to do when the store does not answer. */
export const atomic = (whenStoreFails: "open" | "closed" | "share"): Make<Asker> => (host) =>
  new SharedLimiter({
    store: { take: (key, cost) => ask(host, "take", key, cost) },
    whenStoreFails: whenStoreFails === "share" ? local(1 / 3)(host) as RateLimiter : whenStoreFails,
  });
