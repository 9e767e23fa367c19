/**
 * Graders are graded: for each exercise the shipped file is the stub, the stub does not pass, the solution and other
 * right answers pass, and each known wrong answer is killed by the sentence it breaks, by its stored schedule.
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { budgets } from "#src/catalog/budgets.ts";
import { gradersInFull } from "../check/in-turn.ts";
import { denoPath } from "./deno-path.ts";
import { listExercises } from "./exercises.ts";
import type { Findings } from "./graders.ts";
import { fixture } from "./hostile-run.ts";
import { projectRoot } from "./layout.ts";

function gradeGraders(...more: string[]): Promise<Findings[]> {
  return new Promise((resolve, reject) => {
    const script = join(projectRoot, "src/commands/grade/tokens.ts");
    execFile(
      denoPath(),
      ["run", "-A", script, "--json", ...more],
      { cwd: projectRoot, maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        try {
          resolve(JSON.parse(stdout) as Findings[]);
        } catch {
          reject(error ?? new Error(stderr));
        }
      },
    );
  });
}

describe("the graders of the course", () => {
  const exercises = gradersInFull(listExercises());
  const findings = new Map<string, Findings>();
  beforeAll(async () => {
    for (const each of await gradeGraders(...exercises)) findings.set(each.exercise, each);
  }, 120_000);

  test.each(exercises)("%s", (exercise) => {
    const found = findings.get(exercise);
    expect(found?.faults).toEqual([]);
    expect(found!.mutants).toBeGreaterThanOrEqual(budgets.exercise.minMutants);
    expect(found!.variants).toBeGreaterThanOrEqual(budgets.exercise.minVariants);
    expect(found!.ms).toBeLessThanOrEqual(budgets.exercise.maxMs * budgets.slack);
  });
});

test("the grader of the fixture is right, and a grader that is wrong is found", async () => {
  expect(await gradeGraders("--base", fixture.base)).toMatchObject([{
    faults: [],
    mutants: 2,
    variants: 1,
    schedules: 11,
  }]);
}, 60_000);
