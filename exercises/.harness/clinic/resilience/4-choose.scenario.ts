import { defineScenario } from "#src/check/scenario.ts";
import { arrivals } from "#src/sim/load.ts";
import { crash, loss, slow } from "#src/sim/fault.ts";
import { server } from "#src/sim/server.ts";
import type { World } from "#src/sim/world.ts";
import { build, type Plan } from "#patterns/clinic/resilience.ts";

const forMs = 50_000;
const hosts = 10;
/** Who waits longer has left. */
const patienceMs = 5_000;
/** When `labels` is replaced. */
const replacedMs = [12_000, 32_000];

const losses = [loss("*", "labels", 0.01, { atMs: 0 }), loss("labels", "*", 0.01, { atMs: 0 })];

/** `labels` bears 600 requests a second and gets 140 calls. */
const calls = {
  variants: { nothing: [] as Plan },
  async play(world: World, answer: Plan) {
    const plan = structuredClone(answer) as Plan;
    const service = server(world, "labels", { serviceMs: 100, slots: 60, maxQueue: 400 });
    const reports = await Promise.all(
      Array.from({ length: hosts }, (_, at) =>
        world.host(`web-${at}`, (host) => {
          const policy = build(plan, host)("web");
          return arrivals(host, { ratePerSecond: 140 / hosts, forMs }, () =>
            policy.execute(({ signal }) =>
              host.request("labels", undefined, { signal })
            ));
        })),
    );
    const all = reports.flatMap((report) => report?.calls ?? []);
    const good = (within: (startMs: number) => boolean) => {
      const some = all.filter(({ startMs }) => within(startMs));
      const ok = some.filter(({ error, startMs, endMs }) =>
        error === undefined && endMs - startMs <= patienceMs
      );
      return some.length === 0 ? 0 : (100 * ok.length) / some.length;
    };
    const near = (startMs: number) => replacedMs.some((atMs) => startMs >= atMs && startMs < atMs + 4_000);
    return {
      near: good(near),
      others: good((startMs) => !near(startMs)),
      late: good((startMs) => startMs >= 21_000),
      perCall: service.seen.arrivals.length / Math.max(1, all.length),
    };
  },
};

/** Twice nobody listens at the address of `labels`, for two seconds. */
export const labels = defineScenario({
  ...calls,
  id: "clinic/resilience#labels",
  version: 1,
  priorities: false,
  faults: [...losses, ...replacedMs.map((atMs) => crash("labels", { atMs, forMs: 2_000 }))],
  properties: {
    "Of the calls around a replacement at least 99 of 100 are answered in time": {
      holds: ({ near }) => near >= 99,
      seen: ({ near }) => `${near.toFixed(1)} of 100 were`,
    },
    "Of all other calls at least 99 of 100 are answered in time": {
      holds: ({ others }) => others >= 99,
      seen: ({ others }) => `${others.toFixed(1)} of 100 were`,
    },
    "A call costs at most 1.3 requests": {
      holds: ({ perCall }) => perCall <= 1.3,
      seen: ({ perCall }) => `it cost ${perCall.toFixed(2)}`,
    },
  },
});

/** The same service with another trigger: for five seconds it bears 75 requests a second. */
export const slowLabels = defineScenario({
  ...calls,
  id: "clinic/resilience#slow-labels",
  version: 1,
  priorities: false,
  faults: [...losses, slow("labels", 8, { atMs: 12_000, forMs: 5_000 })],
  properties: {
    "Four seconds after slow ones at least 99 of 100 calls are answered in time": {
      holds: ({ late }) => late >= 99,
      seen: ({ late }) => `${late.toFixed(1)} of 100 were`,
    },
  },
});
