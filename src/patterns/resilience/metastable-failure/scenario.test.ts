import { expect, test, vi } from "vitest";
import { budgets } from "#src/catalog/budgets.ts";
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

vi.setConfig({ testTimeout: 60_000 }); // many seeds, on machines that have other things to do

const SEEDS = budgets.seeds.perStory;
/** A service that is down for long plays three times as many requests; fewer seeds show that it is, or how it came back. */
const SEEDS_DOWN = 8;

interface Playable {
  id: string;
  run(
    seed: number,
    subject: never,
    options: { trace: boolean },
  ): Promise<{ outcome: string; result: unknown; broken: readonly { property: string }[] }>;
}

/** The sentences that some, and those that all, of the seeds break; and the verdicts that were given. */
async function played(scenario: Playable, subject: string, seeds: number) {
  const counts = new Map<string, number>();
  const verdicts = new Set<string>();
  for (let seed = 0; seed < seeds; seed++) {
    const run = await scenario.run(seed, subject as never, { trace: false });
    expect(run.outcome).toBe("finished");
    for (const { property } of run.broken) counts.set(property, (counts.get(property) ?? 0) + 1);
    const { verdict } = run.result as { verdict?: string };
    if (verdict !== undefined) verdicts.add(verdict);
  }
  const some = [...counts.keys()].sort();
  return { some, all: some.filter((property) => counts.get(property) === seeds), verdicts: [...verdicts] };
}

const soon = "The outage ends soon after its cause";
const near = "What is asked stays near what is wanted";
const fills = "An empty cache fills again";
const fillsAlone = "An empty cache fills again without help";
const alone = "Kerbside comes back by itself";
const quickly = "Riders are served again within 5 s";
const remedied = "Riders are served again within 20 s of the remedy";
const same = "The way down is the way up";
const cured = "A dip in the load cures it for good";

const runs: [scenario: Playable, subject: string, broken: string[], verdicts: string[]][] = [
  [neighbour, "once", [], ["recovered"]],
  [neighbour, "without", [soon, near], ["metastable"]],
  [neighbour, "jitter", [soon, near], ["metastable"]],
  [neighbour, "budget", [], ["recovered"]],
  [neighbour, "breaker", [], ["recovered"]],
  [neighbour, "fresh", [], ["recovered"]],
  [neighbour, "newest-first", [], ["recovered"]],
  [neighbour, "with", [], ["recovered"]],
  [climb, "once", [], []],
  [climb, "without", [same], []],
  [climb, "with", [], []],
  [push, "stable-long", [], ["recovered"]],
  [push, "vulnerable-quiet", [], ["unharmed"]],
  [push, "vulnerable-short", [], ["unharmed"]],
  [push, "vulnerable-long", [soon], ["metastable"]],
  [push, "half-long", [soon], ["metastable"]],
  [backlog, "fair", [quickly], ["recovered"]],
  [backlog, "fair-heap", [alone, quickly], ["metastable"]],
  [backlog, "fresh", [], ["recovered"]],
  [backlog, "fresh-heap", [], ["recovered"]],
  [lines, "close", [soon], ["metastable"]],
  [lines, "keep", [], ["recovered"]],
  [lines, "close-fresh", [], ["recovered"]],
  [cold, "without", [fills, fillsAlone], ["metastable"]],
  [cold, "with", [], ["recovered"]],
  [cold, "fresh", [], ["recovered"]],
  [cold, "pause", [fills, fillsAlone], ["metastable"]],
  [cold, "ramp", [fillsAlone], ["recovered"]],
  [cold, "twice-the-store", [fills, fillsAlone], ["metastable"]],
  [cold, "three-times-the-store", [fillsAlone], ["recovered"]],
  [rescue, "wait", [remedied], ["metastable"]],
  [rescue, "shed-some", [remedied], ["metastable"]],
  [rescue, "shed-most", [], ["recovered"]],
  [rescue, "off", [], ["recovered"]],
  [rescue, "no-retries", [], ["recovered"]],
  [rescue, "double", [], ["recovered"]],
  [rescue, "fresh", [], ["recovered"]],
  [rescue, "restart", [], ["recovered"]],
  [rescue, "long-queue-off", [remedied], ["metastable"]],
  [rescue, "long-queue-no-retries", [remedied], ["metastable"]],
  [rescue, "long-queue-double", [remedied], ["metastable"]],
  [rescue, "long-queue-fresh", [], ["recovered"]],
  [rescue, "long-queue-restart", [], ["recovered"]],
  [dip, "loop", [], []],
  [dip, "overload", [cured], []],
  [dip, "both", [cured], []],
];
test.each(runs.map(([scenario, ...rest]) => [scenario.id, ...rest, scenario] as const))(
  "%s, %s: breaks exactly %j and is judged %j, on every seed",
  async (_id, subject, broken, verdicts, scenario) => {
    const all = [...broken].sort();
    const seeds = broken.length === 0 && scenario !== rescue ? SEEDS : SEEDS_DOWN;
    expect(await played(scenario, subject, seeds)).toEqual({ some: all, all, verdicts });
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
