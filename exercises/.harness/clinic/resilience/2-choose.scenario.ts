import { defineScenario } from "#src/check/scenario.ts";
import { logNormalMs } from "#src/pure/distribution.ts";
import { arrivals } from "#src/sim/load.ts";
import { slow } from "#src/sim/fault.ts";
import { server } from "#src/sim/server.ts";
import type { Host, World } from "#src/sim/world.ts";
import { build, type Plan } from "#patterns/clinic/resilience.ts";

const forMs = 50_000;
const workers = 30;

/** A page takes one of thirty workers, asks `price`, which it needs, and then `tips`, which it can do without. */
function shopPages(host: Host, plan: Plan, pages: { atMs: number; tips: boolean }[]): () => Promise<void> {
  const tips = build(plan, host)("shop");
  const waiting: (() => void)[] = [];
  let free = workers;
  return async () => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      await host.request("price");
      const page = { atMs: host.clock.nowMs(), tips: true };
      await tips.execute(({ signal }) => host.request("tips", undefined, { signal })).catch(() =>
        page.tips = false
      );
      pages.push(page);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

/** `tips` takes a hundred times as long for twenty-five seconds. */
export const pages = defineScenario({
  id: "clinic/resilience#pages",
  version: 1,
  priorities: false,
  faults: [slow("tips", 100, { atMs: 10_000, forMs: 25_000 })],
  async play(world: World, answer: Plan) {
    const plan = structuredClone(answer) as Plan;
    server(world, "price", { serviceMs: 50 });
    const service = server(world, "tips", { serviceMs: logNormalMs(60, 1.8), stopsWhenCancelled: true });
    const served: { atMs: number; tips: boolean }[] = [];
    let beganMs = 0;
    const report = await world.host("shop", (host) => {
      beganMs = host.clock.nowMs();
      return arrivals(host, { ratePerSecond: 100, forMs }, shopPages(host, plan, served));
    });
    const share = (fromMs: number, toMs: number) => {
      const some = report!.calls.filter(({ startMs }) => startMs >= fromMs && startMs < toMs);
      return (100 * some.filter(({ startMs, endMs }) => endMs - startMs <= 1_000).length) / some.length;
    };
    const withTips = (fromMs: number, toMs: number) => {
      const some = served.filter(({ atMs }) => atMs - beganMs >= fromMs && atMs - beganMs < toMs);
      return some.length === 0 ? 0 : (100 * some.filter(({ tips }) => tips).length) / some.length;
    };
    return {
      ill: share(10_000, 35_000),
      tips: Math.min(withTips(0, 9_500), withTips(44_000, forMs)),
      held: service.seen.load.filter(([atMs]) => atMs > 11_000 && atMs < 35_000)
        .reduce((most, [, n]) => Math.max(most, n), 0),
    };
  },
  variants: { nothing: [] },
  properties: {
    "While tips is ill at least 98 of 100 pages are there within a second": {
      holds: ({ ill }) => ill >= 98,
      seen: ({ ill }) => `${ill.toFixed(1)} of 100 were`,
    },
    "On ordinary minutes at least 97 of 100 pages have tips": {
      holds: ({ tips }) => tips >= 97,
      seen: ({ tips }) => `${tips.toFixed(1)} of 100 had`,
    },
    "Tips, while it is ill, never has more than 20 requests in the house": {
      holds: ({ held }) => held <= 20,
      seen: ({ held }) => `it had ${held}`,
    },
  },
});
