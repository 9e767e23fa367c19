import { defineScenario } from "#src/check/scenario.ts";
import { arrivals, type LoadReport } from "#src/sim/load.ts";
import { server } from "#src/sim/server.ts";
import type { Host, World } from "#src/sim/world.ts";
import { build, type Plan } from "#patterns/clinic/resilience.ts";

const forMs = 40_000;
const studios = 8;

/** A studio uploads one picture now and then, and every five seconds a series of thirty. */
async function studio(host: Host, upload: () => Promise<unknown>): Promise<LoadReport> {
  const single = arrivals(host, { ratePerSecond: 8, forMs }, upload);
  const firstMs = host.random.next() * 5_000;
  await host.clock.sleep(firstMs);
  const series = arrivals(
    host,
    { ratePerSecond: 0.2, forMs: forMs - firstMs, spacing: "even" },
    () => Promise.all(Array.from({ length: 30 }, upload)),
  );
  const [one, many] = await Promise.all([single, series]);
  one.calls.push(...many.calls);
  return one;
}

/** `resize` bears 250 pictures a second. Eight studios ask for 112; one more brings its archive, 500 a second, for fifteen seconds. */
export const archive = defineScenario({
  id: "clinic/resilience#archive",
  version: 1,
  priorities: false,
  async play(world: World, answer: Plan) {
    const plan = structuredClone(answer) as Plan;
    server(world, "resize", { serviceMs: 40, slots: 10 });
    let archived = 0;
    void world.host("gateway", (host) => {
      const of = build(plan, host);
      host.listen((_body, { from, signal }) =>
        of(from).execute((context) => host.request("resize", undefined, { signal: context.signal }), {
          signal,
        })
          .then((value) => {
            if (from === "archivist") archived++;
            return value as string;
          })
      );
    });
    const upload = (host: Host) => () => host.request("gateway", undefined, { timeoutMs: 10_000 });
    const polite = Array.from(
      { length: studios },
      (_, at) => world.host(`studio-${at}`, (host) => studio(host, upload(host))),
    );
    const archivist = world.host("archivist", async (host) => {
      await host.clock.sleep(10_000);
      await arrivals(host, { ratePerSecond: 500, forMs: 15_000 }, () => upload(host)().catch(() => {}));
    });
    const reports = await Promise.all(polite);
    await archivist;
    const calls = reports.flatMap((report) => report?.calls ?? []);
    const good = calls.filter(({ error, startMs, endMs }) => error === undefined && endMs - startMs <= 1_000);
    return {
      polite: (100 * good.length) / calls.length,
      archived: archived / 15,
    };
  },
  variants: { nothing: [] },
  properties: {
    "At least 99 of 100 uploads of the studios are done within a second": {
      holds: ({ polite }) => polite >= 99,
      seen: ({ polite }) => `${polite.toFixed(1)} of 100 were`,
    },
    "The archivist gets the 20 pictures a second that it pays for": {
      holds: ({ archived }) => archived >= 20,
      seen: ({ archived }) => `it got ${archived.toFixed(1)}`,
    },
  },
});
