/**
 * The same policies in another order: five pairs, and what the wrong order costs.
 *
 * @module
 */
import { defineScenario, type Make } from "#src/check/scenario.ts";
import type { Policy } from "#src/ports/policy.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import { crash, slow } from "#src/sim/fault.ts";
import { arrivals, type LoadReport } from "#src/sim/load.ts";
import { type Server, server } from "#src/sim/server.ts";
import type { World } from "#src/sim/world.ts";
import { Bulkhead } from "#patterns/resilience/bulkhead.ts";
import { CircuitBreaker } from "#patterns/resilience/circuit-breaker.ts";
import { RateLimiter, TokenBucket } from "#patterns/resilience/rate-limiting.ts";
import { Retry } from "#patterns/resilience/retry.ts";
import { Timeout } from "#patterns/resilience/timeout.ts";
import { pipeline } from "#patterns/resilience/timeout/pipeline.ts";

/** Four calls at once; the others wait in order of arrival, for as long as their caller does. */
const inPlaces: Make<Policy> = ({ clock }) =>
  new Bulkhead({ clock, limit: 4, maxQueue: 10_000, maxWaitMs: Infinity });

interface Load {
  ratePerSecond: number;
  forMs: number;
}

/** `web` asks `to` through a policy, in an open load. */
async function asked(world: World, to: Server, make: Make<Policy>, load: Load): Promise<LoadReport> {
  const report = await world.host("web", (web) => {
    const policy = make(web);
    return arrivals(
      web,
      load,
      () => policy.execute(({ signal }) => web.request(to.name, "rate", { signal })),
    );
  });
  if (report === undefined) throw new Error("web is not among the faults");
  return report;
}
const longestMs = ({ calls }: LoadReport) =>
  Math.round(calls.reduce((most, { startMs, endMs }) => Math.max(most, endMs - startMs), 0));

/** What callers had of attempts. */
export interface Attempts {
  /** Share of the calls made while `risk` was there that failed. */
  failed: number;
  longestMs: number;
}

/** One message in twenty to `risk` and back is lost, and from 6 s to 8 s `risk` is not there at all. Customers wait 1 s. */
export const attempts = defineScenario({
  id: "resilience/timeout#attempts",
  version: 1,
  priorities: false,
  variants: {
    around: ({ clock, random }) =>
      pipeline(new Timeout({ clock, timeoutMs: 1_000 }), new Retry({ clock, random, idempotent: true })),
    inside: ({ clock, random }) =>
      pipeline(
        new Retry({ clock, random, idempotent: true, maxAttempts: 5 }),
        new Timeout({ clock, timeoutMs: 200 }),
      ),
    with: ({ clock, random }) =>
      pipeline(
        new Timeout({ clock, timeoutMs: 1_000 }),
        new Retry({ clock, random, idempotent: true, maxAttempts: 5 }),
        new Timeout({ clock, timeoutMs: 200 }),
      ),
  } satisfies Record<string, Make<Policy>>,
  faults: [crash("risk", { atMs: 6_000, forMs: 2_000, silent: true })],
  async play(world, policy: Make<Policy>): Promise<Attempts> {
    const risk = server(world, "risk", { serviceMs: 40 });
    world.link("web", "risk", { lossRatio: 0.05 });
    world.link("risk", "web", { lossRatio: 0.05 });
    const report = await asked(world, risk, policy, { ratePerSecond: 40, forMs: 10_000 });
    const well = report.calls.filter(({ startMs }) => startMs < 4_500 || startMs >= 8_000);
    const failed = well.filter(({ error }) => error !== undefined).length / well.length;
    return { failed, longestMs: longestMs(report) };
  },
  properties: {
    "A lost message is hidden from the caller": ({ failed }) =>
      failed <= 0.02 || `${Math.round(failed * 100)} % of the calls failed while the service was there`,
    "The caller hears of it in time": ({ longestMs }) =>
      longestMs <= 1_000 || `a caller waited ${longestMs} ms`,
  },
});

/** What an ill service got to see. */
export interface Illness {
  /** Requests that reached it while it was ill. */
  whileIll: number;
  /** The longest that a caller waited for a failure, in milliseconds. */
  longestMs: number;
  /** Share of the callers who were answered from 2 s after the illness on. */
  served: number;
}

const breakerOf: Make<Policy> = ({ clock }) =>
  new CircuitBreaker({ clock, window: { kind: "count", size: 20 }, minimumCalls: 10, cooldownMs: 1_000 });
const retryOf: Make<Policy> = ({ clock, random }) =>
  new Retry({ clock, random, idempotent: true, baseDelayMs: 200 });

/** Twenty customers a second; `risk` answers 503 to everything from 3 s to 8 s. */
export const verdict = defineScenario({
  id: "resilience/timeout#verdict",
  version: 1,
  priorities: false,
  variants: {
    around: (host) => pipeline(breakerOf(host), retryOf(host)),
    with: (host) => pipeline(retryOf(host), breakerOf(host)),
  } satisfies Record<string, Make<Policy>>,
  async play(world, policy: Make<Policy>): Promise<Illness> {
    const ill = (atMs: number) => atMs >= 3_000 && atMs < 8_000;
    const risk = server(world, "risk", {
      serviceMs: 20,
      answer: (_body, { nowMs }) => {
        if (ill(nowMs)) throw new ErrorAnswer(503);
      },
    });
    const report = await asked(world, risk, policy, { ratePerSecond: 20, forMs: 12_000 });
    const after = report.calls.filter(({ startMs }) => startMs >= 10_000);
    return {
      whileIll: risk.seen.arrivals.filter(({ atMs }) => ill(atMs)).length,
      longestMs: longestMs(report),
      served: after.filter(({ error }) => error === undefined).length / after.length,
    };
  },
  properties: {
    "A service that is ill is left in peace": ({ whileIll }) =>
      whileIll <= 35 || `${whileIll} requests reached it while it was ill`,
    "Customers are served again afterwards": ({ served }) =>
      served >= 0.99 || `${Math.round(served * 100)} % were`,
  },
});

/** What a bureau that bills by the call got to see. */
export interface Bill {
  /** The most requests within any second. */
  mostPerSecond: number;
  /** Share of the calls that were answered. */
  answered: number;
}

const limiterOf: Make<Policy> = ({ clock }) =>
  new RateLimiter({ clock, newLimit: () => new TokenBucket({ ratePerSecond: 30, burst: 5 }) }).forKey(
    "bureau",
  );

/**
 * Calder Cover has bought thirty calls a second from a credit bureau, and pays a fine for more than that and five. It needs
 * twenty. From 3 s to 5 s the bureau answers 503 to everything.
 */
export const quota = defineScenario({
  id: "resilience/timeout#quota",
  version: 1,
  priorities: false,
  variants: {
    around: (host) => pipeline(limiterOf(host), retryOf(host)),
    with: (host) => pipeline(retryOf(host), limiterOf(host)),
  } satisfies Record<string, Make<Policy>>,
  async play(world, policy: Make<Policy>): Promise<Bill> {
    const bureau = server(world, "bureau", {
      serviceMs: 20,
      answer: (_body, { nowMs }) => {
        if (nowMs >= 3_000 && nowMs < 5_000) throw new ErrorAnswer(503);
      },
    });
    const report = await asked(world, bureau, policy, { ratePerSecond: 20, forMs: 8_000 });
    const times = bureau.seen.arrivals.map(({ atMs }) => atMs);
    let most = 0;
    let first = 0;
    times.forEach((atMs, last) => {
      while (times[first]! <= atMs - 1_000) first++;
      most = Math.max(most, last - first + 1);
    });
    return { mostPerSecond: most, answered: report.ok / report.calls.length };
  },
  properties: {
    "No more reach the bureau than were bought": ({ mostPerSecond }) =>
      mostPerSecond <= 35 || `${mostPerSecond} requests reached the bureau within one second`,
  },
});

/** What callers before a few places had. */
export interface Waits {
  longestMs: number;
  /** Share of the calls from 3 s after the slowness on that were answered. */
  after: number;
}

/** Forty calls a second go through four places to `risk`, which takes 50 ms; from 3 s to 6 s ten times as long. */
export const places = defineScenario({
  id: "resilience/timeout#places",
  version: 1,
  priorities: false,
  variants: {
    inside: (host) => pipeline(inPlaces(host), new Timeout({ clock: host.clock, timeoutMs: 300 })),
    with: (host) => pipeline(new Timeout({ clock: host.clock, timeoutMs: 300 }), inPlaces(host)),
  } satisfies Record<string, Make<Policy>>,
  faults: [slow("risk", 10, { atMs: 3_000, forMs: 3_000 })],
  async play(world, policy: Make<Policy>): Promise<Waits> {
    const risk = server(world, "risk", { serviceMs: 50, stopsWhenCancelled: true });
    const report = await asked(world, risk, policy, { ratePerSecond: 40, forMs: 12_000 });
    const after = report.calls.filter(({ startMs }) => startMs >= 9_000);
    return {
      longestMs: longestMs(report),
      after: after.filter(({ error }) => error === undefined).length / after.length,
    };
  },
  properties: {
    "The caller hears of it in time": ({ longestMs }) =>
      longestMs <= 300 || `a caller waited ${longestMs} ms, with a limit of 300 ms`,
  },
});

const slowRetryOf: Make<Policy> = ({ clock, random }) =>
  new Retry({ clock, random, idempotent: true, baseDelayMs: 400 });

/** What callers before places had that some held while they paused. */
export interface Paused {
  /** Share of the calls that were answered within 1 s. */
  inTime: number;
}

/** Thirty calls a second go through four places to `risk`, which takes 50 ms and answers 503 to three of ten, by chance. */
export const paused = defineScenario({
  id: "resilience/timeout#paused",
  version: 1,
  priorities: false,
  variants: {
    once: inPlaces,
    around: (host) => pipeline(inPlaces(host), slowRetryOf(host)),
    with: (host) => pipeline(slowRetryOf(host), inPlaces(host)),
  } satisfies Record<string, Make<Policy>>,
  async play(world, policy: Make<Policy>): Promise<Paused> {
    const chance = world.random("replica");
    const risk = server(world, "risk", {
      serviceMs: 50,
      answer: () => {
        if (chance.next() < 0.3) throw new ErrorAnswer(503);
      },
    });
    const report = await asked(world, risk, policy, { ratePerSecond: 30, forMs: 12_000 });
    const inTime = report.calls.filter(({ startMs, endMs, error }) =>
      error === undefined && endMs - startMs <= 1_000
    );
    return { inTime: inTime.length / report.calls.length };
  },
  properties: {
    "A place is held by work, not by waiting": ({ inTime }) =>
      inTime >= 0.85 || `${Math.round(inTime * 100)} % of the calls were answered within 1 s`,
  },
});
