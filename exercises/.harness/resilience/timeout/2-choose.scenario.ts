import { defineScenario } from "#src/check/scenario.ts";
import type { Policy } from "#src/ports/policy.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import { numberOption } from "#src/pure/option.ts";
import { loss, slow } from "#src/sim/fault.ts";
import { arrivals } from "#src/sim/load.ts";
import { server } from "#src/sim/server.ts";
import type { Host, World } from "#src/sim/world.ts";
import { CircuitBreaker } from "#patterns/resilience/circuit-breaker.ts";
import { RateLimiter, TokenBucket } from "#patterns/resilience/rate-limiting.ts";
import { Retry } from "#patterns/resilience/retry.ts";
import { Timeout } from "#patterns/resilience/timeout.ts";
import { pipeline } from "#patterns/resilience/timeout/pipeline.ts";
import type * as Answer from "./2-choose.stub.ts";

const lossy = { fromMs: 0, toMs: 4_000 };
const ill = { fromMs: 4_000, toMs: 8_000 };
const silent = { fromMs: 10_000, toMs: 13_000 };
const recovered = { fromMs: 14_500, toMs: 16_000 };
const crowd = { fromMs: 16_000, toMs: 18_000 };
const during = ({ fromMs, toMs }: typeof ill) => ({ atMs: fromMs, forMs: toMs - fromMs });
const within = (atMs: number, { fromMs, toMs }: typeof ill) => atMs >= fromMs && atMs < toMs;

/** Reads the answer once, and refuses what cannot be chosen. */
function read(answer: Answer.Choice): Answer.Choice {
  const choice = structuredClone(answer) as Answer.Choice;
  const known = ["deadline", "retry", "breaker", "limiter", "attempt"];
  if (choice.order.some((name, index) => !known.includes(name) || choice.order.indexOf(name) !== index)) {
    throw new RangeError("Cannot choose as 'order' must name policies, each at most once");
  }
  numberOption("Cannot choose", "deadlineMs", choice.deadlineMs, { min: 1, max: 10_000 });
  numberOption("Cannot choose", "attemptMs", choice.attemptMs, { min: 1, max: 10_000 });
  numberOption("Cannot choose", "maxAttempts", choice.maxAttempts, { min: 1, max: 10, integer: true });
  return choice;
}

function composed({ clock, random }: Host, choice: Answer.Choice): Policy {
  const { deadlineMs, attemptMs, maxAttempts } = choice;
  const bucket = () => new TokenBucket({ ratePerSecond: 40, burst: 15 });
  const policies = {
    deadline: () => new Timeout({ clock, timeoutMs: deadlineMs }),
    retry: () => new Retry({ clock, random, idempotent: true, maxAttempts }),
    breaker: () =>
      new CircuitBreaker({
        clock,
        window: { kind: "count", size: 20 },
        minimumCalls: 20,
        cooldownMs: 1_000,
      }),
    limiter: () => new RateLimiter({ clock, newLimit: bucket }).forKey("risk"),
    attempt: () => new Timeout({ clock, timeoutMs: attemptMs }),
  };
  return pipeline(...choice.order.map((name) => policies[name]()));
}

/** The most of `times` that lie in any second. */
function mostPerSecond(times: readonly number[]): number {
  let most = 0;
  let first = 0;
  times.forEach((atMs, last) => {
    while (times[first]! <= atMs - 1_000) first++;
    most = Math.max(most, last - first + 1);
  });
  return most;
}

/** The case as it was told. */
export const pricePage = defineScenario({
  id: "resilience/timeout#price-page",
  version: 3,
  priorities: false,
  faults: [
    loss("web", "risk", 0.04, during(lossy)),
    loss("risk", "web", 0.04, during(lossy)),
    slow("risk", 1_000, during(silent)),
    loss("risk", "web", 0.25, during(crowd)), // answers alone: each attempt reaches the supplier
  ],
  async play(world: World, answer: Answer.Choice) {
    const choice = read(answer);
    const { name, seen } = server(world, "risk", {
      serviceMs: 40,
      stopsWhenCancelled: true,
      answer: (_body, { nowMs }) => {
        if (within(nowMs, ill)) throw new ErrorAnswer(503);
      },
    });
    const report = await world.host("web", async (web) => {
      const policy = composed(web, choice);
      const ask = () =>
        policy.execute(({ signal }) => web.request(name, "price", { signal, timeoutMs: 60_000 }));
      const usual = arrivals(web, { ratePerSecond: 20, forMs: recovered.toMs }, ask);
      const { atMs, forMs } = during(crowd);
      await web.clock.sleep(atMs);
      const rush = await arrivals(web, { ratePerSecond: 80, forMs }, ask);
      return { usual: (await usual).calls, rush: rush.calls };
    });
    if (report === undefined) throw new Error("web is not among the faults");
    const { usual, rush } = report;
    const served = (span: typeof ill) => {
      const calls = usual.filter(({ startMs }) => within(startMs, span));
      return Math.floor(100 * calls.filter(({ error }) => error === undefined).length / calls.length);
    };
    const times = seen.arrivals.map(({ atMs }) => atMs);
    const reached = (span: typeof ill) => times.filter((atMs) => within(atMs, span)).length;
    return {
      lossy: served({ fromMs: 0, toMs: lossy.toMs - 1_000 }), // the last ones meet the next trouble
      recovered: served(recovered),
      longestMs: Math.round(
        [...usual, ...rush].reduce((most, { startMs, endMs }) => Math.max(most, endMs - startMs), 0),
      ),
      mostPerSecond: mostPerSecond(times),
      ill: reached(ill),
      silent: reached(silent),
    };
  },
  variants: {},
  properties: {
    "A lost message is hidden from the customer": {
      holds: ({ lossy }) => lossy >= 95,
      seen: ({ lossy }) => `${lossy} of 100 customers got their price while messages were lost`,
    },
    "Nobody waits longer than 1 s": {
      holds: ({ longestMs }) => longestMs <= 1_000,
      seen: ({ longestMs }) => `the longest wait was ${longestMs} ms`,
    },
    "No more requests reach the supplier than were bought": {
      holds: ({ mostPerSecond }) => mostPerSecond <= 55,
      seen: ({ mostPerSecond }) => `${mostPerSecond} did in the busiest second`,
    },
    "A supplier that answers 503 is left in peace": {
      holds: ({ ill }) => ill <= 36,
      seen: ({ ill }) => `${ill} requests reached it`,
    },
    "A supplier that answers nobody is left in peace": {
      holds: ({ silent }) => silent <= 36,
      seen: ({ silent }) => `${silent} requests reached it`,
    },
    "Customers are served again afterwards": {
      holds: ({ recovered }) => recovered >= 80,
      seen: ({ recovered }) => `${recovered} of 100 were, 1.5 s after the trouble and later`,
    },
  },
});
