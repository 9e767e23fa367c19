import { expect, test, vi } from "vitest";
import { budgets } from "#src/catalog/budgets.ts";
import { brokenOver, type Story } from "#src/check/broken-over.ts";
import {
  classes,
  drift,
  fleet,
  leaving,
  nested,
  rush,
  sizing,
  slowness,
  thread,
} from "#patterns/resilience/bulkhead.scenario.ts";

vi.setConfig({ testTimeout: 60_000 }); // many seeds, on machines that have other things to do

const SEEDS = budgets.seeds.perStory;
/** What breaks a sentence breaks it by far: fewer show that. */
const SEEDS_BROKEN = 3;

const holds: [scenario: Story, subject: string][] = [
  [slowness, "with"],
  [rush, "with"],
  [rush, "short-wait"],
  [rush, "newest"],
  [sizing, "with"],
  [sizing, "queued"],
  [fleet, "four"],
  [fleet, "divided"],
  [fleet, "learned"],
  [drift, "with"],
  [drift, "gradient"],
  [leaving, "with"],
  [leaving, "both-stop"],
  [classes, "with"],
  [thread, "with"],
  [nested, "with"],
];
test.each(holds.map(([scenario, subject]) => [scenario.id, subject, scenario] as const))(
  `%s, %s: every sentence holds on ${SEEDS} seeds`,
  async (_id, subject, scenario) => {
    expect((await brokenOver(scenario, subject, SEEDS)).some).toEqual([]);
  },
);

const fares = "Fares are answered while weather is slow";
const inRush = "In the rush the work of cabins reaches customers";
const afterRush = "When the rush is over, customers are served";
const goodTimes = "In good times everybody is served";
const badTimes = "In bad times the work that is left reaches callers";
const fails: [scenario: Story, subject: string, sentences: string[]][] = [
  [slowness, "without", [fares]],
  [slowness, "large", [fares]],
  [slowness, "shared", [fares]],
  [slowness, "per-harbour", [fares]],
  [rush, "without", [inRush, afterRush]],
  [rush, "long-queue", [inRush, afterRush]],
  [sizing, "without", ["On an ordinary day at most two calls in a hundred are refused"]],
  [fleet, "twelve", ["What cabins does is done in time"]],
  [drift, "generous", [badTimes, goodTimes]],
  [drift, "tight", [goodTimes]],
  [drift, "gentle", [badTimes]],
  [drift, "forgetful", [badTimes]],
  [leaving, "early", ["Cabins never has more than 16 calls in the house"]],
  [leaving, "tidy", ["Cabins never has more than 16 calls in the house"]],
  [leaving, "hangs-up", ["Cabins never has more than 16 calls in the house"]],
  [classes, "without", ["Payments are made in the rush"]],
  [classes, "starving", ["Payments are made in the rush", "Visitors are served, too"]],
  [thread, "without", ["Fares are answered while the report is made"]],
  [nested, "without", ["The story comes to its end"]],
  [nested, "wait-limit", ["All four travel"]],
];
test.each(fails.map(([scenario, ...rest]) => [scenario.id, ...rest, scenario] as const))(
  `%s, %s: breaks exactly %j, on every one of ${SEEDS_BROKEN} seeds`,
  async (_id, subject, sentences, scenario) => {
    expect(await brokenOver(scenario, subject, SEEDS_BROKEN)).toEqual({
      some: [...sentences].sort(),
      all: [...sentences].sort(),
    });
  },
);

test("without a queue some of what cabins could give is lost in the rush", async () => {
  for (let seed = 0; seed < SEEDS; seed++) {
    const { goodput, wasted } = (await rush.run(seed, "no-queue", { trace: false })).result;
    expect(goodput).toBeGreaterThan(60);
    expect(goodput).toBeLessThan(74);
    expect(wasted).toBe(0);
  }
});
