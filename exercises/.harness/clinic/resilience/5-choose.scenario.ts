import { defineScenario } from "#src/check/scenario.ts";
import { arrivals } from "#src/sim/load.ts";
import { cut, loss } from "#src/sim/fault.ts";
import type { World } from "#src/sim/world.ts";
import { build } from "#patterns/clinic/resilience.ts";
import type * as Answer from "./5-choose.stub.ts";

type Choice = Pick<typeof Answer, "plan" | "key">;

const forMs = 60_000;
/** So long the bank remembers a key. */
const remembersMs = 8_000;

const losses = [loss("till", "bank", 0.04, { atMs: 0 }), loss("bank", "till", 0.04, { atMs: 0 })];

/** A till that charges twelve purchases a second through a bank, which charges once for each key that it remembers. */
const purchases = {
  variants: { nothing: { plan: [{ use: "timeout", timeoutMs: 1_000 }], key: "none" } as Choice },
  async play(world: World, answer: Choice) {
    const { plan, key } = structuredClone({ plan: answer.plan, key: answer.key });
    if (!["none", "per-attempt", "per-purchase"].includes(key)) {
      throw new RangeError("Cannot choose 'key' so");
    }
    const charged = new Map<string, number>();
    void world.host("bank", (host) => {
      const seen = new Map<string, number>();
      host.listen(async (body) => {
        const { purchase, by } = body as { purchase: string; by: string };
        await host.work(60);
        const nowMs = host.clock.nowMs();
        const knownMs = seen.get(by);
        if (by !== "" && knownMs !== undefined && nowMs - knownMs <= remembersMs) return "charged";
        if (by !== "") seen.set(by, nowMs);
        charged.set(purchase, (charged.get(purchase) ?? 0) + 1);
        return "charged";
      });
    });
    let requests = 0;
    const told = new Set<string>();
    const report = await world.host("till", (host) => {
      const policy = build(plan, host)("till");
      return arrivals(host, { ratePerSecond: 12, forMs }, async (call) => {
        const purchase = `purchase-${call}`;
        let attempts = 0;
        await policy.execute(({ signal }) => {
          const by = key === "none" ? "" : key === "per-purchase" ? purchase : `${purchase}-${attempts++}`;
          requests++;
          return host.request("bank", { purchase, by }, { signal });
        });
        told.add(purchase);
      });
    });
    const total = report!.calls.length;
    const ok = report!.calls.filter(({ error, startMs, endMs }) =>
      error === undefined && endMs - startMs <= 5_000
    );
    return {
      twice: [...charged.values()].filter((times) => times > 1).length,
      known: (100 * ok.length) / total,
      perPurchase: requests / total,
    };
  },
};

/** One message in twenty-five is lost. */
export const charges = defineScenario({
  ...purchases,
  id: "clinic/resilience#charges",
  version: 1,
  priorities: false,
  faults: losses,
  properties: {
    "Nobody is charged twice": {
      holds: ({ twice }) => twice === 0,
      seen: ({ twice }) => `${twice} were`,
    },
    "At least 98 of 100 buyers know within five seconds that they have paid": {
      holds: ({ known }) => known >= 98,
      seen: ({ known }) => `${known.toFixed(1)} of 100 knew`,
    },
    "A purchase costs at most 1.3 requests": {
      holds: ({ perPurchase }) => perPurchase <= 1.3,
      seen: ({ perPurchase }) => `it cost ${perPurchase.toFixed(2)}`,
    },
  },
});

/** The same, and for twelve seconds no answer comes back. Who pays meanwhile cannot be told, and may be charged once. */
export const silence = defineScenario({
  ...purchases,
  id: "clinic/resilience#silence",
  version: 1,
  priorities: false,
  faults: [...losses, cut("bank", "till", { atMs: 20_000, forMs: 12_000 })],
  properties: {
    "Nobody is charged twice": {
      holds: ({ twice }) => twice === 0,
      seen: ({ twice }) => `${twice} were`,
    },
  },
});
