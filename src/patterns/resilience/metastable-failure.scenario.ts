/**
 * Stories of metastable failure, on the simulator. All play at Kerbside, which tells riders when the next bus leaves.
 *
 * @module
 */
import { bare } from "#src/check/policies.ts";
import { defineScenario, type Make } from "#src/check/scenario.ts";
import { contextOf, type Policy, Refused } from "#src/ports/policy.ts";
import { crash, slow } from "#src/sim/fault.ts";
import type { World } from "#src/sim/world.ts";
import { CircuitBreaker } from "#patterns/resilience/circuit-breaker.ts";
import { type Interval, judge, type Judgement, Ramp } from "#patterns/resilience/metastable-failure.ts";
import {
  agedWhen,
  budgeted,
  eachOwn,
  fair,
  fresh,
  jittered,
  type MakeQueue,
  riders,
  service,
  type Step,
  threeTries,
} from "#patterns/resilience/metastable-failure/kerbside.scenario.ts";
import {
  day,
  keeping,
  type MakeCache,
  thrifty,
} from "#patterns/resilience/metastable-failure/timetable.scenario.ts";

/** What `departures` was seen to answer per second, each request asked for once. */
const capacityPerSecond = 50;

/** A run: what was counted, and what it was. */
export interface Seen extends Judgement {
  intervals: readonly Interval[];
}

const seen = (
  intervals: readonly Interval[],
  triggerFromMs: number,
  triggerToMs: number,
  capacity = capacityPerSecond,
): Seen => ({
  intervals,
  ...judge(intervals, { triggerFromMs, triggerToMs, capacityPerSecond: capacity }),
});

/** The sentence that all the stories share. */
const backWithin = (ms: number) => ({ verdict, recoveredAfterMs }: Judgement): true | string =>
  recoveredAfterMs !== undefined && recoveredAfterMs <= ms ||
  (recoveredAfterMs === undefined
    ? `${verdict}: it did not come back`
    : `it took ${Math.round(recoveredAfterMs / 1_000)} s`);

/** What may be exchanged at Kerbside. */
export interface Parts {
  retry: Make<Policy>;
  queue: MakeQueue;
}

/** A breaker inside the retry: each attempt asks it. */
const breaking: Make<Policy> = (host) => {
  const breaker = new CircuitBreaker({ clock: host.clock, cooldownMs: 5_000 });
  const retry = threeTries(host);
  return { execute: (call, options) => retry.execute((context) => breaker.execute(call, context), options) };
};

/**
 * 35 riders a second, where 50 can be served. At 10 s a neighbour on the same machine makes `departures` ten times slower,
 * for 5 s.
 */
export const neighbour = defineScenario({
  id: "resilience/metastable-failure#neighbour",
  version: 1,
  priorities: false,
  faults: [slow("departures", 10, { atMs: 10_000, forMs: 5_000 })],
  async play(world: World, { retry, queue }: Parts): Promise<Seen> {
    service(world, "departures", { queue });
    return seen(await riders(world, { retry, steps: [{ perSecond: 35, forMs: 36_000 }] }), 10_000, 15_000);
  },
  variants: {
    once: { retry: bare, queue: fair(100) },
    without: { retry: threeTries, queue: fair(100) },
    jitter: { retry: jittered, queue: fair(100) },
    budget: { retry: budgeted, queue: fair(100) },
    breaker: { retry: breaking, queue: fair(100) },
    fresh: { retry: threeTries, queue: fresh(500) },
    "newest-first": { retry: threeTries, queue: fresh(500, 10) },
    with: { retry: budgeted, queue: fresh(500) },
    "budget-each": { retry: eachOwn(1_000, budgeted), queue: fair(100) },
  },
  properties: {
    "The outage ends soon after its cause": backWithin(15_000),
    "What is asked stays near what is wanted": ({ amplification = 0 }) =>
      amplification <= 1.25 || `${amplification.toFixed(2)} requests for each call`,
  },
});

/** Riders who come in steps, and who of them is served. */
export interface Climb {
  parts: Parts;
  /** Riders per second, step by step; each step lasts 15 s. */
  loads: readonly number[];
}

/** What one step came to, in its last 5 s. */
export interface Rung {
  perSecond: number;
  /** Answers of use per second. */
  goodPerSecond: number;
  /** Requests per second. */
  offeredPerSecond: number;
}

const upAndDown = [10, 14, 20, 30, 40, 60, 40, 30, 20, 14, 10];

/** Nothing breaks. The load rises step by step, once above what can be served, and falls again. */
export const climb = defineScenario({
  id: "resilience/metastable-failure#climb",
  version: 1,
  priorities: false,
  async play(world: World, { parts: { retry, queue }, loads }: Climb): Promise<Rung[]> {
    service(world, "departures", { queue });
    const steps = loads.map((perSecond) => ({ perSecond, forMs: 15_000 }));
    const intervals = await riders(world, { retry, steps, spacing: "even" });
    return loads.map((perSecond, index) => {
      const last = intervals.slice(index * 15 + 10, index * 15 + 15);
      const mean = (of: "good" | "offered") => last.reduce((sum, each) => sum + each[of], 0) / last.length;
      return { perSecond, goodPerSecond: mean("good"), offeredPerSecond: mean("offered") };
    });
  },
  variants: {
    once: { parts: { retry: bare, queue: fair(100) }, loads: upAndDown },
    without: { parts: { retry: threeTries, queue: fair(100) }, loads: upAndDown },
    with: { parts: { retry: budgeted, queue: fresh(500) }, loads: upAndDown },
  },
  properties: {
    "The way down is the way up": (rungs) => {
      const top = rungs.findIndex(({ perSecond }) =>
        perSecond === Math.max(...rungs.map((rung) => rung.perSecond))
      );
      const differ = rungs.slice(top + 1).filter(({ perSecond, goodPerSecond }) => {
        const before = rungs.slice(0, top).find((rung) => rung.perSecond === perSecond);
        return before !== undefined && goodPerSecond < before.goodPerSecond / 2;
      });
      return differ.length === 0 ||
        `not at ${differ.map(({ perSecond }) => perSecond).join(", ")} riders a second`;
    },
  },
});

/** A load, and how long the neighbour disturbs. */
export interface Push {
  perSecond: number;
  slowForMs: number;
  retry?: Make<Policy>;
}

/** The same trigger in many sizes, at many loads: who falls? */
export const push = defineScenario({
  id: "resilience/metastable-failure#push",
  version: 1,
  priorities: false,
  async play(world: World, { perSecond, slowForMs, retry = threeTries }: Push): Promise<Seen> {
    service(world, "departures");
    if (slowForMs > 0) world.fault(slow("departures", 10, { atMs: 10_000, forMs: slowForMs }));
    const endedMs = 10_000 + Math.ceil(slowForMs / 1_000) * 1_000;
    const steps = [{ perSecond, forMs: endedMs + 20_000 }];
    return seen(await riders(world, { retry, steps }), 10_000, endedMs);
  },
  variants: {
    "stable-long": { perSecond: 14, slowForMs: 5_000 },
    "vulnerable-quiet": { perSecond: 35, slowForMs: 0 },
    "vulnerable-short": { perSecond: 35, slowForMs: 300 },
    "vulnerable-long": { perSecond: 35, slowForMs: 5_000 },
    "half-long": { perSecond: 25, slowForMs: 5_000 },
  },
  properties: {
    "The outage ends soon after its cause": backWithin(15_000),
  },
});

/** What makes a backlog, and whether it slows the work. */
export interface Backlog {
  queue: MakeQueue;
  /** How many times longer the work takes while so many wait. @default {() => 1} */
  pressure?: (waiting: number) => number;
  /** @default {35} */
  perSecond?: number;
  /** @default {45_000} */
  forMs?: number;
}

/** A run, and how many requests waited when the trigger was over. */
export interface SeenWaiting extends Seen {
  waiting: number;
}

/** Memory that fills with what waits: each hundred that wait make the work as much longer again. */
const heap = (waiting: number): number => 1 + waiting / 100;

/** Nobody tries again. The same neighbour, and a queue that takes everybody. */
export const backlog = defineScenario({
  id: "resilience/metastable-failure#backlog",
  version: 1,
  priorities: false,
  faults: [slow("departures", 10, { atMs: 10_000, forMs: 5_000 })],
  async play(
    world: World,
    { queue, pressure = () => 1, perSecond = 35, forMs = 45_000 }: Backlog,
  ): Promise<SeenWaiting> {
    const departures = service(world, "departures", { queue, pressure });
    let waiting = 0;
    void world.sleep(15_000).then(() => waiting = departures.waiting);
    const intervals = await riders(world, { retry: bare, steps: [{ perSecond, forMs }] });
    return { ...seen(intervals, 10_000, 15_000), waiting };
  },
  variants: {
    fair: { queue: fair(10_000) },
    "fair-45": { queue: fair(10_000), perSecond: 45, forMs: 75_000 },
    "fair-heap": { queue: fair(10_000), pressure: heap },
    fresh: { queue: fresh(500) },
    "fresh-heap": { queue: fresh(500), pressure: heap },
  } satisfies Record<string, Backlog>,
  properties: {
    "Kerbside comes back by itself": backWithin(25_000),
    "Riders are served again within 5 s": backWithin(5_000),
  },
});

/** What apps do with a connection that was too slow, and where requests wait. */
export interface Lines {
  connections: "close" | "keep";
  queue: MakeQueue;
}

/** Nobody tries again. Every request needs a connection, and a new one costs `departures` 60 ms; the same neighbour. */
export const lines = defineScenario({
  id: "resilience/metastable-failure#lines",
  version: 1,
  priorities: false,
  faults: [slow("departures", 10, { atMs: 10_000, forMs: 5_000 })],
  async play(world: World, { connections, queue }: Lines): Promise<Seen> {
    service(world, "departures", { queue, helloMs: 60 });
    const steps = [{ perSecond: 35, forMs: 40_000 }];
    return seen(await riders(world, { retry: bare, connections, steps }), 10_000, 15_000);
  },
  variants: {
    close: { connections: "close", queue: fair(100) },
    keep: { connections: "keep", queue: fair(100) },
    "close-fresh": { connections: "close", queue: fresh(500) },
  },
  properties: {
    "The outage ends soon after its cause": backWithin(15_000),
  },
});

const morning: readonly Step[] = [
  { perSecond: 12, forMs: 20_000 },
  { perSecond: 25, forMs: 15_000 },
  { perSecond: 45, forMs: 63_000 },
];

/** How Kerbside meets an empty cache. */
export interface Cold {
  cache: MakeCache;
  queue?: MakeQueue;
  retry?: Make<Policy>;
  door?: Make<Policy>;
  /** How many questions `timetable` works on at once after 55 s. @default {1} */
  workers?: number;
}

/** Shuts at `fromMs` for `forMs`, and opens at once or slowly. The host begins with the story. */
const shut = (fromMs: number, forMs: number, rampMs: number): Make<Policy> => (host) => {
  const { clock, random } = host;
  const ramp = new Ramp({ clock, random, rampMs, startShare: 0.2 });
  host.spawn(async () => {
    await clock.sleep(fromMs);
    ramp.shut();
    await clock.sleep(forMs);
    ramp.open();
  });
  return ramp;
};

/**
 * A morning: 12 riders a second, then 25, then 45. At 45 s the cache is restarted and comes back empty. `timetable` can
 * answer 20 questions a second.
 */
export const cold = defineScenario({
  id: "resilience/metastable-failure#cold",
  version: 1,
  priorities: false,
  async play(world: World, { cache, queue, retry = bare, door, workers = 1 }: Cold): Promise<Seen> {
    const intervals = await day(world, {
      cache,
      clearedAtMs: 45_000,
      riders: { steps: morning, retry, ...(door && { door }) },
      ...(queue && { queue }),
      workers: () => world.nowMs() < 55_000 ? 1 : workers,
    });
    return seen(intervals, 45_000, 45_000, 60); // warm, it has been seen to serve 60 a second
  },
  variants: {
    without: { cache: thrifty },
    fresh: { cache: thrifty, queue: fresh(500) },
    with: { cache: keeping },
    pause: { cache: thrifty, door: shut(55_000, 7_000, 1) },
    ramp: { cache: thrifty, door: shut(55_000, 7_000, 25_000) },
    "twice-the-store": { cache: thrifty, workers: 2 },
    "three-times-the-store": { cache: thrifty, workers: 3 },
  },
  properties: {
    "An empty cache fills again": backWithin(50_000),
    "An empty cache fills again within 18 s": backWithin(18_000),
  },
});

/** What the operator does, from 20 s on, in a Kerbside that has been in the loop since 11 s. */
export interface Remedy {
  /** For how long, in milliseconds. */
  forMs: number;
  /** Requests that may wait. @default {100} */
  maxLength?: number;
  /** Share of the riders that is let in. @default {1} */
  admit?: number;
  /** Workers. @default {1} */
  workers?: number;
  /** Whether apps try again. @default {true} */
  retries?: boolean;
  /** Whether what has waited 500 ms is dropped. @default {false} */
  fresh?: boolean;
  /** Whether `departures` is restarted; it takes one second. @default {false} */
  restart?: boolean;
}

/** What a remedy came to, and what it cost. */
export interface Rescue extends Seen {
  /** Requests that wait when the remedy begins. */
  waiting: number;
  /** From the beginning of the remedy to lasting health, in milliseconds. */
  tookMs: number | undefined;
  /** Riders who got nothing since the remedy began. */
  unserved: number;
  /** Seconds of work of additional workers. */
  extraSeconds: number;
}

const remedyFromMs = 20_000;

/** The story of the neighbour goes on: it is 20 s, the neighbour has been gone for 5 s, and nobody is served. */
export const rescue = defineScenario({
  id: "resilience/metastable-failure#rescue",
  version: 1,
  priorities: false,
  faults: [slow("departures", 10, { atMs: 10_000, forMs: 5_000 })],
  async play(world: World, remedy: Remedy): Promise<Rescue> {
    const { forMs, maxLength = 100, admit = 1, workers = 1, retries = true, restart = false } = remedy;
    const acting = () => world.nowMs() >= remedyFromMs && world.nowMs() < remedyFromMs + forMs;
    if (restart) world.fault(crash("departures", { atMs: remedyFromMs, forMs: 1_000 }));
    const departures = service(world, "departures", {
      workers: () => acting() ? workers : 1,
      queue: agedWhen(() => remedy.fresh === true && acting(), maxLength),
    });
    let waiting = 0;
    void world.sleep(remedyFromMs - 1).then(() => waiting = departures.waiting);
    const intervals = await riders(world, {
      steps: [{ perSecond: 35, forMs: 46_000 }],
      retry: (host) => {
        const [often, once] = [threeTries(host), bare(host)];
        return { execute: (call, options) => (retries || !acting() ? often : once).execute(call, options) };
      },
      door: ({ random }) => ({
        async execute(call, options = {}) {
          if (acting() && random.next() >= admit) throw new Refused("operator");
          return await call(contextOf(options));
        },
      }),
    });
    const after = intervals.filter(({ fromMs }) => fromMs >= remedyFromMs);
    const { recoveredAfterMs, ...rest } = seen(intervals, 10_000, 15_000);
    return {
      ...rest,
      waiting,
      recoveredAfterMs,
      tookMs: recoveredAfterMs === undefined
        ? undefined
        : Math.max(0, 15_000 + recoveredAfterMs - remedyFromMs),
      unserved: Math.max(0, after.reduce((sum, { wanted, good }) => sum + wanted - good, 0)),
      extraSeconds: (workers - 1) * forMs / 1_000,
    };
  },
  variants: {
    wait: { forMs: 10_000 },
    "shed-some": { forMs: 10_000, admit: 0.6 },
    "shed-most": { forMs: 10_000, admit: 0.2 },
    off: { forMs: 5_000, admit: 0 },
    "no-retries": { forMs: 10_000, retries: false },
    double: { forMs: 10_000, workers: 2 },
    fresh: { forMs: 10_000, fresh: true },
    restart: { forMs: 1_000, restart: true },
    "long-queue-off": { forMs: 5_000, admit: 0, maxLength: 10_000 },
    "long-queue-no-retries": { forMs: 10_000, retries: false, maxLength: 10_000 },
    "long-queue-double": { forMs: 10_000, workers: 2, maxLength: 10_000 },
    "long-queue-fresh": { forMs: 10_000, fresh: true, maxLength: 10_000 },
    "long-queue-restart": { forMs: 1_000, restart: true, maxLength: 10_000 },
  } satisfies Record<string, Remedy>,
  properties: {
    "Riders are served again within 20 s of the remedy": ({ tookMs }) =>
      tookMs !== undefined && tookMs <= 20_000 ||
      (tookMs === undefined ? "they are not" : `it took ${tookMs / 1_000} s`),
  },
});

/** A load, what apps do, and what is tried. */
export interface Case {
  perSecond: number;
  retry: Make<Policy>;
}

/** Three services that look alike at 25 s. From 25 s to 35 s four of five riders are turned away, and then none. */
export const dip = defineScenario({
  id: "resilience/metastable-failure#dip",
  version: 1,
  priorities: false,
  faults: [slow("departures", 10, { atMs: 10_000, forMs: 5_000 })],
  async play(world: World, { perSecond, retry }: Case): Promise<{ before: Seen; after: Seen }> {
    service(world, "departures");
    const steps = [{ perSecond, forMs: 25_000 }, { perSecond: perSecond / 5, forMs: 10_000 }, {
      perSecond,
      forMs: 18_000,
    }];
    const intervals = await riders(world, { retry, steps });
    return {
      before: seen(intervals.filter(({ toMs }) => toMs <= 25_000), 10_000, 15_000),
      after: seen(intervals, 25_000, 35_000),
    };
  },
  variants: {
    loop: { perSecond: 35, retry: threeTries },
    overload: { perSecond: 70, retry: bare },
    both: { perSecond: 60, retry: threeTries },
  },
  properties: {
    "A dip in the load cures it for good": ({ after }) => backWithin(10_000)(after),
  },
});
