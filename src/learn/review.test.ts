import { describe, expect, test } from "vitest";
import type { Memory, Scheduler } from "#src/ports/scheduler.ts";
import {
  answered,
  daysUntil,
  formatReview,
  type Memories,
  merged,
  NotAReview,
  parseReview,
  planReview,
} from "./review.ts";

const DAY_MS = 86_400_000;
const nowMs = 100 * DAY_MS;
const memory = (dueInDays: number, lastAtMs = nowMs - 3 * DAY_MS): Memory => ({
  dueAtMs: nowMs + dueInDays * DAY_MS,
  lastAtMs,
  stabilityDays: 2.5,
  difficulty: 5,
  asked: 2,
  lapses: 0,
});
const names = ["a/one#x", "a/one#y", "a/two#x", "a/two#y", "a/three#x"];
const plan = (memories: Memories, fresh = 10, most = 10) =>
  planReview(memories, names, { nowMs, fresh, most });

describe("a plan", () => {
  test("asks what is due, longest overdue first, then new questions of the chapters in turn", () => {
    const memories = new Map([["a/two#y", memory(-1)], ["a/one#x", memory(-5)], ["a/two#x", memory(2)]]);
    expect(plan(memories)).toEqual({
      ask: ["a/one#x", "a/two#y", "a/one#y", "a/three#x"],
      due: 2,
      unasked: 2,
    });
    expect(plan(new Map()).ask).toEqual(["a/one#x", "a/two#x", "a/three#x", "a/one#y", "a/two#y"]);
  });

  test("begins no more new questions than allowed, and asks no more than the most", () => {
    expect(plan(new Map(), 2).ask).toEqual(["a/one#x", "a/two#x"]);
    expect(plan(new Map([["a/one#x", memory(-1)]]), 3, 2).ask).toEqual(["a/one#x", "a/one#y"]);
    expect(plan(new Map(), 0).ask).toEqual([]);
  });

  test("takes what is due within the day's sitting, and no more", () => {
    const due = (hours: number) => plan(new Map([["a/one#x", memory(hours / 24)]]), 0).ask;
    expect(due(8)).toEqual(["a/one#x"]);
    expect(due(8.1)).toEqual([]);
  });

  test("leaves out what no longer exists", () => {
    expect(plan(new Map([["a/gone#x", memory(-1)]]), 0)).toEqual({ ask: [], due: 0, unasked: 5 });
  });
});

test("an answer changes one memory, and leaves the old ones as they were", () => {
  const seen: unknown[] = [];
  const scheduler: Scheduler = {
    after: (...given) => {
      seen.push(given);
      return memory(4);
    },
  };
  const before: Memories = new Map([["a/one#x", memory(0)]]);
  const after = answered(before, "a/one#x", { known: true, nowMs, scheduler });
  expect(seen).toEqual([[memory(0), true, nowMs]]);
  expect([before.get("a/one#x"), after.get("a/one#x")]).toEqual([memory(0), memory(4)]);
});

test("of two states the memory that was asked last wins, whichever way they are put together", () => {
  const [old, young] = [memory(1, 10), memory(2, 20)];
  const one: Memories = new Map([["a/one#x", old], ["a/one#y", young]]);
  const other: Memories = new Map([["a/one#x", young], ["a/one#y", old], ["a/two#x", old]]);
  const both = [["a/one#x", young], ["a/one#y", young], ["a/two#x", old]];
  expect([...merged(one, other)].sort()).toEqual(both);
  expect([...merged(other, one)].sort()).toEqual(both);
});

test.each([[0.2, 1], [-4, 1], [1.4, 1], [1.6, 2], [30, 30]])("due in %f days is said as %i", (days, said) => {
  expect(daysUntil(memory(days), nowMs)).toBe(said);
});

describe("the file", () => {
  const memories: Memories = new Map([["a/two#x", memory(3)], ["a/one#x", memory(-1)]]);

  test("reads back what was written, sorted, one line a question", () => {
    const text = formatReview(memories);
    expect(new Map(parseReview(text))).toEqual(new Map([...memories].sort()));
    expect(text.split("\n").filter((line) => line.includes("#")).map((line) => line.trim().slice(0, 9)))
      .toEqual([
        '"a/one#x"',
        '"a/two#x"',
      ]);
    expect(parseReview(formatReview(new Map())).size).toBe(0);
  });

  const text = (change: (value: Record<string, never>) => void): string => {
    const value = JSON.parse(formatReview(memories));
    change(value);
    return JSON.stringify(value);
  };
  const first = (value: Record<string, Record<string, Record<string, unknown>>>) =>
    value["questions"]!["a/one#x"]!;

  test.each<[string, string, string]>([
    ["half a file", formatReview(memories).slice(0, 100), "it is not JSON"],
    ["nothing", "", "it is not JSON"],
    ["a list", "[]", "it must be an object: it is []"],
    ["another format", "{}", '"format" must be "distributed-patterns-review": it is missing'],
    ["a later version", text((v) => void Object.assign(v, { version: 2 })), '"version" must be 1: it is 2'],
    ["no questions", text((v) => void delete v["questions"]), '"questions" must be an object: it is missing'],
    [
      "a strange name",
      text((v) => void Object.assign(v["questions"]!, { x: memory(1) })),
      'named category/name#item: it is "x"',
    ],
    [
      "a memory that is none",
      text((v) => void Object.assign(v["questions"]!, { "a/one#x": 3 })),
      "a/one#x must be an object: it is 3",
    ],
    [
      "a missing field",
      text((v) => void delete first(v)["asked"]),
      'a/one#x: "asked" must be a whole number from 1',
    ],
    [
      "a field out of range",
      text((v) => void (first(v)["difficulty"] = 11)),
      '"difficulty" must be a number from 1 to 10: it is 11',
    ],
    ["half a millisecond", text((v) => void (first(v)["dueAtMs"] = 1.5)), '"dueAtMs" must be a whole number'],
    [
      "a text for a number",
      text((v) => void (first(v)["lapses"] = "0")),
      '"lapses" must be a whole number from 0 to 1000000000: it is "0"',
    ],
    ["too much", " ".repeat(5_000_001), "it has 5000001 characters"],
  ])("refuses %s", (_what, broken, why) => {
    expect(() => parseReview(broken)).toThrow(NotAReview);
    expect(() => parseReview(broken)).toThrow(why);
  });
});
