/**
 * Stories of time limits, on the simulator. All play at Calder Cover, which compares and sells travel insurance.
 *
 * @module
 */
import { defineScenario, type Make } from "#src/check/scenario.ts";
import type { Clock } from "#src/ports/clock.ts";
import { contextOf, type Policy } from "#src/ports/policy.ts";
import { exponentialMs, logNormalMs } from "#src/pure/distribution.ts";
import { Histogram } from "#src/pure/histogram.ts";
import { slow } from "#src/sim/fault.ts";
import { arrivals } from "#src/sim/load.ts";
import { countPer, server } from "#src/sim/server.ts";
import { TimedOut, Timeout } from "#patterns/resilience/timeout.ts";
import { type Waiting, worthStarting } from "#patterns/resilience/timeout/deadline.ts";
import { abortingTimeout } from "#patterns/resilience/timeout/aborting.ts";
import { raceTimeout } from "#patterns/resilience/timeout/without.ts";

export { clocks, hops } from "#patterns/resilience/timeout/hops.scenario.ts";
export { issue } from "#patterns/resilience/timeout/issue.scenario.ts";
export { attempts, paused, places, quota, verdict } from "#patterns/resilience/timeout/order.scenario.ts";
export { pieces } from "#patterns/resilience/timeout/pieces.scenario.ts";

/** No limit at all: what everything is compared with. */
export const unlimited: Policy = { execute: async (call, options = {}) => await call(contextOf(options)) };

/** What the rating service and its callers went through. */
export interface Afterwards {
  /** Ratings that were finished when their caller had given up. */
  forNobody: number;
  /** Share of the ratings asked for in the 3 s after the disk was well again that were answered. */
  soonAfter: number;
  /** The most requests in the house at once. */
  most: number;
  /** Requests in the house at each change: time and number. */
  house: [atMs: number, inFlight: number][];
  /** Answers that reached their caller, for each half second. */
  goodput: [atMs: number, count: number][];
}

const sick = { atMs: 5_000, forMs: 3_000 };

/**
 * Fifteen customers a second ask for a rating; `risk` can make twenty. At 5 s its disk makes it ten times slower, for
 * 3 s. A caller waits 300 ms. `risk` stops working on what is cancelled, if anybody tells it.
 */
export const abandoned = defineScenario({
  id: "resilience/timeout#abandoned",
  version: 1,
  priorities: false,
  variants: {
    without: (host) => raceTimeout(host, { timeoutMs: 300 }),
    with: ({ clock }) => new Timeout({ clock, timeoutMs: 300 }),
    deaf: ({ clock }) => deaf(new Timeout({ clock, timeoutMs: 300 })),
  } satisfies Record<string, Make<Policy>>,
  faults: [slow("risk", 10, sick)],
  async play(world, limit: Make<Policy>): Promise<Afterwards> {
    const left = new Set<number>();
    let forNobody = 0;
    const { name, seen } = server(world, "risk", {
      serviceMs: 50,
      slots: 1,
      stopsWhenCancelled: true,
      answer: (body) => {
        if (left.has((body as { call: number }).call)) forNobody++;
      },
    });
    const report = await world.host("web", (web) => {
      const policy = limit(web);
      return arrivals(web, { ratePerSecond: 15, forMs: 20_000 }, async (call) => {
        try {
          await policy.execute(({ signal }) =>
            web.request(name, { type: `rate ${call + 1}`, call }, { signal })
          );
        } finally {
          left.add(call);
        }
      });
    });
    if (report === undefined) throw new Error("web is not among the faults");
    const wellMs = sick.atMs + sick.forMs;
    const after = report.calls.filter(({ startMs }) => startMs >= wellMs && startMs < wellMs + 3_000);
    return {
      forNobody,
      soonAfter: after.filter(({ error }) => error === undefined).length / after.length,
      most: seen.load.reduce((most, [, inFlight]) => Math.max(most, inFlight), 0),
      house: seen.load,
      goodput: report.goodputPer(500),
    };
  },
  properties: {
    "Work stops with its caller": ({ forNobody }) =>
      forNobody <= 10 || `${forNobody} ratings were finished for callers who had gone`,
    "The outage ends with its cause": ({ soonAfter }) =>
      soonAfter >= 0.4 ||
      `in the 3 s after it ${Math.round(soonAfter * 100)} % of the callers were answered`,
  },
});

/** Keeps the signal from the call: what a client does that has no parameter for it. */
const deaf = (policy: Policy): Policy => ({
  execute: (call, options) => policy.execute(() => call(contextOf({})), options),
});

/** What calls left behind that had long ended. */
export interface Leftovers {
  /** Calls that were answered. */
  answered: number;
  /** The most timers that were running for calls that had ended. */
  timers: number;
  /** The most listeners that the process's own signal kept for calls that had ended. */
  listeners: number;
  /** Timers that were running, for each tenth of a second. */
  running: [atMs: number, count: number][];
}

/** Makes a limit that gets no more of its host than the clock, which is watched. */
export type MakeLimit = (ports: { clock: Clock }) => Policy;

/**
 * A quiet day: 300 ratings a second for 3 s, each answered within some 10 ms, each with a limit of 2 s. All calls carry the
 * signal that stops them when the process shuts down.
 */
export const leftovers = defineScenario({
  id: "resilience/timeout#leftovers",
  version: 1,
  priorities: false,
  variants: {
    without: (ports) => raceTimeout(ports, { timeoutMs: 2_000 }),
    aborting: (ports) => abortingTimeout(ports, { timeoutMs: 2_000 }),
    with: ({ clock }) => new Timeout({ clock, timeoutMs: 2_000 }),
  } satisfies Record<string, MakeLimit>,
  async play(world, limit: MakeLimit): Promise<Leftovers> {
    const { name } = server(world, "risk", { serviceMs: 8 });
    const result: Leftovers = { answered: 0, timers: 0, listeners: 0, running: [] };
    await world.host("web", async (web) => {
      const shutdown = watchedSignal();
      let [timers, inFlight] = [0, 0];
      const clock: Clock = {
        nowMs: () => web.clock.nowMs(),
        async sleep(ms, options) {
          timers++;
          try {
            await web.clock.sleep(ms, options);
          } finally {
            timers--;
          }
        },
      };
      const policy = limit({ clock });
      web.spawn(async () => {
        for (let atMs = 0; atMs < 3_000; atMs += 100) {
          result.running.push([atMs, timers]);
          await web.clock.sleep(100);
        }
      });
      const load = { ratePerSecond: 300, forMs: 3_000, spacing: "even" } as const;
      await arrivals(web, load, async () => {
        inFlight++;
        await policy.execute(() => web.request(name, "rate"), { signal: shutdown.signal });
        inFlight--;
        await Promise.resolve(); // what a policy does when the call has ended is done by now
        await Promise.resolve();
        result.answered++;
        result.timers = Math.max(result.timers, timers - inFlight);
        result.listeners = Math.max(result.listeners, shutdown.listeners() - inFlight);
      });
    });
    return result;
  },
  properties: {
    "A call that has ended leaves no timer": ({ timers }) =>
      timers <= 0 || `${timers} timers ran for calls that had ended`,
    "A call that has ended leaves no listener": ({ listeners }) =>
      listeners <= 0 || `${listeners} listeners stayed for calls that had ended`,
  },
});

/** A signal that never aborts, and knows how many listen to it. */
function watchedSignal(): { signal: AbortSignal; listeners: () => number } {
  const { signal } = new AbortController();
  const held = new Set<unknown>();
  const define = (name: string, value: unknown) => Object.defineProperty(signal, name, { value });
  // Defined, not assigned: a grader freezes what signals inherit.
  define("addEventListener", (_: string, each: unknown, options?: AddEventListenerOptions) => {
    held.add(each);
    options?.signal?.addEventListener("abort", () => held.delete(each));
  });
  define("removeEventListener", (_: string, each: unknown) => held.delete(each));
  return { signal, listeners: () => held.size };
}

/** What a limit cost on a healthy day. */
export interface Healthy {
  /** Ratings that were asked for. */
  calls: number;
  /** Share of them that failed. */
  failed: number;
  /** The longest that anybody was kept waiting, in milliseconds. */
  heldMs: number;
  /** Percentiles of what `risk` took for twenty thousand calls, in milliseconds. */
  p50: number;
  p99: number;
  p999: number;
}

/**
 * A healthy day: `risk` answers in 80 ms as a rule, and takes longer now and then, as services do. One message in two
 * hundred is lost. The variants are the limit: a little above the usual latency, above the 99.9th percentile, a round number.
 */
export const limit = defineScenario({
  id: "resilience/timeout#limit",
  version: 1,
  priorities: false,
  variants: { usual: 100, with: 450, round: 5_000 },
  async play(world, timeoutMs: number): Promise<Healthy> {
    const serviceMs = logNormalMs(80, 1.6);
    const { name } = server(world, "risk", { serviceMs });
    const lastWeek = new Histogram(); // what there is to know before a limit is chosen
    const chance = world.random("last week");
    for (let call = 0; call < 20_000; call++) lastWeek.record(serviceMs(chance.next()));
    world.link("web", name, { lossRatio: 0.005 });
    world.link(name, "web", { lossRatio: 0.005 });
    const report = await world.host("web", (web) => {
      const policy = new Timeout({ clock: web.clock, timeoutMs });
      return arrivals(
        web,
        { ratePerSecond: 100, forMs: 10_000 },
        () => policy.execute(({ signal }) => web.request(name, "rate", { signal })),
      );
    });
    if (report === undefined) throw new Error("web is not among the faults");
    let heldMs = 0;
    for (const { startMs, endMs } of report.calls) heldMs = Math.max(heldMs, endMs - startMs);
    return {
      calls: report.calls.length,
      failed: 1 - report.ok / report.calls.length,
      heldMs: Math.round(heldMs),
      p50: Math.round(lastWeek.percentile(0.5)),
      p99: Math.round(lastWeek.percentile(0.99)),
      p999: Math.round(lastWeek.percentile(0.999)),
    };
  },
  properties: {
    "A healthy service fails hardly a call": ({ failed }) =>
      failed <= 0.025 || `${Math.round(failed * 100)} % of the calls to a healthy service failed`,
    "A lost answer does not hold its caller": ({ heldMs }) => heldMs <= 1_000 || `one waited ${heldMs} ms`,
  },
});

/** What a type-ahead field made of a healthy service. */
export interface Blamed {
  calls: number;
  /** Calls whose customer typed on, and so left. */
  left: number;
  /** Calls that were reported as timed out. */
  timedOut: number;
  /** Calls that really took longer than the limit. */
  slow: number;
}

/**
 * A field proposes a price while the customer types. Each key calls `risk`, which answers in 60 ms, and cancels the call
 * before; four times out of five the next key comes first. The limit is 500 ms, and the pager counts timeouts.
 */
export const blame = defineScenario({
  id: "resilience/timeout#blame",
  version: 1,
  variants: {
    without: (host) => abortingTimeout(host, { timeoutMs: 500 }),
    with: ({ clock }) => new Timeout({ clock, timeoutMs: 500 }),
  } satisfies Record<string, Make<Policy>>,
  priorities: false,
  async play(world, make: Make<Policy>): Promise<Blamed> {
    const { name } = server(world, "risk", { serviceMs: 60, stopsWhenCancelled: true });
    const typing = world.random("typing");
    const result: Blamed = { calls: 0, left: 0, timedOut: 0, slow: 0 };
    await world.host("web", async (web) => {
      const policy = make(web);
      await arrivals(web, { ratePerSecond: 20, forMs: 10_000 }, async () => {
        result.calls++;
        const beganMs = web.clock.nowMs();
        const customer = new AbortController();
        const [typesOn, afterMs] = [typing.next() < 0.8, 10 + typing.next() * 30];
        if (typesOn) {
          result.left++;
          web.spawn(async () => {
            await web.clock.sleep(afterMs);
            customer.abort("typed on");
          });
        }
        try {
          const call = { signal: customer.signal };
          await policy.execute(({ signal }) => web.request(name, "propose", { signal }), call);
        } catch (error) {
          if (error instanceof TimedOut) result.timedOut++;
          if (web.clock.nowMs() - beganMs >= 500) result.slow++;
        }
      });
    });
    return result;
  },
  properties: {
    "What is reported as timed out took too long": ({ timedOut, slow }) =>
      timedOut <= slow || `${timedOut} were reported, ${slow} took longer than the limit`,
  },
});

/** What an overloaded callee got done. */
export interface Goodput {
  /** Answers in time, for each second, once it is overloaded. */
  perSecond: number;
  /** Ratings that were begun. */
  begun: number;
  /** Ratings that were finished too late: work for nobody. */
  late: number;
  /** How long those waited who were answered in time: the median, in milliseconds. */
  waitMs: number;
  /** Answers in time, for each second. */
  answers: [atMs: number, count: number][];
}

/** Whether work is begun. */
export type Admission = (waiting: Waiting) => boolean;

/**
 * Forty customers a second ask `risk`, which makes twenty ratings a second: 50 ms each on average, some far more, one
 * at a time, in the order in which they came. Customers wait 1 s, and `risk` knows what is left of it.
 */
export const overload = defineScenario({
  id: "resilience/timeout#overload",
  version: 1,
  priorities: false,
  variants: {
    without: () => true,
    expired: (waiting) => worthStarting(waiting),
    median: (waiting) => worthStarting(waiting, { needMs: 35 }),
    high: (waiting) => worthStarting(waiting, { needMs: 230 }),
    with: (waiting) => worthStarting(waiting, { maxQueueMs: 200 }),
  } satisfies Record<string, Admission>,
  async play(world, admits: Admission): Promise<Goodput> {
    const serviceMs = exponentialMs(50);
    const forMs = 30_000;
    const chance = world.random("service");
    const inTimeAtMs: number[] = [];
    const waits = new Histogram();
    let [begun, late] = [0, 0];
    await world.host("risk", async (risk) => {
      const queue: number[] = []; // when each came
      let woken = () => {};
      let done = false;
      risk.spawn(async () => {
        await arrivals(risk, { ratePerSecond: 40, forMs }, () => {
          queue.push(risk.clock.nowMs());
          woken();
          return Promise.resolve();
        });
        done = true;
        woken();
      });
      while (!done || queue.length > 0) {
        const cameMs = queue.shift();
        if (cameMs === undefined) {
          await new Promise<void>((resolve) => woken = resolve);
          continue;
        }
        const waitedMs = risk.clock.nowMs() - cameMs;
        if (!admits({ waitedMs, remainingMs: Math.max(0, 1_000 - waitedMs) })) continue;
        begun++;
        await risk.work(serviceMs(chance.next()));
        const tookMs = risk.clock.nowMs() - cameMs;
        if (tookMs > 1_000) late++;
        else {
          inTimeAtMs.push(world.nowMs());
          waits.record(tookMs);
        }
      }
    });
    const steady = inTimeAtMs.filter((atMs) => atMs >= 5_000 && atMs < forMs).length;
    return {
      perSecond: steady / (forMs / 1_000 - 5),
      begun,
      late,
      waitMs: Math.round(waits.percentile(0.5)),
      answers: countPer(inTimeAtMs, 1_000, forMs + 10_000),
    };
  },
  properties: {
    "An overloaded service does nearly as much as one that is just full": ({ perSecond }) =>
      perSecond >= 16.5 || `${perSecond.toFixed(1)} answers a second in time, where 20 are possible`,
    "Little work is done for nobody": ({ late, begun }) =>
      late * 10 <= begun || `${late} of ${begun} ratings were finished too late`,
  },
});
