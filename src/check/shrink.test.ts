import { describe, expect, test } from "vitest";
import { replay } from "#src/check/replay.ts";
import { defineScenario } from "#src/check/scenario.ts";
import { shrink } from "#src/check/shrink.ts";
import type { World } from "#src/sim/world.ts";

/** Draws from four streams; how many of them are above a half decides. */
const draws = (id: string, breaks: (drawn: Record<string, number[]>) => boolean) =>
  defineScenario({
    id: `testing/example#${id}`,
    version: 1,
    play(world: World, _subject: null) {
      const names = ["a", "b", "c", "d"];
      return Object.fromEntries(
        names.map((name) => [name, [world.draw(name), world.draw(name), world.draw(name)]]),
      );
    },
    variants: { only: null },
    properties: { "It holds": (drawn) => !breaks(drawn) || "it broke" },
  });

const firstFailure = async (scenario: ReturnType<typeof draws>) => {
  for (let seed = 0;; seed++) {
    const run = await scenario.run(seed, "only");
    if (run.broken.length > 0) return run;
  }
};

describe("shrinking", () => {
  test("makes everything calm where the failure does not need chance", async () => {
    const scenario = draws("always", () => true);
    const small = await shrink(scenario, "only", await firstFailure(scenario));
    expect(small.token).toMatch(/:0:\*=0$/);
  });

  test("keeps the one stream that matters, and of it the one draw", async () => {
    const scenario = draws("one-draw", (drawn) => drawn["c"]![1]! > 0.5);
    const small = await shrink(scenario, "only", await firstFailure(scenario));
    const values = Object.values(small.result).flat();
    expect(values.filter((value) => value !== 0).length).toBe(1);
    expect(small.result["c"]![1]).toBeGreaterThan(0.5);
    expect((await replay(scenario, small.token)).result).toEqual(small.result);
  });

  test("keeps two streams where it takes both", async () => {
    const scenario = draws("two", (drawn) => drawn["a"]![0]! > 0.5 && drawn["d"]![2]! > 0.5);
    const small = await shrink(scenario, "only", await firstFailure(scenario));
    expect(Object.values(small.result).flat().filter((value) => value !== 0).length).toBe(2);
  });

  test("leaves alone what nothing smaller breaks", async () => {
    const scenario = draws("all", (drawn) => Object.values(drawn).flat().every((value) => value > 0));
    const original = await firstFailure(scenario);
    expect((await shrink(scenario, "only", original)).token).toBe(original.token);
  });
});
