import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fsrsScheduler } from "#src/adapters/fsrs/scheduler.ts";
import { formatReview, type Memories } from "#src/learn/review.ts";
import { SeededRandom } from "#src/pure/seeded-random.ts";
import { chaptersWithItems, questionsOf } from "./questions.ts";
import { type SessionOptions, sitting } from "./session.ts";
import { BrokenState, stateFile } from "./state-file.ts";

const DAY_MS = 86_400_000;
const startMs = 1_800_000_000_000;
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "review-"));
  path = join(folder, "state.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const questions = await questionsOf(chaptersWithItems);

/** A sitting in which the reader answers each question by a rule. */
async function sit(
  day: number,
  reader: (truth: string, keys: string[]) => string | undefined,
  more: Partial<SessionOptions> = {},
) {
  const file = stateFile(path);
  const said: string[] = [];
  const asked: string[] = [];
  let truth = "";
  let keys: string[] = [];
  const result = await sitting({
    ...questions,
    question: async (name, seed) => {
      const question = await questions.question(name, seed);
      asked.push(name);
      truth = question.truth;
      keys = question.options.map(({ key }) => key);
      return question;
    },
    clock: { epochMs: () => startMs + day * DAY_MS },
    random: new SeededRandom(day, "review"),
    scheduler: fsrsScheduler,
    read: file.read,
    write: file.write,
    ask: () => Promise.resolve(reader(truth, keys)),
    tell: (text) => void said.push(text),
    fresh: 3,
    most: 20,
    ...more,
  });
  return { ...result, asked, said: said.join("\n") };
}
const knows = (truth: string) => truth;
const errs = (truth: string, keys: string[]) => keys.find((key) => key !== truth)!;

describe("a sitting", () => {
  test("begins new questions of several chapters, and keeps each answer", async () => {
    const { asked, known } = await sit(0, knows);
    expect(new Set(asked.map((name) => name.split("#")[0])).size).toBe(3);
    expect(known).toBe(3);
    expect([...stateFile(path).read().keys()].sort()).toEqual([...asked].sort());
  });

  test("asks again tomorrow what was wrong or a guess, and later what was known", async () => {
    const answers = [knows, errs, (truth: string) => `${truth}?`];
    const first = await sit(0, (...given) => answers.shift()!(...given));
    expect(first).toMatchObject({ known: 1 });
    expect(first.said).toContain("as a guess it counts as not known");
    const next = await sit(1, knows, { fresh: 0 });
    expect(next.asked.sort()).toEqual(first.asked.slice(1).sort());
  });

  test("asks other numbers of the same question", async () => {
    const first = await sit(0, errs, { fresh: 1 });
    const next = await sit(1, errs, { fresh: 0 });
    expect(next.asked).toEqual(first.asked);
    expect(next.said).not.toBe(first.said);
  });

  test("tells the belief or the slip behind a wrong answer, and why the truth is true", async () => {
    const { said } = await sit(0, errs, { fresh: 1 });
    expect(said).toMatch(/No: [abcd], .*(The belief behind|The slip behind) [abcd]:/s);
    expect(said).toContain("Asked again tomorrow.");
  });

  test("an unknown line is asked for again; an empty one shows the answer and counts as not known", async () => {
    const lines = ["x", "ab", ""];
    const { known, said } = await sit(0, () => lines.shift(), { fresh: 1 });
    expect(known).toBe(0);
    expect(said.match(/Type one of a, b, c/g)).toHaveLength(2);
    expect(said).toMatch(/It is [abcd]: /);
  });

  test.each(["q", undefined])("ends at %s, keeping what was answered", async (end) => {
    let count = 0;
    const { asked, said } = await sit(0, (truth) => count++ === 0 ? truth : end);
    expect(asked).toHaveLength(2);
    expect(said).toContain("1 asked, 1 known.");
    expect(stateFile(path).read().size).toBe(1);
  });

  test("says when the next is due where nothing is", async () => {
    await sit(0, knows, { fresh: 1 });
    expect((await sit(0, knows, { fresh: 0 })).said).toMatch(
      /^Nothing is due\. 0 are due now, \d+ were never asked\. The next is due in \d+ days\.$/,
    );
  });

  test("over two months of daily sittings what is known is asked ever less", async () => {
    const names = questions.names.slice(0, 18); // whatever chapters are added
    const perDay: number[] = [];
    for (let day = 0; day < 60; day++) perDay.push((await sit(day, knows, { names })).asked.length);
    const sum = (from: number, to: number) => perDay.slice(from, to).reduce((a, b) => a + b, 0);
    expect(sum(0, 6)).toBeGreaterThanOrEqual(names.length);
    expect(sum(30, 60)).toBeLessThan(names.length * 2);
    expect([...stateFile(path).read().values()].every(({ asked }) => asked >= 3)).toBe(true);
  });
});

describe("the state's file", () => {
  test("is never written over where it cannot be read", async () => {
    writeFileSync(path, '{ "format": "distributed-patterns-review", "version": 1, "questions": { "a/b#c": ');
    const before = readFileSync(path, "utf8");
    await expect(sit(0, knows)).rejects.toThrow(BrokenState);
    await expect(sit(0, knows)).rejects.toThrow(
      /is no state of a review: it is not JSON\.\nIt was left as it is\./,
    );
    expect(() => stateFile(path).write(new Map())).toThrow(BrokenState);
    expect(readFileSync(path, "utf8")).toBe(before);
    expect(readdirSync(folder)).toEqual(["state.json"]);
  });

  test("keeps what another review wrote in the meantime, and questions that it does not know", async () => {
    const other: Memories = new Map([["other/chapter#x", {
      dueAtMs: 1,
      lastAtMs: 1,
      stabilityDays: 1,
      difficulty: 5,
      asked: 1,
      lapses: 0,
    }]]);
    let written = false;
    await sit(0, (truth) => {
      if (!written) writeFileSync(path, formatReview(other));
      written = true;
      return truth;
    });
    expect(stateFile(path).read().size).toBe(4);
    expect(stateFile(path).read().get("other/chapter#x")).toEqual(other.get("other/chapter#x"));
  });

  test("says so where it cannot be written, and leaves nothing behind", () => {
    const file = stateFile(join(folder, "none", "state.json"));
    expect(() => file.write(new Map())).toThrow(/cannot be written/);
    expect(readdirSync(folder)).toEqual([]);
  });
});
