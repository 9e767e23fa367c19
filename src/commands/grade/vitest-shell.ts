/**
 * One exercise as a vitest test: passes, fails with the report, or is skipped with the reason.
 *
 * @module
 */
import { expect, test } from "vitest";
import { report, stateOf, verdictLine } from "#src/grade/report.ts";
import { judge } from "./judge.ts";

/** Declares the test of an exercise. */
export function gradeAsTest(exercise: string): void {
  test(exercise, async ({ skip }) => {
    const judgement = await judge(exercise);
    const state = stateOf(judgement);
    if (state === "not started" || state === "to do") skip(verdictLine(judgement));
    if (state === "failed") throw new Wrong(report(judgement));
    expect(state).toBe("passed");
  });
}

/** The report, without a stack: it would show the grader. */
class Wrong extends Error {
  override readonly name = "Wrong";
  constructor(text: string) {
    super(text);
    this.stack = `${this.name}: ${text}`;
  }
}
