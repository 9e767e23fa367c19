import { expect, test, vi } from "vitest";
import { budgets } from "#src/catalog/budgets.ts";
import { brokenOver, type Story } from "#src/check/broken-over.ts";
import {
  batch,
  crashed,
  estimate,
  naming,
  outage,
  shared,
  weight,
} from "#patterns/resilience/rate-limiting.scenario.ts";

vi.setConfig({ testTimeout: 60_000 }); // many seeds, on machines that have other things to do

const SEEDS = budgets.seeds.perStory;

const holds: [scenario: Story, subject: string][] = [
  [batch, "with"],
  [estimate, "log"],
  [estimate, "log-by-chance"],
  [weight, "cost"],
  [weight, "concurrency"],
  [naming, "with"],
  [shared, "with"],
  [crashed, "with"],
  [outage, "with"],
];
test.each(holds.map(([scenario, subject]) => [scenario.id, subject, scenario] as const))(
  `%s, %s: every sentence holds on ${SEEDS} seeds`,
  async (_id, subject, scenario) => {
    expect((await brokenOver(scenario, subject, SEEDS)).some).toEqual([]);
  },
);

const perSecond = "At most 100 calls pass in any second";
const fails: [scenario: Story, subject: string, sentences: string[]][] = [
  [batch, "without", [perSecond, "The service bears what is let in"]],
  [batch, "full-bucket", [perSecond]], // a burst above the rate, on purpose
  [batch, "bucket", ["A customer that paused may use its allowance", perSecond]],
  [batch, "strict", ["A customer that paused may use its allowance"]],
  [estimate, "counter", [perSecond]],
  [estimate, "fixed", [perSecond]],
  [weight, "count", ["One customer's calls do not starve the others"]],
  [naming, "without", ["A caller who opens new connections is limited like any other"]],
  [naming, "address", ["Neighbours behind one proxy do not use up each other's allowance"]],
  [shared, "each-its-own", ["All gateways together keep to the limit"]],
  [shared, "each-a-share", ["A customer within its limit is not refused"]],
  [crashed, "without", ["A customer within its limit is let in again after a crash"]],
  [outage, "open", ["The limit holds while the store is away"]],
  [outage, "closed", ["Polite customers are served while the store is away"]],
];
test.each(fails.map(([scenario, ...rest]) => [scenario.id, ...rest, scenario] as const))(
  `%s, %s: breaks exactly %j, on every one of ${SEEDS} seeds`,
  async (_id, subject, sentences, scenario) => {
    expect(await brokenOver(scenario, subject, SEEDS)).toEqual({ some: sentences, all: sentences });
  },
);

test("without one step the shared limit breaks on every seed, sometimes against the polite, too", async () => {
  const { all } = await brokenOver(shared, "without", SEEDS);
  expect(all).toContain("All gateways together keep to the limit");
});

test.each(["counter", "bucket", "full-bucket"] as const)(
  "a %s lets through less than twice the limit",
  async (subject) => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const { mostPerSecond, crashes } = (await batch.run(seed, subject, { trace: false })).result;
      expect(mostPerSecond).toBeLessThan(200);
      expect(crashes).toBe(0);
    }
  },
);
