import { defineScenario } from "#src/check/scenario.ts";
import type { CallContext, Policy } from "#src/ports/policy.ts";
import { SeededRandom } from "#src/pure/seeded-random.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import type { Host, World } from "#src/sim/world.ts";
import type * as Answer from "./2-repair.stub.ts";

/** What the answer exports. */
export type MakeRetry = typeof Answer.politeRetry;

/** Runs one call that fails `failures` times, and tells when its attempts began and what they were told. */
async function run(
  host: Host,
  policy: Policy,
  failures: number,
  options: { signal?: AbortSignal; remainingMs?: number } = {},
) {
  const beganMs = host.clock.nowMs();
  const startsMs: number[] = [];
  const numbers: (number | undefined)[] = [];
  const leftMs: (number | undefined)[] = [];
  let heard = false;
  const call = async (context: CallContext) => {
    startsMs.push(host.clock.nowMs() - beganMs);
    numbers.push(context.attempt);
    leftMs.push(context.remainingMs);
    await host.clock.sleep(1);
    heard = context.signal.aborted;
    if (startsMs.length <= failures) throw new ErrorAnswer(503);
    return "done";
  };
  const thrown: unknown = await policy.execute(call, options)
    .then(() => undefined, (reason: unknown) => reason);
  const waitsMs = startsMs.slice(1).map((ms, index) => ms - startsMs[index]! - 1);
  const afterLastMs = host.clock.nowMs() - beganMs - (startsMs.at(-1) ?? 0) - 1;
  return { waitsMs, numbers, leftMs, heard, thrown, afterLastMs };
}

/** Runs a call that always fails with chance near its top and near its bottom: some draw from the top down. */
async function longest(host: Host, make: MakeRetry, pace?: Answer.Pace) {
  const runs = [];
  for (const share of [0.999, 0.001]) {
    runs.push(await run(host, make({ clock: host.clock, random: { next: () => share } }, pace), 99));
  }
  const [top, bottom] = runs as [typeof runs[0], typeof runs[0]];
  return (top.waitsMs[0] ?? 0) >= (bottom.waitsMs[0] ?? 0) ? top : bottom;
}

/** What the retry did rightly before, one call at a time. One host, no network. */
export const kept = defineScenario({
  id: "resilience/retry#repair-kept",
  version: 1,
  variants: {},
  async play(world: World, make: MakeRetry) {
    const baseDelayMs = 20 + Math.floor(world.draw("base") * 200);
    const pace = { maxAttempts: 7, baseDelayMs, maxDelayMs: 40 * baseDelayMs };
    const seen = await world.host("caller", async (host) => {
      const { clock } = host;
      const high = await longest(host, make, pace);
      const defaults = await longest(host, make);
      const eleventh = (await longest(host, make, { maxAttempts: 12 })).waitsMs.at(-1) ?? 0;
      const patient = { maxAttempts: 41, baseDelayMs: 20, maxDelayMs: 400 };
      const late = (await longest(host, make, patient)).waitsMs.slice(20);
      let firstMs: number | undefined; // stays so where a base above the cap is refused
      try {
        firstMs = (await longest(host, make, { baseDelayMs: 500, maxDelayMs: 200 })).waitsMs[0];
      } catch {
        // as it may
      }
      const timed = await run(host, make(host, pace), 1, { remainingMs: 60_000 });
      // Chance of its own, which shrinking leaves alone: with all draws at 0 there is one value for everybody.
      const random = new SeededRandom(world.seed, "chance");
      const spread = [];
      const lateSpread = [];
      for (let index = 0; index < 20; index++) {
        const early = make({ clock, random }, { ...pace, baseDelayMs: 300, maxDelayMs: 1_000 });
        spread.push((await run(host, early, 1)).waitsMs[0] ?? 0);
        lateSpread.push((await run(host, make({ clock, random }, patient), 99)).waitsMs.at(-1) ?? 0);
      }
      const controller = new AbortController();
      const leaving = run(host, make(host, pace), 99, { signal: controller.signal });
      controller.abort("the caller has gone");
      const { heard, thrown } = await leaving;
      const told = thrown === "the caller has gone";
      let nonsense = "refused";
      try {
        const { numbers } = await run(host, make(host, { ...pace, maxAttempts: NaN }), 9);
        if (numbers.length > 0) nonsense = `made ${numbers.length} times`;
      } catch {
        // as it should
      }
      const different = new Set(spread).size;
      const differentLate = new Set(lateSpread.map(Math.round)).size;
      return {
        high,
        defaults,
        eleventh,
        firstMs,
        timed,
        late,
        different,
        differentLate,
        heard,
        told,
        nonsense,
      };
    });
    return { ...seen!, baseDelayMs };
  },
  properties: {
    "The ceiling still doubles or so with each failure": ({ high, late, firstMs, baseDelayMs }) => {
      const [first = 0, second = 0] = high.waitsMs;
      const fifth = high.waitsMs[4] ?? 0;
      const grows = second <= 3.1 * first && fifth >= 7.9 * baseDelayMs;
      if (firstMs !== undefined && firstMs > 200.5) {
        return `with a base of 500 ms and a \`maxDelayMs\` of 200 ms the first wait was ${
          Math.round(firstMs)
        } ms`;
      }
      if (late.length < 20) return "where 41 attempts were allowed, and all failed, fewer were made";
      const short = late.findIndex((ms) => ms < 350);
      if (short >= 0) {
        return `with chance near its top, a base of 20 ms and a \`maxDelayMs\` of 400 ms wait ${
          short + 21
        } was ${Math.round(late[short]!)} ms`;
      }
      return (first >= 0.9 * baseDelayMs && first <= 3.1 * baseDelayMs && grows) ||
        `with chance near its top and a base of ${baseDelayMs} ms the waits were ${
          high.waitsMs.map((ms) => `${Math.round(ms)} ms`).join(", ")
        }`;
    },
    "Chance has more than a few values": ({ different, differentLate }) => {
      if (different < 12) {
        return `twenty waits below a second had only ${different} different ${
          different === 1 ? "value" : "values"
        }`;
      }
      return differentLate >= 4 ||
        `the fortieth waits of twenty calls, with a \`maxDelayMs\` of 400 ms, had only ${differentLate} different ${
          differentLate === 1 ? "value" : "values"
        }`;
    },
    "The options still have their defaults, and nonsense is refused": ({ defaults, eleventh, nonsense }) => {
      if (defaults.numbers.length !== 3) {
        return `without options a call was made ${defaults.numbers.length} times`;
      }
      const [first = 0] = defaults.waitsMs;
      if (first < 90 || first > 310) {
        return `without options the first wait was at most ${Math.round(first)} ms`;
      }
      if (eleventh < 17_500 || eleventh > 20_000.5) {
        return `without \`maxDelayMs\` the eleventh wait was at most ${Math.round(eleventh)} ms`;
      }
      return nonsense === "refused" || `with \`maxAttempts\` not a number a call was ${nonsense}`;
    },
    "An attempt still knows its number and hears its caller": ({ high, timed, heard, told }) => {
      if (!heard) return "the caller's signal aborted, and the call's signal did not";
      if (timed.leftMs.some((ms) => ms === undefined)) {
        return "the caller said how much time is left, and an attempt was not told";
      }
      if (!told) return "the caller left during an attempt that then failed, and its reason did not come out";
      return high.numbers.every((number, index) => number === index + 1) ||
        `the attempts had the numbers ${high.numbers.map(String).join(", ")}`;
    },
    "The last failure is told at once": ({ high }) =>
      high.afterLastMs < 0.5 || `${Math.round(high.afterLastMs)} ms later`,
  },
});
