import { defineScenario } from "#src/check/scenario.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import { logNormalMs } from "#src/pure/distribution.ts";
import { arrivals, type LoadReport } from "#src/sim/load.ts";
import { server } from "#src/sim/server.ts";
import type { World } from "#src/sim/world.ts";
import { build, type Plan } from "#patterns/clinic/resilience.ts";

const forMs = 60_000;

/** `search` answers a certain old client's query with 503, each time; that client comes in crowds. */
export const search = defineScenario({
  id: "clinic/resilience#search",
  version: 1,
  priorities: false,
  async play(world: World, answer: Plan) {
    const plan = structuredClone(answer) as Plan;
    const service = server(world, "search", {
      serviceMs: logNormalMs(40, 1.7),
      answer: (body) => {
        if (body === "old") throw new ErrorAnswer(503);
        return "found";
      },
    });
    const report = await world.host("web", async (host) => {
      const of = build(plan, host);
      const ask = (client: "new" | "old") =>
        of(client).execute(({ signal }) => host.request("search", client, { signal }));
      const crowds = async (): Promise<LoadReport[]> => {
        const reports: LoadReport[] = [];
        for (let crowd = 0; crowd < 5; crowd++) {
          await host.clock.sleep(6_000 + host.random.next() * 3_000);
          reports.push(await arrivals(host, { ratePerSecond: 90, forMs: 3_000 }, () => ask("old")));
        }
        return reports;
      };
      const [own, old] = await Promise.all([
        arrivals(host, { ratePerSecond: 60, forMs }, () => ask("new")),
        crowds(),
      ]);
      return { own, old: old.flatMap(({ calls }) => calls) };
    });
    const { own, old } = report!;
    const good = own.calls.filter(({ error, startMs, endMs }) =>
      error === undefined && endMs - startMs <= 800
    );
    return {
      found: (100 * good.length) / own.calls.length,
      perCall: service.seen.arrivals.length / (own.calls.length + old.length),
    };
  },
  variants: { nothing: [] },
  properties: {
    "At least 99 of 100 searches of the new clients find within 800 ms": {
      holds: ({ found }) => found >= 99,
      seen: ({ found }) => `${found.toFixed(1)} of 100 did`,
    },
    "A search costs at most 1.05 requests": {
      holds: ({ perCall }) => perCall <= 1.05,
      seen: ({ perCall }) => `it cost ${perCall.toFixed(2)}`,
    },
  },
});
