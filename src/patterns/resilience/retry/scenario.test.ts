import { expect, test, vi } from "vitest";
import { budgets } from "#src/catalog/budgets.ts";
import { brokenOver, type Story } from "#src/check/broken-over.ts";
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

const holds: [scenario: Story, subject: string][] = [
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
    expect((await brokenOver(scenario, subject, SEEDS)).some).toEqual([]);
  },
);

const fails: [scenario: Story, subject: string, sentences: string[]][] = [
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
  `%s, %s: breaks exactly %j, on every one of ${SEEDS} seeds`,
  async (_id, subject, sentences, scenario) => {
    expect(await brokenOver(scenario, subject, SEEDS)).toEqual({ some: sentences, all: sentences });
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

const calm = { overrides: new Map([["*", 0]]) };
test.each([
  ["waves", () => waves.run(1, "with", calm)],
  ["pacing", () => pacing.run(1, "with", calm)],
  ["limits", () => limits.run(1, "with", calm)],
])("shrinking does not make a right retry look wrong: %s", async (_name, run) => {
  expect((await run()).broken).toEqual([]);
});
