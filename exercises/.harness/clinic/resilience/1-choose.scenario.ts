import { defineScenario } from "#src/check/scenario.ts";
import { arrivals } from "#src/sim/load.ts";
import { loss, slow } from "#src/sim/fault.ts";
import { server } from "#src/sim/server.ts";
import type { World } from "#src/sim/world.ts";
import { build, type Plan } from "#patterns/clinic/resilience.ts";

const forMs = 50_000;
const hosts = 10;
/** Who waits longer has left. */
const patienceMs = 2_500;

/** `seats` bears 200 requests a second and gets 140 calls; for five seconds it bears 40. */
export const seats = defineScenario({
  id: "clinic/resilience#seats",
  version: 1,
  priorities: false,
  faults: [
    slow("seats", 5, { atMs: 20_000, forMs: 5_000 }),
    loss("*", "seats", 0.01, { atMs: 0 }),
    loss("seats", "*", 0.01, { atMs: 0 }),
  ],
  async play(world: World, answer: Plan) {
    const plan = structuredClone(answer) as Plan;
    const service = server(world, "seats", { serviceMs: 100, slots: 20, maxQueue: 400 });
    const reports = await Promise.all(
      Array.from({ length: hosts }, (_, at) =>
        world.host(`web-${at}`, (host) => {
          const policy = build(plan, host)("web");
          return arrivals(host, { ratePerSecond: 140 / hosts, forMs }, () =>
            policy.execute(({ signal }) =>
              host.request("seats", undefined, { signal })
            ));
        })),
    );
    const calls = reports.flatMap((report) => report?.calls ?? []);
    const good = (fromMs: number, toMs: number) => {
      const some = calls.filter(({ startMs }) => startMs >= fromMs && startMs < toMs);
      const ok = some.filter(({ error, startMs, endMs }) =>
        error === undefined && endMs - startMs <= patienceMs
      );
      return some.length === 0 ? 0 : (100 * ok.length) / some.length;
    };
    const asked = (fromMs: number, toMs: number) =>
      service.seen.arrivals.filter(({ atMs }) => atMs >= fromMs && atMs < toMs).length;
    return {
      before: good(0, 19_000),
      after: good(40_000, 48_000),
      perCall: asked(0, forMs + 5_000) / Math.max(1, calls.length),
    };
  },
  variants: { nothing: [] },
  properties: {
    "Before the trouble at least 99 of 100 calls are answered in time": {
      holds: ({ before }) => before >= 99,
      seen: ({ before }) => `${before.toFixed(1)} of 100 were`,
    },
    "Fifteen seconds after the trouble at least 98 of 100 calls are answered in time": {
      holds: ({ after }) => after >= 98,
      seen: ({ after }) => `${after.toFixed(1)} of 100 were`,
    },
    "A call costs at most 1.3 requests": {
      holds: ({ perCall }) => perCall <= 1.3,
      seen: ({ perCall }) => `it cost ${perCall.toFixed(2)}`,
    },
  },
});
