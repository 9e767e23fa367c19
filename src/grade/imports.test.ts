import { describe, expect, test } from "vitest";
import { allowedPaths, pathOf, refusal } from "./imports.ts";

const own = "exercises/resilience/retry/1-extend.ts";

describe("pathOf", () => {
  test.each([
    ["#src/ports/clock.ts", "src/ports/clock.ts"],
    ["#patterns/resilience/retry.ts", "src/patterns/resilience/retry.ts"],
    ["./2-repair.ts", "exercises/resilience/retry/2-repair.ts"],
    ["../../../src/pure/race.ts", "src/pure/race.ts"],
    ["../../../../outside.ts", undefined],
    ["node:fs", undefined],
    ["lodash", undefined],
  ])("%s is %s", (specifier, path) => expect(pathOf(specifier, own)).toBe(path));
});

test("the ports, what the stub imports, and holes are allowed", () => {
  const stub =
    'import type { Clock } from "#src/ports/clock.ts";\nimport {\n  a,\n} from "#patterns/resilience/retry/errors.ts";';
  expect([...allowedPaths(stub, own, ["src/ports/policy.ts"])]).toEqual([
    "src/ports/policy.ts",
    "src/grade/todo.ts",
    "src/ports/clock.ts",
    "src/patterns/resilience/retry/errors.ts",
  ]);
});

test.each([
  ["node:fs", undefined, "outside the course"],
  ["lodash", undefined, "not there, or outside"],
  [
    "../../../solutions/resilience/retry/1-extend.ts",
    "solutions/resilience/retry/1-extend.ts",
    "reference answer",
  ],
  ["../../.harness/x.ts", "exercises/.harness/x.ts", "belongs to the grader"],
  ["./1-extend.ts", own, "this file itself"],
  ["#patterns/resilience/retry.ts", "src/patterns/resilience/retry.ts", "the chapter's own code"],
  ["#src/sim/world.ts", "src/sim/world.ts", "not a port"],
])(
  "the refusal of %s says why",
  (specifier, path, why) => expect(refusal(specifier, path, own)).toContain(why),
);
