import { defineScenario } from "#src/check/scenario.ts";
import type { Host, World } from "#src/sim/world.ts";
import type * as Answer from "./1-repair.stub.ts";

/** What the answer exports. */
export type MakeLimiter = typeof Answer.windowLimiter;
type Limiter = ReturnType<MakeLimiter>;

/** True, or the first thing that was seen instead. */
type Seen = true | string;

/** Runs calls at their moments, counted from now, and answers what differs from what is expected. */
async function timetable(
  host: Host,
  limiter: Limiter,
  calls: readonly (readonly [atMs: number, key: string, cost: number, expect: number])[],
): Promise<Seen> {
  const beganMs = host.clock.nowMs();
  for (const [atMs, key, cost, expect] of calls) {
    await until(host, beganMs + atMs);
    const seen = limiter.take(key, cost);
    if (seen !== expect) {
      return `at ${atMs} ms a call of cost ${cost} for "${key}" was answered ${seen} instead of ${expect}`;
    }
  }
  return true;
}

async function until(host: Host, ms: number): Promise<void> {
  const waitMs = ms - host.clock.nowMs();
  if (waitMs > 0) await host.clock.sleep(waitMs);
}

/** A full window is refused until its end and admitted again from then on; how long the wait is, is not asked here. */
async function edge(
  host: Host,
  limiter: Limiter,
  { fromMs, earlyMs, afterMs }: { fromMs: number; earlyMs: number; afterMs: number },
): Promise<{ above: Seen; refused: Seen }> {
  const beganMs = host.clock.nowMs();
  const admits = async (atMs: number, cost: number) => {
    await until(host, beganMs + atMs);
    return limiter.take("a", cost) === 0;
  };
  await admits(fromMs, 5);
  const early = await admits(fromMs + earlyMs, 1);
  const after = await admits(fromMs + afterMs, 5);
  const used = `after the limit was used up at ${fromMs} ms`;
  return {
    above: !early || `${earlyMs} ms ${used}, a call passed where a window is 1,000 ms`,
    refused: early || after || `${afterMs} ms ${used}, a call was refused where a window is 1,000 ms`,
  };
}

/** Any string is a key, also what an object has of itself. */
function anyKey(limiter: Limiter): Seen {
  for (const key of ["constructor", "__proto__", ""]) {
    try {
      const seen = [limiter.take(key, 5), limiter.take(key)];
      if (seen[0] !== 0 || seen[1] !== 1_000) {
        return `two calls for "${key}" were answered ${seen.join(" and ")}`;
      }
    } catch (error) {
      return `a call for "${key}" threw ${String(error)}`;
    }
  }
  return true;
}

const refuses = (make: () => unknown): boolean => {
  try {
    make();
    return false;
  } catch (error) {
    return error instanceof RangeError;
  }
};

/** Calls by chance, compared with a list of everything that passed. */
async function byChance(
  host: Host,
  limiter: Limiter,
  limit: number,
  windowMs: number,
): Promise<{ above: Seen; refused: Seen }> {
  const passed: { atMs: number; key: string; cost: number }[] = [];
  let above: Seen = true;
  let refused: Seen = true;
  for (let call = 0; call < 250; call++) {
    await host.clock.sleep(Math.floor(host.random.next() * (windowMs / 4)));
    const key = host.random.next() < 0.7 ? "busy" : "other";
    const cost = 1 + Math.floor(host.random.next() * 3);
    const nowMs = host.clock.nowMs();
    const used = passed.filter((past) => past.key === key && nowMs - past.atMs < windowMs)
      .reduce((sum, past) => sum + past.cost, 0);
    const admitted = limiter.take(key, cost) === 0;
    if (admitted) passed.push({ atMs: nowMs, key, cost });
    if (admitted && used + cost > limit && above === true) {
      above = `${used + cost} passed within ${windowMs} ms where ${limit} are allowed`;
    }
    if (!admitted && used + cost <= limit && refused === true) {
      refused = `a call of cost ${cost} was refused with ${used} of ${limit} used in the last ${windowMs} ms`;
    }
  }
  return { above, refused };
}

async function forgets(host: Host, make: MakeLimiter): Promise<Seen> {
  const limiter = make(host, { limit: 2, windowMs: 500 });
  const held = (): number => limiter.size;
  for (let each = 0; each < 40; each++) {
    limiter.take(`visitor-${each}`);
    await host.clock.sleep(10);
  }
  if (held() !== 40) return `${held()} of 40 callers of the last 400 ms were remembered`;
  limiter.take("visitor-0"); // stays longer than the others
  await host.clock.sleep(450);
  limiter.take("visitor-0", 2);
  if (held() > 6) {
    return `${held()} callers were remembered where at most 6 passed within a window`;
  }
  await host.clock.sleep(600);
  limiter.take("too-heavy", 3);
  return held() === 0 || `${held()} callers were remembered after a window without any`;
}

/** The first that is not as it should be. */
const first = (...seen: Seen[]): Seen => seen.find((each) => each !== true) ?? true;

/** One host, exact moments, one sentence for each point of the contract. */
export const kept = defineScenario({
  id: "resilience/rate-limiting#repair-kept",
  version: 1,
  priorities: false,
  async play(world: World, make: MakeLimiter) {
    const seen = await world.host("gateway", async (host) => {
      const limit = 3 + (world.seed % 4);
      const windowMs = [200, 1_000, 300][world.seed % 3]!;
      const { above, refused } = await byChance(host, make(host, { limit, windowMs }), limit, windowMs);
      const five = () => make(host, { limit: 5, windowMs: 1_000 });
      return {
        above,
        refused,
        edge: await edge(host, five(), { fromMs: 0, earlyMs: 999, afterMs: 1_000 }),
        wait: await timetable(host, five(), [
          [0, "a", 2, 0],
          [300, "a", 2, 0],
          [600, "a", 1, 0],
          [700, "a", 1, 300],
          [700, "a", 3, 600],
          [700, "a", 5, 900],
          [700, "a", 6, Infinity],
          [1_000, "a", 2, 0],
        ]),
        vain: await timetable(host, five(), [
          [0, "a", 5, 0],
          ...[100, 200, 300, 400, 500, 600, 700, 800, 900].map((atMs) =>
            [atMs, "a", 1, 1_000 - atMs] as const
          ),
          [1_000, "a", 5, 0],
        ]),
        keys: await timetable(host, five(), [[0, "a", 5, 0], [1, "b", 5, 0], [2, "a", 1, 998], [
          3,
          "b",
          1,
          998,
        ]]),
        defaults: await timetable(host, make(host), [[0, "a", 100, 0], [999, "a", 1, 1], [1_000, "a", 1, 0]]),
        one: await (async () => {
          const limiter = make(host, { limit: 1 });
          return limiter.take("a") === 0 && limiter.take("a") > 0;
        })(),
        nonsense: [
          () => make(host, { limit: 0 }),
          () => make(host, { limit: NaN }),
          () => make(host, { windowMs: 0 }),
          () => make(host, { windowMs: NaN }),
          () => make(host).take("a", 0),
          () => make(host).take("a", -1),
          () => make(host).take("a", NaN),
        ].map(refuses),
        anyKey: anyKey(five()),
        memory: await forgets(host, make),
        fraction: await timetable(host, five(), [[0.3, "a", 5, 0], [100, "a", 1, 901], [1_001, "a", 1, 0]]), // from here on the clock is off the full millisecond
        between: await edge(host, five(), { fromMs: 0.75, earlyMs: 999.75, afterMs: 1_000.125 }),
      };
    });
    if (seen === undefined) throw new Error("the gateway is not among the faults");
    return seen;
  },
  variants: {},
  properties: {
    "No span of a window lets more than the limit through": (seen) =>
      first(seen.above, seen.edge.above, seen.between.above),
    "What fits is admitted": (seen) => first(seen.refused, seen.edge.refused, seen.between.refused),
    "The wait is just enough": ({ wait, fraction }) => first(wait, fraction),
    "A refusal changes nothing": ({ vain }) => vain,
    "Keys do not share": ({ keys, anyKey }) => first(keys, anyKey),
    "The options still have their defaults, and nonsense is refused": ({ defaults, one, nonsense }) =>
      defaults !== true
        ? defaults
        : !one
        ? "a call without a cost did not count as 1"
        : nonsense.every(Boolean) || "a limit, a window or a cost that is nonsense was taken",
    "Who has passed nothing for a window is forgotten": ({ memory }) => memory,
  },
});
