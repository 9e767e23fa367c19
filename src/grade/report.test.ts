import { describe, expect, test } from "vitest";
import { cleanLine, cleanLines } from "#src/grade/clean.ts";
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
    verdict: { kind: "passed", schedules: 1_200, hits: { crash: 3 }, notHit: ["loss"], explanation: "Why." },
  };

  test("says of a pass how far it reaches", () => {
    expect(verdictLine(passed)).toBe(
      "passed: not refuted in 1,200 schedules, with crash; allowed and never hit: loss",
    );
    expect(report(passed)).toContain("Why.");
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
