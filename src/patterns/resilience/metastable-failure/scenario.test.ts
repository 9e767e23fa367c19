import { expect, test, vi } from "vitest";
import { brokenOver, type Story } from "#src/check/broken-over.ts";
import {
  backlog,
  climb,
  cold,
  dip,
  lines,
  neighbour,
  push,
  rescue,
} from "#patterns/resilience/metastable-failure.scenario.ts";

vi.setConfig({ testTimeout: 60_000 }); // on machines that have other things to do

/** Few: a story is thousands of requests, and what decides it is the account of load and capacity. The campaign plays more. */
const seedsOf = (story: Story) => ([climb, cold, rescue, dip] as Story[]).includes(story) ? 1 : 2;

const soon = "The outage ends soon after its cause";
const near = "What is asked stays near what is wanted";
const fills = "An empty cache fills again";
const quicklyFills = "An empty cache fills again within 18 s";
const alone = "Kerbside comes back by itself";
const quickly = "Riders are served again within 5 s";
const remedied = "Riders are served again within 20 s of the remedy";
const same = "The way down is the way up";
const cured = "A dip in the load cures it for good";

const runs: [scenario: Story, subject: string, broken?: string[]][] = [
  [neighbour, "once"],
  [neighbour, "without", [soon, near]],
  [neighbour, "jitter", [soon, near]],
  [neighbour, "budget"],
  [neighbour, "breaker"],
  [neighbour, "fresh"],
  [neighbour, "newest-first"],
  [neighbour, "with"],
  [neighbour, "budget-each", [soon, near]],
  [climb, "once"],
  [climb, "without", [same]],
  [climb, "with"],
  [push, "stable-long"],
  [push, "vulnerable-quiet"],
  [push, "vulnerable-short"],
  [push, "vulnerable-long", [soon]],
  [push, "half-long", [soon]],
  [backlog, "fair", [quickly]],
  [backlog, "fair-45", [alone, quickly]],
  [backlog, "fair-heap", [alone, quickly]],
  [backlog, "fresh"],
  [backlog, "fresh-heap"],
  [lines, "close", [soon]],
  [lines, "keep"],
  [lines, "close-fresh"],
  [cold, "without", [fills, quicklyFills]],
  [cold, "with"],
  [cold, "fresh"],
  [cold, "pause", [fills, quicklyFills]],
  [cold, "ramp", [quicklyFills]],
  [cold, "twice-the-store", [fills, quicklyFills]],
  [cold, "three-times-the-store"],
  [rescue, "wait", [remedied]],
  [rescue, "shed-some", [remedied]],
  [rescue, "shed-most"],
  [rescue, "off"],
  [rescue, "no-retries"],
  [rescue, "double"],
  [rescue, "fresh"],
  [rescue, "restart"],
  [rescue, "long-queue-off", [remedied]],
  [rescue, "long-queue-no-retries", [remedied]],
  [rescue, "long-queue-double", [remedied]],
  [rescue, "long-queue-fresh"],
  [rescue, "long-queue-restart"],
  [dip, "loop"],
  [dip, "overload", [cured]],
  [dip, "both", [cured]],
];
test.each(
  runs.map(([scenario, subject, broken = []]) => [scenario.id, subject, broken.sort(), scenario] as const),
)(
  "%s, %s: breaks exactly %j, on each seed",
  async (_id, subject, broken, scenario) => {
    expect(await brokenOver(scenario, subject, seedsOf(scenario))).toEqual({ some: broken, all: broken });
  },
);

test("before the dip, the loop is told from overload by what riders want", async () => {
  const verdicts = [];
  for (const variant of ["loop", "overload", "both"] as const) {
    verdicts.push((await dip.run(7, variant, { trace: false })).result.before.verdict);
  }
  expect(verdicts).toEqual(["metastable", "overloaded", "overloaded"]);
});

test("at what load a loop holds itself up follows from capacity and attempts: 50 a second, three tries", async () => {
  const verdict = async (perSecond: number) =>
    (await push.run(7, { perSecond, slowForMs: 8_000 }, { trace: false })).result.verdict;
  expect([await verdict(15), await verdict(20)]).toEqual(["recovered", "metastable"]);
});
