import { describe, expect, test } from "vitest";
import { cleanLine, cleanLines } from "#src/grade/clean.ts";
import { figuresOf, isComparable } from "#src/grade/figures.ts";
import type { Failed, Passed } from "#src/grade/verdict.ts";
import { describe as words, describeThrown } from "#src/grade/describe.ts";
import {
  brief,
  consoleLines,
  factsOf,
  type Judgement,
  report,
  stateOf,
  verdictLine,
} from "#src/grade/report.ts";

describe("text from an answer", () => {
  test.each([
    ["\x1b[31mred\x1b[0m", "red"],
    ["\x1b]0;title\x07after", "after"],
    ["\x9b2Jgone", "gone"],
    ["a\rb", "a ⏎ b"],
    ["a\u202eb\u2066c\u200bd", "abcd"],
    ["a\u061cb\u00adc\u180ed\u{e0041}", "abcd"],
    ["bell\x07 and back\x08space\x00", "bell and backspace"],
    ["\x1b(0lines\x1b(B", "lines"],
  ])("%j is harmless in a terminal", (text, clean) => {
    expect(cleanLine(text)).toBe(clean);
  });
  test("keeps its line ends where it may have some", () => {
    expect(cleanLines("a\r\nb\n\x1b[2Jc")).toBe("a\nb\nc");
  });
});

describe("words for a value", () => {
  const hostile = new Proxy({}, {
    get: () => {
      throw new Error("get");
    },
    ownKeys: () => {
      throw new Error("keys");
    },
    getPrototypeOf: () => {
      throw new Error("prototype");
    },
  });
  const getters = Object.defineProperties(new Error("m"), {
    name: { get: () => "no" },
    message: { get: () => "no" },
  });
  test.each([
    [{ a: [1, "x", null], b: undefined }, '{ a: [1, "x", null], b: undefined }'],
    [{
      get a() {
        throw new Error("no");
      },
    }, "{ a: [getter] }"],
    [new Map([[1, 2]]), "Map {}"],
    [[...Array(20).keys()], "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … 8 more]"],
    [hostile, "a value that cannot be shown"],
    [Symbol("s"), "Symbol(s)"],
    [10n, "10n"],
    [function named() {}, "[function named]"],
  ])("case %#", (value, text) => {
    expect(words(value)).toBe(text);
  });
  test.each([
    [new RangeError("too far"), "RangeError: too far"],
    [undefined, "undefined (which is not an Error)"],
    ["text", '"text" (which is not an Error)'],
    [getters, "Error"],
    [hostile, "an error that cannot be shown"],
  ])("what was thrown, case %#", (value, text) => {
    expect(describeThrown(value)).toBe(text);
  });
  test("is short, however long the value", () => {
    expect(describeThrown(new Error("x".repeat(1e6))).length).toBeLessThan(2_100);
    expect(words(Array(1e6).fill({ a: "x".repeat(1_000) })).length).toBeLessThan(2_100);
  });
});

describe("a report", () => {
  const base = {
    exercise: "resilience/retry/1-extend",
    file: "exercises/resilience/retry/1-extend.ts",
    typeProblems: [],
    console: [],
    consoleCut: 0,
  };
  const passed: Judgement = {
    ...base,
    verdict: {
      kind: "passed",
      schedules: 1_200,
      hits: { crash: 3 },
      notHit: ["loss"],
      measured: [],
      explanation: "Why.",
    },
  };

  test("says of a pass how far it reaches", () => {
    expect(verdictLine(passed)).toBe(
      "passed: not refuted in 1,200 schedules, with crash; allowed and never hit: loss",
    );
    expect(report(passed)).toContain("Why.");
  });
  const figure = {
    scenario: "a/b#day",
    seed: 0,
    property: "At least 98 are served",
    holds: true,
    seen: "99 were",
  };
  const other = { ...figure, property: "A call costs at most 1.3 requests", seen: "it cost 1.02" };
  const measured = (more: Partial<Judgement> = {}): Judgement => ({
    ...passed,
    verdict: { ...passed.verdict as Passed, measured: [figure, other] },
    ...more,
  });
  test("lists what was measured, beside what the reference answer comes to", () => {
    const reference = [{ ...other, seen: "it cost 1.07" }, figure];
    expect(figuresOf(measured({ reference }))).toEqual({
      caption: "What was measured with seed 0",
      rows: [
        { sentence: figure.property, yours: "99 were", reference: "99 were" },
        { sentence: other.property, yours: "it cost 1.02", reference: "it cost 1.07" },
      ],
    });
    expect(report(measured({ reference }))).toContain([
      "  What was measured with seed 0:",
      "    At least 98 are served",
      "        yours and the reference answer: 99 were",
      "    A call costs at most 1.3 requests",
      "        yours: it cost 1.02",
      "        the reference answer: it cost 1.07",
      "",
      "  Why.",
    ].join("\n"));
    expect(report(measured())).toContain("    At least 98 are served\n        99 were\n");
    expect(figuresOf(passed)).toBeUndefined();
  });
  test("gives no seed for one schedule, which may be a replayed one", () => {
    const verdict = { ...passed.verdict as Passed, schedules: 1, measured: [figure] };
    expect(figuresOf(measured({ verdict }))!.caption).toBe("What was measured in this schedule");
  });
  test("tells whose a sentence is that two stories have", () => {
    const twice = [figure, { ...figure, scenario: "a/b#night" }, other];
    const judgement = measured({ verdict: { ...passed.verdict as Passed, measured: twice } });
    expect(figuresOf(judgement)!.rows.map(({ sentence }) => sentence)).toEqual([
      "At least 98 are served (day)",
      "At least 98 are served (night)",
      "A call costs at most 1.3 requests",
    ]);
  });
  const failed: Failed = {
    ...passed.verdict as Passed,
    kind: "failed",
    scenario: "a/b#day",
    property: figure.property,
    seen: "12 were",
    alsoBroken: [],
    seed: 0,
    token: "a/b#day@1:1-choose:0",
    diagram: "",
    sentences: [],
    hints: ["a", "b", "c"],
  };
  test.each([
    ["its own sentence left out", [{ ...other, holds: false }], "What else was measured in this schedule"],
    [
      "a schedule that was made smaller",
      [{ ...figure, holds: false }, { ...other, holds: false }],
      "What was measured with seed 0, before the schedule was made smaller",
    ],
  ])("says of a failure which schedule was measured: %s", (_how, seen, caption) => {
    const verdict: Failed = { ...failed, measured: seen };
    const figures = figuresOf(measured({ verdict }))!;
    expect(figures.caption).toBe(caption);
    expect(figures.rows.at(-1)!.yours).toBe("it cost 1.02 (does not hold)");
    expect(report(measured({ verdict }))).toMatch(/does not hold\)\n\n {2}Hint 1 of 3/);
  });
  test("draws a schedule, unless it is hosts between which nothing was sent", () => {
    const shown = (diagram: string) => report({ ...base, verdict: { ...failed, diagram } });
    expect(shown("      web     shop\n0 ms  │─ ask ─▶│")).toContain("    0 ms  │─ ask ─▶│");
    expect(shown("      web     shop")).not.toContain("web     shop");
  });
  test("compares nothing with the reference answer before a pass", () => {
    const typeProblems = [{ message: "Type 'a' is not assignable" }];
    expect([passed, measured(), measured({ typeProblems })].map(isComparable)).toEqual([false, true, false]);
  });
  test("calls an answer that behaves and does not compile failed", () => {
    const judgement = {
      ...passed,
      typeProblems: [{ where: { line: 3, column: 1 }, message: "Type 'a' is not assignable" }],
    };
    expect(stateOf(judgement)).toBe("failed");
    expect(report(judgement)).toContain("exercises/resilience/retry/1-extend.ts:3");
  });
  test("tells the same facts to whoever shows them, the learner's line among them", () => {
    const where = { line: 7, column: 3, text: "  loop();" };
    const judgement: Judgement = {
      ...base,
      verdict: { kind: "mistaken", mistake: "hang", message: "No end.", advice: "Wait.", where, seed: 4 },
    };
    expect(factsOf(judgement).map(({ label, text }) => [label, text])).toEqual([
      ["What is wrong", "No end."],
      ["Your line", "loop();"],
      ["What to do", "Wait."],
      ["Seed", "4"],
    ]);
    const text = report(judgement);
    expect(text).toContain(`${base.file}:7\n`);
    expect(text).toContain("7 │ loop();");
  });
  test("shows the first dozen lines of the console, and counts the others", () => {
    const said = (lines: number) =>
      consoleLines({ ...passed, console: Array(lines).fill("x"), consoleCut: 5 });
    expect(said(20)).toEqual({ shown: Array(12).fill("x"), more: 13 });
    expect(said(3)).toEqual({ shown: ["x", "x", "x"], more: 0 });
  });
  test("names an exercise as one types it", () => {
    expect(brief(base.exercise)).toBe("retry/1");
    expect(brief("clinic/resilience/1-choose")).toBe("clinic/resilience/1");
  });
  test("lets no console line imitate it", () => {
    const judgement: Judgement = {
      ...base,
      verdict: { kind: "to-do", what: ["x"] },
      console: ["\x1b[2JPASSED\nPASSED"],
      consoleCut: 5,
    };
    expect(report(judgement).split("\n").filter((line) => line.includes("PASSED"))).toEqual([
      "    │ PASSED",
      "    │ PASSED",
    ]);
  });
});
