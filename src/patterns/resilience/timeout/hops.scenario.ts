/**
 * A deadline that crosses hosts: as limits of their own, as cancellation, as what is left, and as a time of day.
 *
 * @module
 */
import { defineScenario } from "#src/check/scenario.ts";
import type { Clock } from "#src/ports/clock.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import type { WallClock } from "#src/ports/wall-clock.ts";
import { clockJump, slow } from "#src/sim/fault.ts";
import type { RequestContext } from "#src/sim/host.ts";
import { arrivals } from "#src/sim/load.ts";
import type { Host, World } from "#src/sim/world.ts";
import { Timeout } from "#patterns/resilience/timeout.ts";
import { Deadline } from "#patterns/resilience/timeout/deadline.ts";
import { raceTimeout } from "#patterns/resilience/timeout/without.ts";

/** What a customer wants, as it crosses the wire. */
type Wish = { type: string; customer: number; remainingMs?: number };

/** What a hop works itself, and whom it asks then. */
interface Stage {
  name: string;
  /** Its own work, in milliseconds. */
  workMs: number;
  next?: string;
  /** What this stage and all behind it take on a good day, in milliseconds. */
  needMs: number;
}

const stages: readonly Stage[] = [
  { name: "claims", workMs: 100, needMs: 100 },
  { name: "risk", workMs: 40, next: "claims", needMs: 140 },
  { name: "quotes", workMs: 20, next: "risk", needMs: 160 },
];
const patienceMs = 1_000;

/** What a stage does for one request: its own work through `work`, then the next stage through `ask`. */
export type Hop = (host: Host, stage: Stage, deeds: Deeds) => Promise<void>;
interface Deeds {
  wish: Wish;
  request: RequestContext;
  work(signal?: AbortSignal): Promise<void>;
  ask(wish: Wish, signal?: AbortSignal): Promise<unknown>;
}

/** Each stage has a limit of its own, and nothing is handed on. */
const ownLimits: Hop = async (host, { next }, { wish, work, ask }) => {
  const limit = raceTimeout(host, { timeoutMs: patienceMs });
  await work();
  if (next) await limit.execute(() => ask(wish));
};

/** Each stage has a limit of its own, and stops when its caller does. */
const cancelled: Hop = async ({ clock }, { next }, { wish, request, work, ask }) => {
  const limit = new Timeout({ clock, timeoutMs: patienceMs });
  await limit.execute(({ signal }) => work(signal), request);
  if (next) await limit.execute(({ signal }) => ask(wish, signal), request);
};

/** Each stage works with what is left, hands on what is left, and begins nothing that cannot be in time. */
const deadline: Hop = async ({ clock }, { workMs, next, needMs }, { wish, request, work, ask }) => {
  const left = Deadline.received(clock, wish.remainingMs, patienceMs);
  const own = new Timeout({ clock, timeoutMs: patienceMs, minRemainingMs: needMs });
  const rest = new Timeout({ clock, timeoutMs: patienceMs, minRemainingMs: needMs - workMs });
  const { signal } = request;
  await own.execute((context) => work(context.signal), { signal, remainingMs: left.remainingMs });
  if (!next) return;
  await rest.execute(
    ({ signal, remainingMs = 0 }) => ask({ ...wish, remainingMs }, signal),
    { signal, remainingMs: left.remainingMs },
  );
};

/** What was done for whom. */
export interface Labour {
  /** Customers who were answered in time. */
  served: number;
  customers: number;
  /** Time that all stages worked for customers who had left, in milliseconds. */
  afterwardsMs: number;
  /** Pieces of work that were begun with less time left than they take on a good day. */
  doomed: number;
}

/**
 * Ten customers a second ask for a price and wait 1 s. `quotes` asks `risk`, `risk` asks `claims`. At 3 s `risk` becomes
 * 24 times slower, for 3 s: its 40 ms become 960. Three messages in a hundred are lost.
 */
export const hops = defineScenario({
  id: "resilience/timeout#hops",
  version: 1,
  priorities: false,
  variants: { without: ownLimits, cancelled, with: deadline } satisfies Record<string, Hop>,
  faults: [slow("risk", 24, { atMs: 3_000, forMs: 3_000 })],
  async play(world, hop: Hop): Promise<Labour> {
    const leavesAtMs = new Map<number, number>();
    const seen = { afterwardsMs: 0, doomed: 0 };
    world.link("*", "*", { lossRatio: 0.03 });
    for (const stage of stages) serve(world, stage, hop, leavesAtMs, seen);
    const report = await world.host("web", (web) => {
      const limit = new Timeout({ clock: web.clock, timeoutMs: patienceMs });
      return arrivals(web, { ratePerSecond: 10, forMs: 10_000 }, (customer) => {
        leavesAtMs.set(customer, world.nowMs() + patienceMs);
        return limit.execute(({ signal, remainingMs = patienceMs }) => {
          const wish: Wish = { type: "price", customer, remainingMs };
          return web.request("quotes", wish, { signal });
        });
      });
    });
    if (report === undefined) throw new Error("web is not among the faults");
    return {
      served: report.ok,
      customers: report.calls.length,
      afterwardsMs: Math.round(seen.afterwardsMs),
      doomed: seen.doomed,
    };
  },
  properties: {
    "Nobody works for customers who have left": ({ afterwardsMs }) =>
      afterwardsMs <= 100 || `${afterwardsMs} ms of work were done for them`,
    "Nothing is begun that cannot be in time": ({ doomed }) =>
      doomed === 0 || `${doomed} pieces of work were begun with too little time left`,
  },
});

const TRAVELLING_MS = 10; // what is left falls a little on the wire, and the callee cannot know by how much

function serve(
  world: World,
  stage: Stage,
  hop: Hop,
  leavesAtMs: ReadonlyMap<number, number>,
  seen: { afterwardsMs: number; doomed: number },
): void {
  void world.host(stage.name, (host) =>
    host.listen(async (body, request) => {
      const wish = body as Wish;
      const untilMs = leavesAtMs.get(wish.customer)!;
      const work = async (signal?: AbortSignal) => {
        const beganMs = world.nowMs();
        if (untilMs - beganMs < stage.needMs - TRAVELLING_MS) seen.doomed++;
        try {
          await host.work(stage.workMs, signal === undefined ? {} : { signal });
        } finally {
          seen.afterwardsMs += Math.max(0, world.nowMs() - Math.max(untilMs, beganMs));
        }
      };
      const ask = (next: Wish, signal?: AbortSignal) =>
        host.request(stage.next!, next, signal === undefined ? {} : { signal });
      try {
        await hop(host, stage, { wish, request, work, ask });
      } catch {
        throw new ErrorAnswer(504);
      }
    }));
}

/** What a carrier may look at. Both wall clocks are set right when the story begins. */
export interface Clocks {
  clock: Clock;
  wallClock: WallClock;
}

/** Puts what is left into a request, and reads it. */
export interface Carrier {
  write(web: Clocks, remainingMs: number): number;
  read(risk: Clocks, carried: number): Deadline;
}

/** The wall clock of a host, as set by the same source as all others at the moment of the call. */
function setRight(world: World, { clock, wallClock }: Host): Clocks {
  const wrongMs = wallClock.epochMs() - world.nowMs();
  return { clock, wallClock: { epochMs: () => wallClock.epochMs() - wrongMs } };
}

/** What came of a deadline between two hosts whose clocks differ. */
export interface Crossing {
  /** Share of the customers who were answered while the callee's clock was ahead. */
  ahead: number;
  /** Work for customers who had left, while the callee's clock was behind, in milliseconds. */
  behindMs: number;
}

/**
 * `risk` works 50 ms for each customer, and stops at the deadline that the request carries; nobody cancels. Its wall clock is
 * 2 s ahead from 2 s to 5 s, and 2 s behind from 7 s to 10 s, when it is also thirty times slower.
 */
export const clocks = defineScenario({
  id: "resilience/timeout#clocks",
  version: 1,
  priorities: false,
  variants: {
    without: {
      write: (web, remainingMs) => web.wallClock.epochMs() + remainingMs,
      read: (risk, carried) => new Deadline(risk.clock, carried - risk.wallClock.epochMs()),
    },
    with: {
      write: (_web, remainingMs) => remainingMs,
      read: (risk, carried) => Deadline.received(risk.clock, carried, patienceMs),
    },
  } satisfies Record<string, Carrier>,
  faults: [
    clockJump("risk", 2_000, { atMs: 2_000, forMs: 3_000 }),
    clockJump("risk", -2_000, { atMs: 7_000, forMs: 3_000 }),
    slow("risk", 30, { atMs: 7_000, forMs: 3_000 }),
  ],
  async play(world, carrier: Carrier): Promise<Crossing> {
    const result: Crossing = { ahead: 0, behindMs: 0 };
    void world.host("risk", (risk) => {
      const clocks = setRight(world, risk);
      risk.listen(async (body) => {
        const { carried, leavesAtMs } = body as { carried: number; leavesAtMs: number };
        const { remainingMs } = carrier.read(clocks, carried);
        try {
          const limit = new Timeout({ clock: risk.clock, timeoutMs: 60_000 });
          await limit.execute(({ signal }) => risk.work(50, { signal }), { remainingMs });
        } catch {
          throw new ErrorAnswer(504);
        } finally {
          result.behindMs += Math.max(0, world.nowMs() - leavesAtMs - TRAVELLING_MS);
        }
      });
    });
    const report = await world.host("web", (web) => {
      const clocks = setRight(world, web);
      return arrivals(web, { ratePerSecond: 10, forMs: 12_000, spacing: "even" }, () => {
        const carried = carrier.write(clocks, patienceMs);
        const leavesAtMs = world.nowMs() + patienceMs;
        const wish = { type: "rate", carried, leavesAtMs };
        return web.request("risk", wish, { timeoutMs: 3_000 }); // stays, to see what comes
      });
    });
    if (report === undefined) throw new Error("web is not among the faults");
    const ahead = report.calls.filter(({ startMs }) => startMs >= 2_050 && startMs < 4_900);
    return {
      ahead: ahead.filter(({ error }) => error === undefined).length / ahead.length,
      behindMs: Math.round(result.behindMs),
    };
  },
  properties: {
    "A request in time is answered": ({ ahead }) =>
      ahead >= 0.99 || `${Math.round(ahead * 100)} % were, while the callee's clock was ahead`,
    "Nobody works for customers who have left": ({ behindMs }) =>
      behindMs <= 100 || `${behindMs} ms of work were done for them`,
  },
});
