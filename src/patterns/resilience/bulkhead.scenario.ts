/**
 * Stories of bulkheads, on the simulator. All play at Skerry Lines, which sells places on ferries.
 *
 * @module
 */
import { defineScenario, type Make } from "#src/check/scenario.ts";
import type { Policy } from "#src/ports/policy.ts";
import { exponentialMs } from "#src/pure/distribution.ts";
import { pause, slow } from "#src/sim/fault.ts";
import { arrivals, callers, type LoadReport } from "#src/sim/load.ts";
import { server } from "#src/sim/server.ts";
import type { Host, World } from "#src/sim/world.ts";
import { AimdLimit, Bulkhead, type BulkheadOptions, GradientLimit } from "#patterns/resilience/bulkhead.ts";
import {
  givesBackEarly,
  givesTwice,
  open,
  patiently,
  places,
  shrinking,
} from "#patterns/resilience/bulkhead/callees.scenario.ts";
import { hopefulBulkhead } from "#patterns/resilience/bulkhead/without.ts";

const bulkhead = (options: Omit<BulkheadOptions, "clock">): Make<Bulkhead> => ({ clock }) =>
  new Bulkhead({ clock, ...options });

/** The report of a host that no fault takes down. */
function seenBy<T>(report: T | undefined): T {
  if (report === undefined) throw new Error("the host is not among the faults");
  return report;
}

/** The share of the calls, begun from `fromMs` to `toMs`, that were answered within `withinMs`. */
function answered({ calls }: LoadReport, fromMs: number, toMs: number, withinMs: number): number {
  const begun = calls.filter(({ startMs }) => startMs >= fromMs && startMs < toMs);
  const good = begun.filter(({ error, startMs, endMs }) =>
    error === undefined && endMs - startMs <= withinMs
  );
  return good.length / Math.max(1, begun.length);
}

/** Answers in time for each second, of answers that came from `fromMs` to `toMs`. */
function goodputOf({ calls }: LoadReport, fromMs: number, toMs: number, withinMs: number): number {
  const good = calls.filter(({ error, startMs, endMs }) =>
    error === undefined && endMs >= fromMs && endMs < toMs && endMs - startMs <= withinMs
  );
  return good.length / ((toMs - fromMs) / 1_000);
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** What stands between the booking site and those it calls. */
export interface Compartments {
  fares: Policy;
  /** The policy for the forecast of one harbour. */
  weather(harbour: string): Policy;
}

const own = (limit: number): Make<Compartments> => ({ clock }) => {
  const fares = new Bulkhead({ clock, limit: 20, maxQueue: 20 });
  const weather = new Bulkhead({ clock, limit });
  return { fares, weather: () => weather };
};

/** What the customers of the booking site noticed. */
export interface Site {
  /** Share of the fares that were answered within 0.5 s while weather was slow. */
  fares: number;
  /** Share of the forecasts that were answered within 2 s before that. */
  forecasts: number;
  /** Connections in use, at each change. */
  inUse: [atMs: number, count: number][];
  /** Answers in time for each half second. */
  answers: { fares: [number, number][]; weather: [number, number][] };
}

/**
 * All calls of the booking site leave through a proxy with 40 connections. Fares, 100 a second, take 20 ms; forecasts
 * for 50 harbours, 50 a second, take 40 ms, and from 2 s to 8 s a hundred times as long.
 */
export const slowness = defineScenario({
  id: "resilience/bulkhead#slowness",
  version: 1,
  priorities: false,
  faults: [slow("weather", 100, { atMs: 2_000, forMs: 6_000 })],
  async play(world, compartments: Make<Compartments>): Promise<Site> {
    server(world, "fares", { serviceMs: 20 });
    server(world, "weather", { serviceMs: 40 });
    const inUse: [number, number][] = [[0, 0]];
    const reports = seenBy(
      await world.host("site", async (site) => {
        const { fares, weather } = compartments(site);
        const proxy = places(() => 40);
        let used = 0;
        const through = async (to: string, timeoutMs: number) => {
          await proxy.take();
          inUse.push([world.nowMs(), ++used]);
          try {
            return await site.request(to, "", { timeoutMs });
          } finally {
            inUse.push([world.nowMs(), --used]);
            proxy.giveBack();
          }
        };
        return await Promise.all([
          arrivals(
            site,
            { ratePerSecond: 100, forMs: 10_000 },
            () => fares.execute(() => through("fares", 1_000)),
          ),
          arrivals(
            site,
            { ratePerSecond: 50, forMs: 10_000 },
            (index) => weather(`harbour-${index % 50}`).execute(() => through("weather", 2_000)),
          ),
        ]);
      }),
    );
    const [fares, weather] = reports;
    return {
      fares: answered(fares, 2_500, 8_000, 500),
      forecasts: answered(weather, 0, 1_900, 2_000),
      inUse,
      answers: { fares: fares.goodputPer(500, 500), weather: weather.goodputPer(500, 2_000) },
    };
  },
  variants: {
    without: () => ({ fares: open, weather: () => open }),
    with: own(10),
    large: own(50),
    shared: ({ clock }) => {
      const both = new Bulkhead({ clock, limit: 30, maxQueue: 30 });
      return { fares: both, weather: () => both };
    },
    "per-harbour": ({ clock }) => {
      const pools = new Map<string, Bulkhead>();
      const weather = (harbour: string) => {
        const pool = pools.get(harbour) ?? new Bulkhead({ clock, limit: 10 });
        pools.set(harbour, pool);
        return pool;
      };
      return { fares: new Bulkhead({ clock, limit: 20, maxQueue: 20 }), weather };
    },
  } satisfies Record<string, Make<Compartments>>,
  properties: {
    "Fares are answered while weather is slow": ({ fares }) =>
      fares >= 0.99 || `${percent(fares)} of them were answered within half a second`,
    "Forecasts are answered while weather is well": ({ forecasts }) =>
      forecasts >= 0.97 || `${percent(forecasts)} of them were answered`,
  },
});

/** What the rush for a sale came to. */
export interface Rush {
  /** Answers a second, within the callers' patience of 1 s, from 6 s to 9 s. */
  goodput: number;
  /** Share of the calls begun in the two seconds after the rush that were answered in time. */
  after: number;
  /** Half of the answers in the rush took no longer, in milliseconds. */
  medianMs: number;
  /** Calls that cabins worked on although their callers had left. */
  wasted: number;
  /** Answers in time for each half second. */
  flow: [atMs: number, count: number][];
}

/**
 * `cabins` works on eight calls at once, 100 ms each: 80 a second. It is asked 60 times a second, and from 3 s to 9 s
 * 130 times, as a sale begins. A caller waits for one second.
 */
export const rush = defineScenario({
  id: "resilience/bulkhead#rush",
  version: 2,
  priorities: false,
  async play(world, guard: Make<Policy>): Promise<Rush> {
    const { seen } = server(world, "cabins", { serviceMs: 100, slots: 8 });
    const report = seenBy(
      await world.host("site", async (site) => {
        const policy = guard(site);
        const ask = () =>
          patiently(
            site,
            1_000,
            (signal) =>
              policy.execute((context) => site.request("cabins", "", { signal: context.signal }), { signal }),
          );
        const load = { forMs: 12_000, ratePerSecond: 60 };
        const [usual, sale] = await Promise.all([
          arrivals(site, load, ask),
          site.clock.sleep(3_000).then(() => arrivals(site, { forMs: 6_000, ratePerSecond: 70 }, ask)),
        ]);
        for (const { startMs, endMs, error } of sale.calls) {
          usual.calls.push({ startMs: startMs + 3_000, endMs: endMs + 3_000, error });
        }
        return usual;
      }),
    );
    const inRush = report.calls.filter(({ error, startMs }) =>
      error === undefined && startMs >= 4_000 && startMs < 9_000
    ).map(({ startMs, endMs }) => endMs - startMs).sort((a, b) => a - b);
    return {
      goodput: goodputOf(report, 6_000, 9_000, 1_000),
      after: answered(report, 9_500, 11_500, 1_000),
      medianMs: inRush[Math.floor(inRush.length / 2)] ?? Infinity,
      wasted: seen.wasted,
      flow: report.goodputPer(500, 1_000),
    };
  },
  variants: {
    without: () => hopefulBulkhead({ limit: 8 }),
    "no-queue": bulkhead({ limit: 8 }),
    with: bulkhead({ limit: 8, maxQueue: 16, maxWaitMs: 400 }),
    "long-queue": bulkhead({ limit: 8, maxQueue: 200, maxWaitMs: Infinity }),
    "short-wait": bulkhead({ limit: 8, maxQueue: 200, maxWaitMs: 400 }),
    newest: bulkhead({ limit: 8, maxQueue: 200, maxWaitMs: Infinity, order: "newest-first" }),
  } satisfies Record<string, Make<Policy>>,
  properties: {
    "In the rush the work of cabins reaches customers": ({ goodput }) =>
      goodput >= 70 || `${Math.round(goodput)} answers in time a second where cabins can give 80`,
    "When the rush is over, customers are served": ({ after }) =>
      after >= 0.85 || `${percent(after)} of the calls after it were answered in time`,
  },
});

/** How an ordinary day went. */
export interface Day {
  calls: number;
  /** Share of the calls that were refused. */
  refused: number;
  /** The longest answer of 99 in 100, in milliseconds. */
  p99Ms: number;
}

/** 50 calls a second by chance, 100 ms each on the average: by Little's law five at once, on the average. */
export const sizing = defineScenario({
  id: "resilience/bulkhead#sizing",
  version: 1,
  priorities: false,
  async play(world, guard: Make<Policy>): Promise<Day> {
    server(world, "cabins", { serviceMs: exponentialMs(100) });
    const { calls, errors, latency } = seenBy(
      await world.host("site", async (site) => {
        const policy = guard(site);
        return await arrivals(
          site,
          { ratePerSecond: 50, forMs: 40_000 },
          () => policy.execute(() => site.request("cabins")),
        );
      }),
    );
    return {
      calls: calls.length,
      refused: (errors["Refused"] ?? 0) / calls.length,
      p99Ms: latency.percentile(0.99),
    };
  },
  variants: {
    without: bulkhead({ limit: 5 }),
    with: bulkhead({ limit: 12 }),
    queued: bulkhead({ limit: 8, maxQueue: 8, maxWaitMs: 100 }),
  } satisfies Record<string, Make<Policy>>,
  properties: {
    "On an ordinary day at most two calls in a hundred are refused": ({ refused }) =>
      refused <= 0.02 || `${(refused * 100).toFixed(1)} of 100 were refused`,
  },
});

/** How many processes there are, and what each has. */
export interface Fleet {
  processes: number;
  guard: Make<Policy>;
}

/** What a fleet got from one service. */
export interface FleetDay {
  /** Answers in time a second, over all processes. */
  goodput: number;
  /** The most calls that were in the house of cabins at once. */
  most: number;
}

/**
 * `cabins` works on 40 calls at once, 100 ms each, and all else waits there. Each process of the site has fifteen
 * visitors who ask again as soon as they can, and leave after 250 ms.
 */
export const fleet = defineScenario({
  id: "resilience/bulkhead#fleet",
  version: 2,
  priorities: false,
  async play(world, { processes, guard }: Fleet): Promise<FleetDay> {
    const { seen } = server(world, "cabins", { serviceMs: 100, slots: 40 });
    const reports = await Promise.all(
      Array.from({ length: processes }, (_, index) =>
        world.host(`site-${index + 1}`, async (site) => {
          const policy = guard(site);
          return await callers(site, { count: 15, everyMs: 50, forMs: 4_000 }, () =>
            policy.execute(() =>
              site.request("cabins", "", { timeoutMs: 250 })
            ));
        })),
    );
    const goodput = reports.reduce((sum, each) => sum + goodputOf(seenBy(each), 2_000, 4_000, 250), 0);
    return { goodput, most: Math.max(...seen.load.map(([, inFlight]) => inFlight)) };
  },
  variants: {
    four: { processes: 4, guard: bulkhead({ limit: 10 }) },
    twelve: { processes: 12, guard: bulkhead({ limit: 10 }) },
    divided: { processes: 12, guard: bulkhead({ limit: 3 }) },
    learned: {
      processes: 12,
      guard: (host) => bulkhead({ limit: new AimdLimit({ slowMs: 150 }) })(host), // each process has its own
    },
  },
  properties: {
    "What cabins does is done in time": ({ goodput }) =>
      goodput >= 250 || `${Math.round(goodput)} answers in time a second where cabins can give 400`,
  },
});

/** What a limit made of good and bad times. */
export interface Weathering {
  /** Share of the calls answered in time: before, and well after the loss of workers. */
  before: number;
  afterwards: number;
  /** Answers in time a second while three quarters of the workers were gone. */
  meanwhile: number;
  /** The limit over time. */
  limits: [atMs: number, limit: number][];
  /** Answers in time for each half second. */
  flow: [atMs: number, count: number][];
}

/**
 * `cabins` has 40 workers, 100 ms for a call, and is asked 300 times a second. From 5 s to 12 s it has 10 workers:
 * 100 calls a second. A caller waits for 300 ms.
 */
export const drift = defineScenario({
  id: "resilience/bulkhead#drift",
  version: 2,
  priorities: false,
  async play(world, guard: Make<Bulkhead>): Promise<Weathering> {
    shrinking(world, "cabins", (nowMs) => nowMs >= 5_000 && nowMs < 12_000 ? 10 : 40, 100);
    const limits: [number, number][] = [];
    const report = seenBy(
      await world.host("site", async (site) => {
        const policy = guard(site);
        return await arrivals(site, { ratePerSecond: 300, forMs: 18_000 }, () => {
          if (limits.at(-1)?.[1] !== policy.limit) limits.push([world.nowMs(), policy.limit]);
          return policy.execute(() => site.request("cabins", "", { timeoutMs: 300 }));
        });
      }),
    );
    return {
      before: answered(report, 2_000, 4_700, 300),
      meanwhile: goodputOf(report, 7_000, 12_000, 300),
      afterwards: answered(report, 14_500, 18_000, 300),
      limits: limits.length > 300 ? limits.filter((_, index) => index % 8 === 0) : limits,
      flow: report.goodputPer(500, 300),
    };
  },
  variants: {
    generous: bulkhead({ limit: 60 }),
    tight: bulkhead({ limit: 10 }),
    with: (host) => bulkhead({ limit: new AimdLimit({ initial: 40, slowMs: 200 }) })(host),
    gentle: (host) =>
      bulkhead({ limit: new AimdLimit({ initial: 40, slowMs: 200, backoffRatio: 0.9 }) })(host),
    gradient: (host) => bulkhead({ limit: new GradientLimit({ initial: 40, max: 100 }) })(host),
    forgetful: (host) =>
      bulkhead({ limit: new GradientLimit({ initial: 40, max: 100, headroom: 4, usualOver: 600 }) })(host),
  } satisfies Record<string, Make<Bulkhead>>,
  properties: {
    "In good times everybody is served": ({ before, afterwards }) =>
      Math.min(before, afterwards) >= 0.92 ||
      `${percent(before)} of the calls were answered before, ${percent(afterwards)} afterwards`,
    "In bad times the work that is left reaches callers": ({ meanwhile }) =>
      meanwhile >= 75 || `${Math.round(meanwhile)} answers in time a second where 100 are possible`,
  },
});

/** Whether a call that is no longer wanted ends, and where. */
export interface Leaving {
  guard: Make<Policy>;
  /** What the call does when its signal aborts. */
  call: "goes on" | "hangs up";
  /** Whether cabins stops work that nobody waits for. */
  stops: boolean;
}

/**
 * `cabins` bears sixteen calls at once, and from 2 s on it takes ten times as long. Callers, 60 a second, leave after
 * half a second. The site lets twelve calls through at once.
 */
export const leaving = defineScenario({
  id: "resilience/bulkhead#leaving",
  version: 1,
  priorities: false,
  faults: [slow("cabins", 20, { atMs: 2_000, forMs: 6_000 })],
  async play(world, { guard, call, stops }: Leaving) {
    const { seen } = server(world, "cabins", { serviceMs: 100, stopsWhenCancelled: stops });
    await world.host("site", async (site) => {
      const policy = guard(site);
      await arrivals(
        site,
        { ratePerSecond: 60, forMs: 8_000 },
        () =>
          patiently(site, 500, (signal) =>
            policy.execute(
              (context) => site.request("cabins", "", call === "hangs up" ? { signal: context.signal } : {}),
              { signal },
            )),
      );
    });
    return { most: Math.max(...seen.load.map(([, inFlight]) => inFlight)), load: seen.load };
  },
  variants: {
    early: { guard: () => givesBackEarly(12), call: "goes on", stops: false },
    tidy: { guard: () => givesTwice(12, 12), call: "goes on", stops: false },
    with: { guard: bulkhead({ limit: 12 }), call: "goes on", stops: false },
    "hangs-up": { guard: bulkhead({ limit: 12 }), call: "hangs up", stops: false },
    "both-stop": { guard: bulkhead({ limit: 12 }), call: "hangs up", stops: true },
  },
  properties: {
    "Cabins never has more than 16 calls in the house": ({ most }) => most <= 16 || `it had ${most}`,
  },
});

/** Who asks in the rush, a second, and how. */
export interface Classes {
  paying: number;
  browsing: number;
  /** Whether payments say that they come first. */
  ranked: boolean;
}

/** `cabins` gives 80 answers a second. Payments and visits ask for more together; each waits for one second. */
export const classes = defineScenario({
  id: "resilience/bulkhead#classes",
  version: 1,
  priorities: false,
  async play(world, { paying, browsing, ranked }: Classes) {
    server(world, "cabins", { serviceMs: 100, slots: 8 });
    const [payments, visits] = seenBy(
      await world.host("site", async (site) => {
        const policy = bulkhead({ limit: 8, maxQueue: 16, maxWaitMs: 400, priorities: 2 })(site);
        const load = (ratePerSecond: number, priority: number) =>
          arrivals(
            site,
            { ratePerSecond, forMs: 10_000 },
            () => policy.execute(() => site.request("cabins"), ranked ? { priority } : {}),
          );
        return await Promise.all([load(paying, 0), load(browsing, 1)]);
      }),
    );
    return {
      payments: answered(payments, 1_000, 10_000, 1_000),
      visits: answered(visits, 1_000, 10_000, 1_000),
    };
  },
  variants: {
    without: { paying: 20, browsing: 110, ranked: false },
    with: { paying: 20, browsing: 110, ranked: true },
    starving: { paying: 110, browsing: 20, ranked: true },
  },
  properties: {
    "Payments are made in the rush": ({ payments }) =>
      payments >= 0.98 || `${percent(payments)} of them were made`,
    "Visitors are served, too": ({ visits }) => visits >= 0.1 || `${percent(visits)} of them were served`,
  },
});

/** A report that takes two seconds of one thread. */
export type Report = (world: World, site: Host) => Promise<void>;

/** Fares are asked 100 times a second, each within its own bulkhead; at 2 s somebody asks for the report of the season. */
export const thread = defineScenario({
  id: "resilience/bulkhead#thread",
  version: 1,
  priorities: false,
  async play(world, makeReport: Report) {
    server(world, "fares", { serviceMs: 20 });
    void world.host("reports", (host) => host.listen(() => host.work(2_000)));
    const report = seenBy(
      await world.host("site", async (site) => {
        const fares = new Bulkhead({ clock: site.clock, limit: 20, maxQueue: 20 });
        const reports = new Bulkhead({ clock: site.clock, limit: 1 });
        const [seen] = await Promise.all([
          arrivals(
            site,
            { ratePerSecond: 100, forMs: 6_000 },
            () => fares.execute(() => site.request("fares")),
          ),
          site.clock.sleep(2_000).then(() => reports.execute(() => makeReport(world, site))),
        ]);
        return seen;
      }),
    );
    return { fares: answered(report, 2_000, 4_000, 500), flow: report.goodputPer(200, 500) };
  },
  variants: {
    without: (world) => {
      world.faultNow(pause("site", { atMs: 0, forMs: 2_000 })); // one thread: while it counts, it does nothing else
      return Promise.resolve();
    },
    with: async (_world, site) => void await site.request("reports"),
  } satisfies Record<string, Report>,
  properties: {
    "Fares are answered while the report is made": ({ fares }) =>
      fares >= 0.99 || `${percent(fares)} of them were answered within half a second`,
  },
});

/** The bulkheads of an outer and of an inner call. */
export type Nest = Make<{ outer: Policy; inner: Policy }>;

/** Four travellers book at once; a booking asks for a cabin, and asks for the price of the cabin before it ends. */
export const nested = defineScenario({
  id: "resilience/bulkhead#nested",
  version: 1,
  priorities: false,
  async play(world, nest: Nest) {
    server(world, "cabins", { serviceMs: 20 });
    let booked = 0;
    await world.host("site", async (site) => {
      const { outer, inner } = nest(site);
      await Promise.allSettled(Array.from({ length: 4 }, async () => {
        await outer.execute(async () => {
          await site.request("cabins", "cabin");
          await inner.execute(() => site.request("cabins", "price"));
        });
        booked++;
      }));
    });
    return { booked };
  },
  variants: {
    without: (host) => {
      const one = bulkhead({ limit: 4, maxQueue: 4, maxWaitMs: Infinity })(host);
      return { outer: one, inner: one };
    },
    "wait-limit": (host) => {
      const one = bulkhead({ limit: 4, maxQueue: 4, maxWaitMs: 500 })(host);
      return { outer: one, inner: one };
    },
    with: (host) => ({ outer: bulkhead({ limit: 4 })(host), inner: bulkhead({ limit: 4 })(host) }),
  } satisfies Record<string, Nest>,
  properties: {
    "All four travel": ({ booked }) => booked === 4 || `${booked} of them have a booking`,
  },
});
