import { describe, expect, test } from "vitest";
import { type Chunk, chunkKey, chunksOf, inTurns, type Part } from "./plan.ts";
import { boundOf, type ChunkResult, exerciseRecords, scenarioRecords, sum, summary } from "./tally.ts";

const sizes = { seeds: 1_100, mutantSeeds: 120, from: 5_000 };
const slug = "resilience/retry";
const story = { kind: "scenario", slug, id: `${slug}#waves`, file: "waves.scenario.ts" } as const;
const answer = { kind: "answer", slug, exercise: `${slug}/1-build` } as const;
const solution: Part = { ...answer, role: "solution", name: "solution" };
const mutant: Part = { ...answer, role: "mutant", name: "P01", says: "too eager", kills: "It waits" };

const result = (chunk: Chunk, failing = 0, property = "It waits"): ChunkResult => ({
  key: chunkKey(chunk),
  seeds: chunk.count,
  schedules: chunk.count,
  failing,
  broken: failing > 0 ? { [property]: failing } : {},
  hits: { crash: 1 },
  examples: failing > 0 ? [{ property, seen: "it did not", token: "t" }] : [],
});

describe("the division of a campaign", () => {
  test("covers each seed once, whatever the machine", () => {
    const seeds = chunksOf({ ...story, variant: "with" }, sizes).flatMap(({ from, count }) =>
      Array.from({ length: count }, (_, i) => from + i)
    );
    expect(seeds).toEqual(Array.from({ length: 1_100 }, (_, i) => 5_000 + i));
  });

  test("gives other variants enough for a rate, and mutants their own number", () => {
    const count = (part: Part) => chunksOf(part, sizes).reduce((total, chunk) => total + chunk.count, 0);
    expect([count({ ...story, variant: "without" }), count(solution), count(mutant)]).toEqual([
      1_000,
      1_100,
      120,
    ]);
  });

  test("takes turns over the parts, so that an early end has played all alike", () => {
    const parts: Part[] = [solution, mutant];
    const chunks = inTurns(parts.map((part) => chunksOf(part, sizes)));
    expect(chunks.slice(0, 4).map(({ part, from }) => [part, from])).toEqual([
      [solution, 0],
      [mutant, 0],
      [solution, 250],
      [mutant, 50],
    ]);
    expect(chunks).toHaveLength(5 + 3);
  });

  test("plays the directed schedules of an answer once, and graded seeds too", () => {
    const chunks = chunksOf(solution, sizes);
    expect(chunks.filter(({ scripts }) => scripts).map(({ from }) => from)).toEqual([0]);
    expect(new Set(chunks.map(chunkKey)).size).toBe(chunks.length);
  });
});

describe("the sum of a campaign", () => {
  test("adds schedules, failures and hits, and keeps why a part stopped", () => {
    const [first, second] = chunksOf(solution, sizes);
    const total = sum([result(first!), { ...result(second!, 2), stopped: "no answer within 60 s" }]);
    expect(total).toMatchObject({
      schedules: 500,
      failing: 2,
      broken: { "It waits": 2 },
      hits: { crash: 2 },
    });
    expect(total.stopped).toEqual(["no answer within 60 s"]);
  });

  test("bounds the rate only where nothing failed", () => {
    const records = (failing: number) =>
      scenarioRecords(
        [{ ...story, variant: "with" }],
        (part) => chunksOf(part, sizes).map((chunk) => result(chunk, failing)),
        5_000,
      );
    expect(records(0)[0]).toMatchObject({ rate: 0, rateBelow: boundOf(1_100) });
    expect(records(1)[0]).not.toHaveProperty("rateBelow");
    expect(boundOf(10_000)).toBe(0.0003);
  });

  test("a mutant is killed by its own sentence only", () => {
    const record = (property: string) =>
      exerciseRecords(
        [solution, mutant],
        (part) => chunksOf(part, sizes).map((chunk) => result(chunk, part === mutant ? 1 : 0, property)),
      );
    expect(record("It waits")[0]?.mutants[0]?.killed).toBe(true);
    expect(record("Something else")[0]?.mutants[0]?.killed).toBe(false);
    const text = summary({
      slug,
      date: "",
      commit: "",
      library: "",
      seeds: 1,
      mutantSeeds: 1,
      scenarios: [],
      exercises: record("Something else"),
    });
    expect(text).toContain(
      "0 false alarms in 1100 schedules (1100 seeds, 1 right answers); 0 of 1 mutants killed by their sentence (not: P01)",
    );
  });
});
