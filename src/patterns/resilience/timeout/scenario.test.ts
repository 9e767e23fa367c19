import { expect, test, vi } from "vitest";
import { budgets } from "#src/catalog/budgets.ts";
import { brokenOver, type Story } from "#src/check/broken-over.ts";
import { explore } from "#src/check/explore.ts";
import {
  abandoned,
  attempts,
  blame,
  clocks,
  hops,
  issue,
  leftovers,
  limit,
  overload,
  paused,
  pieces,
  places,
  quota,
  verdict,
} from "#patterns/resilience/timeout.scenario.ts";

vi.setConfig({ testTimeout: 60_000 }); // many seeds, on machines that have other things to do

const SEEDS = budgets.seeds.perStory;

const holds: [scenario: Story, subject: string][] = [
  [abandoned, "with"],
  [leftovers, "with"],
  [limit, "with"],
  [pieces, "with"],
  [blame, "with"],
  [hops, "with"],
  [clocks, "with"],
  [issue, "with"],
  [overload, "with"],
  [overload, "high"],
  [attempts, "with"],
  [verdict, "with"],
  [quota, "with"],
  [places, "with"],
  [paused, "with"],
];
test.each(holds.map(([scenario, subject]) => [scenario.id, subject, scenario] as const))(
  `%s, %s: every sentence holds on ${SEEDS} seeds`,
  async (_id, subject, scenario) => {
    expect((await brokenOver(scenario, subject, SEEDS)).some).toEqual([]);
  },
);

const forNobody = "Work stops with its caller";
const outlives = "The outage ends with its cause";
const afterwards = "Nobody works for customers who have left";
const doomed = "Nothing is begun that cannot be in time";
const goodput = "An overloaded service does nearly as much as one that is just full";
const vain = "Little work is done for nobody";
const inTime = "The caller hears of it in time";
const flows = "An answer that flows comes to its end";
const dead = "A host that is not there does not hold its caller";
const fails: [scenario: Story, subject: string, sentences: string[]][] = [
  [abandoned, "without", [outlives, forNobody]],
  [abandoned, "deaf", [outlives, forNobody]],
  [leftovers, "without", ["A call that has ended leaves no timer"]],
  [leftovers, "aborting", ["A call that has ended leaves no listener"]],
  [limit, "usual", ["A healthy service fails hardly a call"]],
  [limit, "round", ["A lost answer does not hold its caller"]],
  [pieces, "short", [dead, flows]],
  [pieces, "long", [dead, "An answer that stands still does not hold its caller"]],
  [pieces, "same", [dead, flows]],
  [blame, "without", ["What is reported as timed out took too long"]],
  [hops, "without", [afterwards, doomed]],
  [hops, "cancelled", [afterwards, doomed]],
  [clocks, "without", ["A request in time is answered", afterwards]],
  [issue, "without", ["Shop and insurer agree on who is insured"]],
  [issue, "late", ["Shop and insurer agree on who is insured"]],
  [issue, "look", ["Shop and insurer agree on who is insured"]],
  [overload, "without", [goodput, vain]],
  [overload, "expired", [goodput, vain]],
  [overload, "median", [goodput, vain]],
  [attempts, "around", ["A lost message is hidden from the caller"]],
  [attempts, "inside", [inTime]],
  [verdict, "around", ["A service that is ill is left in peace"]],
  [quota, "around", ["No more reach the bureau than were bought"]],
  [places, "inside", [inTime]],
  [paused, "around", ["A place is held by work, not by waiting"]],
];
test.each(fails.map(([scenario, ...rest]) => [scenario.id, ...rest, scenario] as const))(
  `%s, %s: breaks exactly %j, on every one of ${SEEDS} seeds`,
  async (_id, subject, sentences, scenario) => {
    expect(await brokenOver(scenario, subject, SEEDS)).toEqual({ some: sentences, all: sentences });
  },
);

test("shop and insurer agree under loss, cuts and delays, once the question settles it", async () => {
  const found = await explore(issue, "with", { seeds: 200 });
  expect(found.failure?.seen).toBeUndefined();
  expect(found.notHit).toEqual([]);
});

test("to shed late costs goodput no more than to shed early, and the callers their time", async () => {
  const late = (await overload.run(7, "high", { trace: false })).result;
  const early = (await overload.run(7, "with", { trace: false })).result;
  expect(late.perSecond).toBeCloseTo(early.perSecond, 0);
  expect(late.waitMs).toBeGreaterThan(3 * early.waitMs);
});
