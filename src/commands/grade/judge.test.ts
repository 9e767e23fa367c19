import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mutate } from "#src/grade/mutants.ts";
import { report, stateOf, verdictLine } from "#src/grade/report.ts";
import { mutants } from "./fixture/exercises/.harness/testing/asking/1-build.mutants.ts";
import { fixture, fixtureExercise } from "./hostile-run.ts";
import { judge } from "./judge.ts";
import { filesOf } from "./layout.ts";
import { resetExercise } from "./reset.ts";
import { originalPlace } from "./source-map.ts";

const files = filesOf(fixtureExercise, fixture);
const solution = readFileSync(files.solution, "utf8");
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "judge-"))));
afterAll(() => rmSync(folder, { recursive: true }));

function judgeText(text: string, more: { seeds?: number; token?: string; cache?: boolean } = {}) {
  const answer = join(folder, `answer-${Math.abs(text.length)}.ts`);
  writeFileSync(answer, text);
  return judge(fixtureExercise, { layout: fixture, answer, cache: false, ...more });
}

describe("judging a file", { timeout: 60_000 }, () => {
  test("as shipped is not started", async () => {
    expect(stateOf(await judge(fixtureExercise, { layout: fixture }))).toBe("not started");
  });

  test("as shipped but for a comment is to do", async () => {
    const judgement = await judgeText(`// mine\n${readFileSync(files.stub, "utf8")}`);
    expect(verdictLine(judgement)).toBe("to do: 1. call until it fulfils");
  });

  test("the solution passes, and says how far that reaches", async () => {
    const judgement = await judgeText(solution);
    expect(verdictLine(judgement)).toMatch(/^passed: not refuted in 11 schedules, with crash/);
    expect(report(judgement)).toContain("Whoever asks again gets an answer");
  });

  test("a pass shows what was measured, beside what the reference answer comes to in the same schedule", async () => {
    const sentence = "No question is asked more than forty times";
    const { reference, verdict } = await judgeText(`${solution}// mine\n`);
    expect(reference).toEqual([
      {
        scenario: "testing/asking#five",
        seed: 0,
        property: sentence,
        holds: true,
        seen: expect.stringMatching(/^\d+ calls were made/),
      },
    ]);
    expect(verdict).toMatchObject({ kind: "passed", measured: reference });
  });

  test.each(["wrong", "replayed"])("and not where the answer is %s", async (how) => {
    const text = how === "wrong" ? mutate(solution, mutants.mutants[0]!) : solution;
    const token = how === "wrong" ? {} : { token: "testing/asking#five@1:1-build:0" };
    const judgement = await judgeText(text, token);
    expect(judgement.verdict.kind).toBe(how === "wrong" ? "failed" : "passed");
    expect(judgement.verdict).toHaveProperty("measured.0.seed");
    expect(judgement.reference).toBeUndefined();
  });

  test("more seeds are more schedules", async () => {
    expect(verdictLine(await judgeText(solution, { seeds: 25 }))).toMatch(/26 schedules/);
  });

  test("a wrong answer fails as in this process, with line, console, hint, diagram and the way to replay it", async () => {
    const wrong = mutate(solution, mutants.mutants[0]!).replace(
      "for (;;) {",
      'for (;;) {\n      console.log("asking", 1);',
    );
    const judgement = await judgeText(wrong);
    const text = report(judgement);
    expect(text).toContain("Every question is answered");
    expect(text).toContain("2 of 5 were not");
    expect(text).toMatch(/Your code was last at\s+\S+answer-\d+\.ts:\d+/);
    expect(text).toContain("│ asking 1");
    expect(text).toContain("Hint 1 of 3");
    expect(text).toContain("✗ CRASH");
    const token = /npm run replay "([^"]+)"/.exec(text)![1]!;
    expect(stateOf(await judgeText(wrong, { token }))).toBe("failed");
    expect(stateOf(await judgeText(solution, { token }))).toBe("passed");
    expect(report(judgement, { hint: 2 })).toContain("Who asks again?");
    expect(report(judgement, { hint: 3 })).not.toContain("the next");
  });

  test("a judgement is remembered, until the answer changes", async () => {
    const answer = join(folder, "remembered.ts");
    writeFileSync(answer, `${solution}// ${folder}\n`);
    const options = { layout: fixture, answer };
    const first = await judge(fixtureExercise, options);
    const startMs = performance.now();
    expect(await judge(fixtureExercise, options)).toEqual(first);
    expect(performance.now() - startMs).toBeLessThan(200);
    writeFileSync(answer, mutate(solution, mutants.mutants[0]!));
    expect(stateOf(await judge(fixtureExercise, options))).toBe("failed");
  });
});

describe("resetting an exercise", () => {
  const layout = () => ({ base: join(folder, "course") });
  beforeAll(() => cpSync(fixture.base, layout().base, { recursive: true }));

  test("copies the stub and never overwrites what it kept", () => {
    const { exercise, stub } = filesOf(fixtureExercise, layout());
    expect(resetExercise(fixtureExercise, layout())).toEqual({ did: "nothing" });
    for (const [mine, kept] of [["first", `${exercise}.bak`], ["second", `${exercise}.2.bak`]] as const) {
      writeFileSync(exercise, mine);
      expect(resetExercise(fixtureExercise, layout())).toEqual({ did: "reset", kept });
      expect(readFileSync(kept, "utf8")).toBe(mine);
      expect(readFileSync(exercise, "utf8")).toBe(readFileSync(stub, "utf8"));
    }
  });

  test("brings a deleted file back, and takes folders and links out of the way", () => {
    const { exercise } = filesOf(fixtureExercise, layout());
    rmSync(exercise);
    expect(resetExercise(fixtureExercise, layout())).toEqual({ did: "reset", kept: undefined });
    rmSync(exercise);
    mkdirSync(exercise);
    expect(resetExercise(fixtureExercise, layout())).toMatchObject({ did: "reset" });
    rmSync(exercise);
    symlinkSync(join(folder, "nowhere"), exercise);
    expect(resetExercise(fixtureExercise, layout())).toMatchObject({ did: "reset" });
    expect(existsSync(exercise)).toBe(true);
    copyFileSync(files.stub, exercise);
  });
});

test("a place in a bundle leads to the source's place, and to none in another source", () => {
  // Two lines of a bundle: the first from other.ts, the second from answer:answer, its line 3.
  const map = { sources: ["other.ts", "answer:answer"], mappings: "AAAA;ACEA,IAAI" };
  const isAnswer = (source: string) => source.startsWith("answer:");
  expect(originalPlace(map, { line: 2, column: 6 }, isAnswer)).toEqual({ line: 3, column: 5 });
  expect(originalPlace(map, { line: 1, column: 1 }, isAnswer)).toBeUndefined();
});
