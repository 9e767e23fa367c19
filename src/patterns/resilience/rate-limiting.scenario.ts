/**
 * Stories of rate limiting, on the simulator. All play at Harbour Maps, which sells map tiles and routes by the call.
 *
 * @module
 */
import { defineScenario, type Make } from "#src/check/scenario.ts";
import { Refused } from "#src/ports/policy.ts";
import { crash, slow } from "#src/sim/fault.ts";
import { arrivals } from "#src/sim/load.ts";
import { server } from "#src/sim/server.ts";
import type { World } from "#src/sim/world.ts";
import {
  FixedWindow,
  type Limit,
  RateLimiter,
  SlidingCounter,
  SlidingLog,
  TokenBucket,
} from "#patterns/resilience/rate-limiting.ts";
import {
  type Asker,
  atomic,
  getThenSet,
  incrThenExpire,
  local,
  store,
} from "#patterns/resilience/rate-limiting/store.scenario.ts";
import { windowLimiter } from "#patterns/resilience/rate-limiting/without.ts";

/** What the stories ask of a limiter: 0, or the wait in milliseconds. */
export interface Taker {
  take(key: string, cost?: number): number;
  readonly size: number;
}

const perKey = (newLimit: () => Limit): Make<Taker> => ({ clock }) => new RateLimiter({ clock, newLimit });
const hundred = { limit: 100, windowMs: 1_000 };

/** The most of `times` that lie in any span of `spanMs`. */
export function mostWithin(times: readonly number[], spanMs: number): number {
  let most = 0;
  let first = 0;
  times.forEach((atMs, last) => {
    while (times[first]! <= atMs - spanMs) first++;
    most = Math.max(most, last - first + 1);
  });
  return most;
}

/** What a batch did to the tile service. */
export interface Batch {
  /** Calls that were let in. */
  admitted: number;
  /** Of the first batch of 99, after a pause of 0.95 s. */
  first: number;
  /** The most that were let in within any second. */
  mostPerSecond: number;
  /** The most calls that the tile service had in the house at once. */
  inside: number;
  /** How often the tile service went down. */
  crashes: number;
  /** Calls let in, for each 20 ms. */
  flow: [atMs: number, count: number][];
}

/**
 * A customer may make 100 calls a second, and the service bears 150 at once. One call warms its cache up; a batch of
 * 99 calls comes 0.95 s later, the next batch of 100 another 0.1 s later, and so on with what is left.
 */
export const batch = defineScenario({
  id: "resilience/rate-limiting#batch",
  version: 1,
  priorities: false,
  async play(world, limiter: Make<Taker>): Promise<Batch> {
    const { name, seen } = server(world, "tiles", { serviceMs: 300, collapsesAbove: 150 });
    const admittedAtMs: number[] = [];
    await world.host("gateway", async (gateway) => {
      const limit = limiter(gateway);
      const beganMs = gateway.clock.nowMs();
      const calls: Promise<unknown>[] = [];
      const call = () => {
        if (limit.take("batch-job") > 0) return;
        admittedAtMs.push(world.nowMs());
        calls.push(gateway.request(name, "tile").catch(() => {}));
      };
      const until = (ms: number) => gateway.clock.sleep(Math.max(0, beganMs + ms - gateway.clock.nowMs()));
      call();
      for (const [fromMs, count] of [[950, 99], [1_050, 100]] as const) {
        for (let each = 0; each < count; each++) {
          await until(fromMs + each / 2);
          call();
        }
      }
      for (let ms = 1_200; ms < 3_000; ms += 10) {
        await until(ms);
        call();
      }
      await Promise.all(calls);
    });
    const flow = new Map<number, number>();
    for (const atMs of admittedAtMs) {
      const slot = Math.floor(atMs / 20) * 20;
      flow.set(slot, (flow.get(slot) ?? 0) + 1);
    }
    return {
      admitted: admittedAtMs.length,
      first: admittedAtMs.filter((atMs) => atMs > 900 && atMs < 1_020).length,
      mostPerSecond: mostWithin(admittedAtMs, 1_000),
      inside: Math.max(...seen.load.map(([, inFlight]) => inFlight)),
      crashes: seen.crashes,
      flow: [...flow],
    };
  },
  variants: {
    without: (host) => windowLimiter(host),
    with: perKey(() => new SlidingLog(hundred)),
    counter: perKey(() => new SlidingCounter(hundred)),
    bucket: perKey(() => new TokenBucket({ ratePerSecond: 100, burst: 20 })),
    strict: perKey(() => new TokenBucket({ ratePerSecond: 100, burst: 1 })),
    "full-bucket": perKey(() => new TokenBucket({ ratePerSecond: 100, burst: 100 })),
  } satisfies Record<string, Make<Taker>>,
  properties: {
    "At most 100 calls pass in any second": ({ mostPerSecond }) =>
      mostPerSecond <= 100 || `${mostPerSecond} passed within one second`,
    "A customer that paused may use its allowance": ({ first }) =>
      first >= 90 || `${first} of the first 99 calls passed`,
    "The service bears what is let in": ({ crashes }) => crashes === 0 || `it went down ${crashes} times`,
  },
});

/** What an approximate limit let through. */
export interface Estimate {
  /** Calls that were let in. */
  admitted: number;
  /** Calls that the exact log would have let in. */
  exact: number;
  /** The most that were let in within any window. */
  most: number;
  /** Decisions that differ from what the log says of the same past. */
  wrong: number;
  /** All decisions. */
  asked: number;
}

/**
 * One customer's calls against 100 a second: by chance, 120 a second; or in bursts, 100 at the end of a second, 1,000
 * spread evenly over the next, and silence in the third.
 */
export const estimate = defineScenario({
  id: "resilience/rate-limiting#estimate",
  version: 1,
  priorities: false,
  play(world, { limit: make, bursts }: { limit: () => Limit; bursts: boolean }): Estimate {
    const chance = world.random("calls");
    const limit = make();
    const log = new SlidingLog(hundred);
    const admitted: number[] = [];
    let [exact, asked, wrong, nowMs] = [0, 0, 0, 0]; // the windows begin at 0
    const ask = () => {
      asked++;
      const before = admitted.filter((atMs) => atMs > nowMs - 1_000).length; // what the exact rule says of this past
      const taken = limit.take(1, nowMs) === 0;
      if (taken !== before < 100) wrong++;
      if (taken) admitted.push(nowMs);
      if (log.take(1, nowMs) === 0) exact++;
    };
    for (; nowMs < 12_000; nowMs++) {
      const atMs = nowMs % 3_000;
      if (bursts && atMs === 990) { for (let each = 0; each < 100; each++) ask(); }
      if (bursts ? atMs >= 1_000 && atMs < 2_000 : chance.next() < 0.12) ask(); // by chance: 120 a second
    }
    return { admitted: admitted.length, exact, most: mostWithin(admitted, 1_000), wrong, asked };
  },
  variants: {
    log: { limit: () => new SlidingLog(hundred), bursts: true },
    counter: { limit: () => new SlidingCounter(hundred), bursts: true },
    fixed: { limit: () => new FixedWindow(hundred), bursts: true },
    "log-by-chance": { limit: () => new SlidingLog(hundred), bursts: false },
    "counter-by-chance": { limit: () => new SlidingCounter(hundred), bursts: false },
    "fixed-by-chance": { limit: () => new FixedWindow(hundred), bursts: false },
  },
  properties: {
    "At most 100 calls pass in any second": ({ most }) => most <= 100 || `${most} passed within one second`,
  },
});

/** Decides on a call by its kind; what it answers ends the call's stay. `undefined` refuses. */
export interface Guard {
  enter(key: string, workMs: number): (() => void) | undefined;
}

/** What the others noticed of one customer's reports. */
export interface Neighbours {
  /** Share of the light calls of the others that were answered within 520 ms. */
  served: number;
  /** Heavy calls that were let in. */
  heavy: number;
  /** Share of the light calls that the limit refused. */
  refused: number;
}

const counted = (limit: () => Limit, costOf: (workMs: number) => number): Make<Guard> => ({ clock }) => {
  const limiter = new RateLimiter({ clock, newLimit: limit });
  return { enter: (key, workMs) => limiter.take(key, costOf(workMs)) === 0 ? () => {} : undefined };
};

/** At most `most` calls of a key in the house. */
const concurrent = (most: number): Make<Guard> => () => {
  const inside = new Map<string, number>();
  return {
    enter(key) {
      const now = inside.get(key) ?? 0;
      if (now >= most) return undefined;
      inside.set(key, now + 1);
      return () => void inside.set(key, inside.get(key)! - 1);
    },
  };
};

/** Works on `slots` calls at once, each for the milliseconds that it asks for; the others wait. */
function router(world: World, slots: number): void {
  void world.host("router", (host) => {
    const waiting: (() => void)[] = [];
    let free = slots;
    host.listen(async (workMs) => {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => void waiting.push(resolve));
      await host.work(workMs as number);
      const next = waiting.shift();
      if (next) next(); // the slot is handed on
      else free++;
    });
  });
}

/**
 * The router works on eight calls at once. Thirty customers ask for routes, 20 ms of work each, 30 calls a second in
 * all. One customer asks for matrices, 2 s of work each, ten times a second: half of what its limit of 20 calls allows.
 */
export const weight = defineScenario({
  id: "resilience/rate-limiting#weight",
  version: 1,
  priorities: false,
  async play(world, guard: Make<Guard>): Promise<Neighbours> {
    router(world, 8);
    let heavy = 0;
    const report = await world.host("gateway", async (gateway) => {
      const door = guard(gateway);
      const call = async (key: string, workMs: number) => {
        const leave = door.enter(key, workMs);
        if (leave === undefined) throw new Refused("gateway");
        try {
          await gateway.request("router", workMs, { timeoutMs: workMs + 500 });
        } finally {
          leave();
        }
      };
      const load = { forMs: 12_000, spacing: "even" } as const;
      const [light, reports] = await Promise.all([
        arrivals(gateway, { ...load, ratePerSecond: 30 }, (index) => call(`customer-${index % 30}`, 20)),
        arrivals(gateway, { ...load, ratePerSecond: 10 }, () => call("analyst", 2_000)),
      ]);
      heavy = reports.calls.length - (reports.errors["Refused"] ?? 0);
      return light;
    });
    if (report === undefined) throw new Error("the gateway is not among the faults");
    const { calls, ok, errors } = report;
    return { served: ok / calls.length, heavy, refused: (errors["Refused"] ?? 0) / calls.length };
  },
  variants: {
    count: counted(() => new TokenBucket({ ratePerSecond: 20, burst: 20 }), () => 1),
    cost: counted(() => new TokenBucket({ ratePerSecond: 2_000, burst: 4_000 }), (workMs) => workMs),
    concurrency: concurrent(3),
  } satisfies Record<string, Make<Guard>>,
  properties: {
    "One customer's calls do not starve the others": ({ served }) =>
      served >= 0.99 || `${Math.round(served * 100)} % of their calls were answered in time`,
  },
});

/** Who calls: what the gateway can see of it. */
export interface Caller {
  address: string;
  port: number;
  /** The API key that was checked. */
  customer: string;
}

/** What a way to name callers came to. */
export interface Naming {
  /** The most calls of the greedy customer that passed within any second. */
  greedy: number;
  /** Share of the calls of the offices behind one proxy that were refused. */
  refused: number;
  /** Keys that were held in the end. */
  keys: number;
}

/**
 * Ten calls a second are allowed for each key. One customer opens a new connection for each of its 100 calls a
 * second; six polite offices, 3 calls a second each, come through the proxy of one company.
 */
export const naming = defineScenario({
  id: "resilience/rate-limiting#naming",
  version: 1,
  priorities: false,
  async play(world, keyOf: (caller: Caller) => string): Promise<Naming> {
    const greedy: number[] = [];
    let [asked, refused, keys] = [0, 0, 0];
    await world.host("gateway", async (gateway) => {
      const newLimit = () => new TokenBucket({ ratePerSecond: 10, burst: 10 });
      const limiter = new RateLimiter({ clock: gateway.clock, newLimit });
      let port = 30_000;
      const load = { forMs: 5_000, spacing: "even" } as const;
      await Promise.all([
        arrivals(gateway, { ...load, ratePerSecond: 100 }, () => {
          const caller = { address: "198.51.100.7", port: port++, customer: "greedy" };
          if (limiter.take(keyOf(caller)) === 0) greedy.push(world.nowMs());
          return Promise.resolve();
        }),
        arrivals(gateway, { ...load, ratePerSecond: 18 }, (index) => {
          const caller = {
            address: "203.0.113.1",
            port: 40_000 + index % 6,
            customer: `office-${index % 6}`,
          };
          asked++;
          if (limiter.take(keyOf(caller)) > 0) refused++;
          return Promise.resolve();
        }),
      ]);
      keys = limiter.size;
    });
    return { greedy: mostWithin(greedy, 1_000), refused: refused / asked, keys };
  },
  variants: {
    without: ({ address, port }) => `${address}:${port}`,
    address: ({ address }) => address,
    with: ({ customer }) => customer,
  },
  properties: {
    "A caller who opens new connections is limited like any other": ({ greedy }) =>
      greedy <= 20 || `${greedy} of its calls passed within one second`,
    "Neighbours behind one proxy do not use up each other's allowance": ({ refused }) =>
      refused === 0 || `${Math.round(refused * 100)} % of the calls of polite offices were refused`,
  },
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
