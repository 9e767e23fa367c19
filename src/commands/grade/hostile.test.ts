/**
 * Hostile and clumsy answers: each gets its own clear verdict, nothing hangs, nothing leaks, nothing fakes a pass.
 *
 * `deno run -A src/commands/grade/hostile-table.ts` prints what each one gets.
 */
import { describe, expect, test } from "vitest";
import { report, verdictLine } from "#src/grade/report.ts";
import { hostileCases } from "./hostile.ts";
import { judgeHostile } from "./hostile-run.ts";

// deno-lint-ignore no-control-regex
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

// `npm test` takes a sample, so that a learner does not wait; the check takes all.
const most = process.env["HOSTILE_SAMPLE"] === undefined ? Infinity : Number(process.env["HOSTILE_SAMPLE"]);
const groups = hostileCases.map(({ group, cases }) => ({ group, cases: cases.slice(0, most) }));

describe.each(groups)("$group", ({ group, cases }) => {
  test.concurrent.each(cases)("$name", async (hostile) => {
    const judgement = await judgeHostile(hostile, group === "types");
    expect(verdictLine(judgement)).toMatch(hostile.says);
    const text = report(judgement);
    expect(text).not.toMatch(CONTROLS);
    expect(text).not.toContain("child.js");
    expect(text.length).toBeLessThan(20_000);
  }, 60_000);
});
