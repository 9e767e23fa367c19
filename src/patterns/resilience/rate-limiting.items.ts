/**
 * Recall items of rate limiting.
 *
 * @module
 */
import { defineItems, item } from "#src/learn/items.ts";
import { arrivals } from "#src/sim/load.ts";
import { server } from "#src/sim/server.ts";
import { playIn } from "#src/sim/world.ts";
import {
  FixedWindow,
  Gcra,
  LeakyBucket,
  type Limit,
  SlidingCounter,
  SlidingLog,
  TokenBucket,
} from "#patterns/resilience/rate-limiting.ts";

/** How many of `calls` at one moment pass. */
function passAt(limit: Limit, calls: number, nowMs: number): number {
  let passed = 0;
  for (let call = 0; call < calls; call++) if (limit.take(1, nowMs) === 0) passed++;
  return passed;
}

/** The most of `times` within any stretch of `windowMs`. */
function busiest(times: readonly number[], windowMs: number): number {
  return times.reduce(
    (most, from) => Math.max(most, times.filter((at) => at >= from && at < from + windowMs).length),
    0,
  );
}

/** The mean of a step function between two moments. */
function mean(
  steps: readonly (readonly [atMs: number, value: number])[],
  fromMs: number,
  toMs: number,
): number {
  let area = 0;
  steps.forEach(([atMs, value], at) => {
    const untilMs = Math.min(steps[at + 1]?.[0] ?? Infinity, toMs);
    area += value * Math.max(0, untilMs - Math.max(atMs, fromMs));
  });
  return area / (toMs - fromMs);
}

/** What passes across the edge of a window. */
const boundary = item({
  id: "boundary",
  draw: ({ whole, pick }) => ({
    kind: pick(["fixed window", "fixed window", "sliding log"] as const),
    limit: pick([40, 60, 80, 100]),
    before: whole(15, 110),
    after: whole(15, 110),
  }),
  ask: ({ kind, limit, before, after }) =>
    `A ${kind} of one second allows ${limit} calls. A caller who was quiet makes ${before} calls in the last 100 ms before a full second of the limiter's ` +
    `clock, and ${after} in the first 100 ms after it. How many pass in these 200 ms?`,
  truth({ kind, limit, before, after }) {
    const options = { limit, windowMs: 1_000 };
    const gate = kind === "fixed window" ? new FixedWindow(options) : new SlidingLog(options);
    const passed: number[] = [];
    const send = (calls: number, fromMs: number) => {
      for (let call = 0; call < calls; call++) {
        const atMs = fromMs + (call * 100) / calls;
        if (gate.take(1, atMs) === 0) passed.push(atMs);
      }
    };
    send(before, 9_900);
    send(after, 10_000);
    return busiest(passed, 1_000);
  },
  wrong: [
    {
      value: ({ kind, limit, before, after }) =>
        kind === "fixed window" ? Math.min(limit, before + after) : undefined,
      from: "window-n-means-n",
    },
    {
      value: ({ limit }) => 2 * limit,
      from: {
        slip: "twice the limit is the most that can pass at an edge, where both sides ask for that much.",
      },
    },
    {
      value: ({ limit, before, after }) => Math.min(limit, before) + Math.min(limit, after),
      from: { slip: "a log has no edge: it looks back one second from each call." },
    },
    {
      value: ({ before, after }) => before + after,
      from: { slip: "it lets all pass; in each window the limit holds." },
    },
    {
      value: ({ limit, after }) => Math.min(limit, after),
      from: { slip: "it counts what follows the edge alone." },
    },
  ],
  because: ({ kind, limit }) =>
    kind === "fixed window"
      ? `Each side of the edge is another window with its own ${limit}; the window does not look back.`
      : `The log looks back one second from each call, so no second sees more than ${limit}.`,
});

/** What is there after a pause. */
const burst = item({
  id: "burst",
  draw: ({ whole, pick }) => ({
    algorithm: pick(["token bucket", "GCRA", "leaky bucket (as a meter)"] as const),
    rate: pick([5, 10, 20, 25]),
    burst: pick([30, 50, 80, 120]),
    pauseMs: whole(4, 90) * 100,
    calls: pick([90, 150, 200]),
  }),
  ask: ({ algorithm, rate, burst, pauseMs, calls }) =>
    `A ${algorithm} refills at ${rate} a second and has a burst of ${burst}. A caller empties it, is quiet for ${
      pauseMs / 1_000
    } s, and then makes ${calls} calls at once. ` +
    "How many pass?",
  truth({ algorithm, rate, burst, pauseMs, calls }) {
    const options = { ratePerSecond: rate, burst };
    const limit = algorithm === "token bucket"
      ? new TokenBucket(options)
      : algorithm === "GCRA"
      ? new Gcra(options)
      : new LeakyBucket(options);
    passAt(limit, burst + 1, 1_000);
    return passAt(limit, calls, 1_000 + pauseMs);
  },
  say: (count) => count === 1 ? "1 call" : `${count} calls`,
  wrong: [
    { value: ({ rate }) => rate, from: "bursts-are-bugs" },
    { value: ({ burst }) => burst, from: { slip: "the pause was too short to refill it." } },
    {
      value: ({ rate, pauseMs }) => Math.floor((rate * pauseMs) / 1_000),
      from: { slip: "it saves without end; the burst is the most that is kept." },
    },
    {
      value: ({ burst, rate, pauseMs }) => burst + Math.floor((rate * pauseMs) / 1_000),
      from: { slip: "it adds the pause's refill to a full burst; the bucket was empty." },
    },
  ],
  because: ({ rate, burst, pauseMs }) =>
    `${pauseMs / 1_000} s at ${rate} a second refill ${
      (rate * pauseMs) / 1_000
    }, and at most ${burst} are kept; whole calls pass. The three algorithms agree.`,
});

/** What a refusal should say. */
const wait = item({
  id: "wait",
  draw: ({ whole, pick }) => ({
    rate: pick([2, 4, 5, 8]),
    burst: whole(6, 12),
    cost: whole(2, 14),
    used: whole(3, 6),
  }),
  ask: ({ rate, burst, cost, used }) =>
    `A full token bucket (${rate} units a second, burst ${burst}) pays for a call that costs ${used}. In the same moment another call comes, which costs ${cost}. ` +
    "When does the limiter say that it may pass?",
  truth({ rate, burst, cost, used }) {
    const limit = new TokenBucket({ ratePerSecond: rate, burst });
    limit.take(used, 0);
    return limit.take(cost, 0);
  },
  say: (waitMs) => waitMs === 0 ? "now" : waitMs === Infinity ? "never" : `in ${waitMs} ms`,
  wrong: [
    {
      value: ({ rate, cost }) => Math.ceil((cost / rate) * 1_000),
      from: { slip: "it refills the whole cost; what is left in the bucket counts." },
    },
    {
      value: ({ cost }) => cost > 0 ? 1_000 : undefined,
      from: { slip: "it waits for the next full second; a bucket refills steadily and knows no windows." },
    },
    { value: ({ rate }) => 1_000 / rate, from: { slip: "it waits for one unit, whatever the call costs." } },
    {
      value: (_numbers, truth) => truth === 0 ? undefined : 0,
      from: { slip: "what is left is less than the call costs." },
    },
    { value: () => Infinity, from: { slip: "only what costs more than the burst is refused for ever." } },
  ],
  because: ({ rate, burst, cost, used }) =>
    cost > burst
      ? `The bucket never holds more than ${burst}, so a call that costs ${cost} can never be paid.`
      : `${burst - used} of ${burst} are left, ${cost} are needed; what lacks comes at ${rate} a second.`,
});

/** What a share on each host refuses. */
const shares = item({
  id: "shares",
  draw: ({ whole, pick }) => {
    const hosts = pick([3, 4, 5]);
    return {
      hosts,
      limit: hosts * pick([10, 20, 30]),
      percent: pick([40, 50, 60, 80, 90]),
      used: whole(1, 2),
    };
  },
  ask: ({ hosts, limit, percent, used }) =>
    `A customer may make ${limit} calls a second. Each of ${hosts} gateways holds an equal share of that, as a token bucket with a burst of its share. The customer ` +
    `keeps ${
      used === 1
        ? "one connection, so all its calls come to one gateway"
        : "two connections, and its calls come to two gateways in turn"
    }, and uses ` +
    `${percent} % of its allowance, evenly, for a minute. How many calls a second are refused in the long run?`,
  truth({ hosts, limit, percent, used }) {
    const gates = Array.from(
      { length: hosts },
      () => new TokenBucket({ ratePerSecond: limit / hosts, burst: limit / hosts }),
    );
    const rate = (limit * percent) / 100;
    let refused = 0;
    for (let call = 0; call < rate * 60; call++) {
      const atMs = (call * 1_000) / rate;
      if (gates[call % used]!.take(1, atMs) > 0 && atMs >= 30_000) refused++;
    }
    return Math.round(refused / 30);
  },
  say: (count) => count === 0 ? "none" : `about ${count}`,
  wrong: [
    { value: (_numbers, truth) => truth === 0 ? undefined : 0, from: "shares-add-up" },
    {
      value: ({ hosts, limit, percent }) => Math.round((limit * percent) / 100 - limit / hosts),
      from: { slip: "it gives the customer one share; two gateways give it two." },
    },
    {
      value: ({ hosts, limit, percent }) => Math.round(((limit * percent) / 100) * (1 - 1 / hosts)),
      from: { slip: "it refuses in proportion; each gateway admits its whole share first." },
    },
    {
      value: ({ hosts, limit }) => limit - limit / hosts,
      from: { slip: "it takes the customer to use all of its allowance." },
    },
    {
      value: ({ limit, percent }) => limit - (limit * percent) / 100,
      from: { slip: "that is what the customer does not use." },
    },
  ],
  because: ({ hosts, limit, percent, used }) =>
    `It asks for ${(limit * percent) / 100} a second and reaches ${
      used === 1 ? "one share" : "two shares"
    } of ${limit / hosts}. The other gateways keep theirs for nobody.`,
});

/** What a number of calls costs. */
const weight = item({
  id: "weight",
  draw: ({ whole, pick }) => ({
    rate: pick([10, 20, 40]),
    workMs: whole(2, 7) * 500,
    workers: pick([8, 12, 16]),
  }),
  ask: ({ rate, workMs, workers }) =>
    `A limit of ${rate} calls a second protects a service with ${workers} workers. One customer keeps to it exactly, with calls that take ${workMs} ms of a worker each. How many ` +
    "workers would it take to serve this customer alone, without a queue?",
  async truth({ rate, workMs }) {
    const { result } = await playIn({ seed: 1, trace: false }, async (world) => {
      const service = server(world, "service", { serviceMs: workMs });
      const load = { ratePerSecond: rate, forMs: workMs + 2_000, spacing: "even" } as const;
      await world.host("customer", (host) => arrivals(host, load, () => host.request("service")));
      // From then on, for a second at least, as many begin as end.
      return mean(service.seen.load, workMs + 500, workMs + 1_500);
    });
    return Math.round(result!);
  },
  wrong: [
    { value: ({ rate }) => rate, from: "calls-measure-load" },
    { value: ({ workers }) => workers, from: { slip: "that is what there is, not what is needed." } },
    {
      value: ({ rate, workMs }) => Math.round((rate * 1_000) / workMs),
      from: { slip: "it divides by the time that a call takes; longer calls need more workers, not fewer." },
    },
    { value: () => 1, from: "calls-measure-load" },
  ],
  because: ({ rate, workMs, workers }, needed) =>
    `${rate} a second that stay ${workMs} ms each are ${needed} at a time (Little's law), and there are ${workers} for everybody. A limit on calls does not see it.`,
});

/** What two counters take for true. */
const estimate = item({
  id: "estimate",
  draw: ({ whole, pick }) => ({
    limit: pick([60, 100, 120]),
    before: whole(4, 12) * 5,
    now: whole(1, 5) * 4,
    percent: pick([10, 25, 40, 50, 75, 80]),
  }),
  ask: ({ limit, before, now, percent }) =>
    `A sliding counter (two windows of one second) allows ${limit}. The window before let ${before} pass; the present one is over by ${percent} % and has let ${now} pass. How many ` +
    "more pass in this moment?",
  truth({ limit, before, now, percent }) {
    const gate = new SlidingCounter({ limit, windowMs: 1_000 });
    const atMs = 1_000 + percent * 10;
    passAt(gate, before, 0);
    // What passed in the present window passed at its end so far, where most is forgotten of the one before.
    passAt(gate, now, atMs);
    return passAt(gate, limit, atMs);
  },
  wrong: [
    { value: ({ limit, now }) => limit - now, from: "window-n-means-n" },
    {
      value: ({ limit, before, now }) => Math.max(0, limit - before - now),
      from: {
        slip:
          "it counts the window before in full; only the part that still reaches into the last second counts.",
      },
    },
    {
      value: ({ limit, before, now, percent }) =>
        Math.max(0, Math.floor(limit - (before * percent) / 100 - now)),
      from: { slip: "it weighs the window before by what is over; it counts by what is left." },
    },
    {
      value: ({ limit, before, percent }) => Math.floor(limit - before * (1 - percent / 100)),
      from: { slip: "it leaves out what has passed in the present window." },
    },
  ],
  because: ({ before, now, percent }) =>
    `The window before counts with ${
      100 - percent
    } % of its ${before}, as if its calls had come evenly; the present one with all its ${now}.`,
});

/** The items, as a chapter and the review ask them. */
export const items = defineItems("resilience/rate-limiting", [
  boundary,
  burst,
  wait,
  shares,
  weight,
  estimate,
]);
