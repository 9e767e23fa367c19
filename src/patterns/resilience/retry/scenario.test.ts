import { expect, test, vi } from "vitest";
import { budgets } from "#src/catalog/budgets.ts";
import { explore } from "#src/check/explore.ts";
import {
  deadline,
  drizzle,
  layers,
  limits,
  pacing,
  replica,
  review,
  storm,
  twice,
  waves,
} from "#patterns/resilience/retry.scenario.ts";

vi.setConfig({ testTimeout: 60_000 }); // many seeds, on machines that have other things to do

const SEEDS = budgets.seeds.perStory;

interface Playable {
  run(
    seed: number,
    subject: never,
    options: { trace: boolean },
  ): Promise<{ broken: readonly { property: string }[] }>;
}

/** The sentences that some, and those that all, of the seeds 0 to `seeds - 1` break. */
async function broken(scenario: Playable, subject: string, seeds: number) {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < seeds; seed++) {
    const run = await scenario.run(seed, subject as never, { trace: false });
    for (const { property } of run.broken) counts.set(property, (counts.get(property) ?? 0) + 1);
  }
  const some = [...counts.keys()].sort();
  return { some, all: some.filter((property) => counts.get(property) === seeds) };
}

const holds: [scenario: Playable & { id: string }, subject: string][] = [
  [waves, "with"],
  [waves, "equal"],
  [waves, "decorrelated"],
  [storm, "with"],
  [storm, "once"],
  [drizzle, "with"],
  [layers, "with"],
  [layers, "one-layer"],
  [twice, "with"],
  [twice, "keyed"],
  [deadline, "with"],
  [pacing, "with"],
  [limits, "with"],
  [review, "strict"],
];
test.each(holds.map(([scenario, subject]) => [scenario.id, subject, scenario] as const))(
  `%s, %s: every sentence holds on ${SEEDS} seeds`,
  async (_id, subject, scenario) => {
    expect((await broken(scenario, subject, SEEDS)).some).toEqual([]);
  },
);

const fails: [scenario: Playable & { id: string }, subject: string, sentences: string[]][] = [
  [waves, "without", [
    "Returning callers are spread over time",
    "The boards are back soon after the service",
  ]],
  [storm, "without", ["Retries stay a small part of the load", "The outage ends with its cause"]],
  [storm, "jitter", ["Retries stay a small part of the load", "The outage ends with its cause"]],
  [drizzle, "once", ["A passing failure is hidden from the caller"]],
  [layers, "without", ["Layers do not multiply each other's retries"]],
  [twice, "without", ["Nobody pays twice"]],
  [deadline, "without", ["No attempt begins after the caller has left", "The caller hears of it in time"]],
  [pacing, "without", ["Calls that fail together do not return together"]],
  [review, "trusting", ["A patch that is accepted does no harm in production"]],
  [replica, "without", ["Retries stay a small part of the load"]],
  [replica, "with", ["A partial failure is hidden from the caller"]], // what a budget costs
];
test.each(fails.map(([scenario, ...rest]) => [scenario.id, ...rest, scenario] as const))(
  "%s, %s: breaks exactly %j, on every one of 20 seeds",
  async (_id, subject, sentences, scenario) => {
    expect(await broken(scenario, subject, 20)).toEqual({ some: sentences, all: sentences });
  },
);

test.each(["with", "keyed"] as const)(
  "nobody pays twice under loss, cuts and delays: %s",
  async (subject) => {
    const found = await explore(twice, subject, { seeds: 200 });
    expect(found.failure?.seen).toBeUndefined();
    expect(found.notHit).toEqual([]);
  },
);
