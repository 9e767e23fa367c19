/**
 * Stories of a limit that several hosts share through a store.
 *
 * @module
 */
import { defineScenario, type Make } from "#src/check/scenario.ts";
import { crash, slow } from "#src/sim/fault.ts";
import { arrivals } from "#src/sim/load.ts";
import type { Plain } from "#src/sim/trace.ts";
import type { Host, World } from "#src/sim/world.ts";
import { RateLimiter, SharedLimiter, TokenBucket } from "#patterns/resilience/rate-limiting.ts";

/** What a gateway asks before each call: 0, or the wait in milliseconds. */
export interface Asker {
  take(key: string): Promise<number> | number;
}

/** A store's command: `["incr", key]`, `["get", key]`, `["set", key, value]`, `["expire", key, ms]`, `["take", key, cost]`. */
export type Command = [verb: "incr" | "get" | "set" | "expire" | "take", key: string, value?: number];

const rule = { ratePerSecond: 30, burst: 30 };

/** A store as one knows it: single commands on keys that may expire, and one command that checks and counts in one step. */
function store(world: World, onCommand: (command: Command) => void = () => {}): void {
  void world.host("store", (host) => {
    const values = new Map<string, { value: number; untilMs: number }>();
    const limiter = new RateLimiter({ clock: host.clock, newLimit: () => new TokenBucket(rule) });
    const alive = (key: string) => {
      const found = values.get(key);
      return found !== undefined && found.untilMs > host.clock.nowMs() ? found : undefined;
    };
    host.listen(async (body): Promise<Plain> => {
      const [verb, key, value = 1] = body as unknown as Command;
      onCommand([verb, key, value]);
      await host.work(0.1);
      const found = alive(key);
      switch (verb) {
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

const ask = (host: Host, ...command: Command): Promise<number> =>
  host.request<number>("store", command, { timeoutMs: 50 });

/** Reads the count, decides, writes the count: each command is atomic, the three together are not. */
const getThenSet: Make<Asker> = (host) => ({
  async take(key) {
    const count = await ask(host, "get", key);
    if (count >= rule.burst) return 1_000;
    await ask(host, "set", key, count + 1);
    return 0;
  },
});

/** Counts first, and gives the key its end in a second command. */
const incrThenExpire: Make<Asker> = (host) => ({
  async take(key) {
    const count = await ask(host, "incr", key);
    if (count === 1) await ask(host, "expire", key, 1_000);
    return count > rule.burst ? 1_000 : 0;
  },
});

const local = (share: number): Make<Asker> => ({ clock }) =>
  new RateLimiter({
    clock,
    newLimit: () => new TokenBucket({ ratePerSecond: rule.ratePerSecond * share, burst: rule.burst * share }),
  });

const atomic = (whenStoreFails: "open" | "closed" | "share"): Make<Asker> => (host) =>
  new SharedLimiter({
    store: { take: (key, cost) => ask(host, "take", key, cost) },
    whenStoreFails: whenStoreFails === "share" ? local(1 / 3)(host) as RateLimiter : whenStoreFails,
  });

const gateways = ["gateway-1", "gateway-2", "gateway-3"];

/** What passed through three gateways. */
export interface Passed {
  /** The most calls of the customer on all gateways that passed in any second after the first. */
  greedy: number;
  /** Share of the calls of the customer on one connection that were refused; it asks for less than its limit. */
  refused: number;
}

/**
 * A customer may make 30 calls a second. One asks for 90, spread over three gateways; another asks for 20, and its one
 * connection ends at the first gateway.
 */
export const shared = defineScenario({
  id: "resilience/rate-limiting#shared",
  version: 1,
  priorities: false,
  async play(world, limiter: Make<Asker>): Promise<Passed> {
    store(world);
    const passed: number[] = [];
    let [asked, refused] = [0, 0];
    await Promise.all(gateways.map((name) =>
      world.host(name, async (gateway) => {
        const limit = limiter(gateway);
        const load = { forMs: 4_000, spacing: "even" } as const;
        await Promise.all([
          arrivals(gateway, { ...load, ratePerSecond: 30 }, async () => {
            if (await limit.take("everywhere") === 0) passed.push(world.nowMs());
          }),
          name !== "gateway-1" ? undefined : arrivals(gateway, { ...load, ratePerSecond: 20 }, async () => {
            asked++;
            if (await limit.take("one-connection") > 0) refused++;
          }),
        ]);
      })
    ));
    const perSecond = [1_000, 2_000, 3_000].map((fromMs) =>
      passed.filter((atMs) => atMs >= fromMs && atMs < fromMs + 1_000).length
    );
    return { greedy: Math.max(...perSecond), refused: refused / asked };
  },
  variants: {
    "each-its-own": local(1),
    "each-a-share": local(1 / 3),
    without: getThenSet,
    with: atomic("closed"),
  } satisfies Record<string, Make<Asker>>,
  properties: {
    "All gateways together keep to the limit": ({ greedy }) =>
      greedy <= 31 || `${greedy} calls passed in one second where 30 are allowed`,
    "A customer within its limit is not refused": ({ refused }) =>
      refused === 0 || `${Math.round(refused * 100)} % of its calls were refused`,
  },
});

/** What came of a key whose gateway died at the wrong moment. */
export interface Afterwards {
  /** Calls of a polite customer that were refused from 5 s on. */
  refused: number;
  /** All of its calls from 5 s on. */
  asked: number;
}

/** A customer makes ten calls a second, a third of its limit. The gateway dies for 0.5 s, just after its first command has reached the store. */
export const crashed = defineScenario({
  id: "resilience/rate-limiting#crashed",
  version: 1,
  priorities: false,
  async play(world, limiter: Make<Asker>): Promise<Afterwards> {
    let died = false;
    store(world, () => {
      if (died) return;
      died = true;
      world.faultNow(crash("gateway-1", { atMs: 0, forMs: 500 }));
    });
    let [asked, refused] = [0, 0];
    await world.host("gateway-1", async (gateway) => {
      const limit = limiter(gateway);
      await arrivals(gateway, { ratePerSecond: 10, forMs: 9_000, spacing: "even" }, async () => {
        const waitMs = await limit.take("polite");
        if (world.nowMs() < 5_000) return;
        asked++;
        if (waitMs > 0) refused++;
      });
    });
    return { asked, refused };
  },
  variants: { without: incrThenExpire, with: atomic("closed") } satisfies Record<string, Make<Asker>>,
  properties: {
    "A customer within its limit is let in again after a crash": ({ asked, refused }) =>
      refused === 0 || `${refused} of ${asked} calls were refused, seconds after the crash`,
  },
});

/** What two customers got while the store stood still. */
export interface Blind {
  /** Share of the polite customer's calls that passed while the store was slow. */
  polite: number;
  /** Calls of the greedy customer that passed per second meanwhile. */
  greedy: number;
}

/** The store is a thousand times slower from 2 s to 6 s, so no question is answered in time. */
export const outage = defineScenario({
  id: "resilience/rate-limiting#outage",
  version: 1,
  priorities: false,
  faults: [slow("store", 1_000, { atMs: 2_000, forMs: 4_000 })],
  async play(world, limiter: Make<Asker>): Promise<Blind> {
    store(world);
    let [asked, passed, greedy] = [0, 0, 0];
    const blind = () => world.nowMs() >= 2_500 && world.nowMs() < 5_500;
    await Promise.all(gateways.map((name) =>
      world.host(name, async (gateway) => {
        const limit = limiter(gateway);
        const load = { forMs: 6_000, spacing: "even" } as const;
        await Promise.all([
          arrivals(gateway, { ...load, ratePerSecond: 50 }, async () => {
            if (await limit.take("greedy") === 0 && blind()) greedy++;
          }),
          arrivals(gateway, { ...load, ratePerSecond: 5 }, async () => {
            const waitMs = await limit.take("polite");
            if (!blind()) return;
            asked++;
            if (waitMs === 0) passed++;
          }),
        ]);
      })
    ));
    return { polite: passed / asked, greedy: greedy / 3 };
  },
  variants: { open: atomic("open"), closed: atomic("closed"), with: atomic("share") } satisfies Record<
    string,
    Make<Asker>
  >,
  properties: {
    "Polite customers are served while the store is away": ({ polite }) =>
      polite >= 0.99 || `${Math.round(polite * 100)} % of their calls passed`,
    "The limit holds while the store is away": ({ greedy }) =>
      greedy <= 31 || `${Math.round(greedy)} calls a second passed where 30 are allowed`,
  },
});
