import { describe, expect, test } from "vitest";
import type { Memory } from "#src/ports/scheduler.ts";
import { fsrsScheduler } from "./scheduler.ts";

const DAY_MS = 86_400_000;
const startMs = 1_800_000_000_000;
const daysUntilDue = ({ dueAtMs, lastAtMs }: Memory) => (dueAtMs - lastAtMs) / DAY_MS;

/** Answers each time at the moment when the question is due. */
function life(answers: readonly boolean[]): Memory[] {
  const memories: Memory[] = [];
  for (const known of answers) {
    const before = memories.at(-1);
    memories.push(fsrsScheduler.after(before, known, before?.dueAtMs ?? startMs));
  }
  return memories;
}

describe("the scheduler", () => {
  test("asks later and later what is known", () => {
    const days = life([true, true, true, true]).map(daysUntilDue);
    expect(days).toEqual([...days].sort((a, b) => a - b));
    expect(new Set(days).size).toBe(4);
    expect(days[0]).toBeGreaterThanOrEqual(1);
  });

  test("asks soon again what was known and is not any more, and counts the lapse", () => {
    const [, third, fourth] = life([true, true, false]).slice(-3) as [Memory, Memory, Memory];
    expect(daysUntilDue(fourth)).toBeLessThan(daysUntilDue(third) / 2);
    expect([third.lapses, fourth.lapses]).toEqual([0, 1]);
    expect(fourth.difficulty).toBeGreaterThan(third.difficulty);
  });

  test("a wrong answer is asked again in a day at the earliest", () => {
    for (const { dueAtMs, lastAtMs } of life([false, false, false])) {
      expect(dueAtMs - lastAtMs).toBeGreaterThanOrEqual(DAY_MS);
    }
  });

  test("never asks sooner after a right answer than after a wrong one, at any age of the memory", () => {
    for (const before of [undefined, ...life([true, false, true, true, true, false, true])]) {
      for (const afterDays of [0, 0.2, 1, 10, 400]) {
        const nowMs = (before?.lastAtMs ?? startMs) + afterDays * DAY_MS;
        const [right, wrong] = [true, false].map((known) => fsrsScheduler.after(before, known, nowMs));
        expect(right!.dueAtMs).toBeGreaterThanOrEqual(wrong!.dueAtMs);
      }
    }
  });

  test("waits for a year at most", () => {
    const days = life(Array(30).fill(true)).map(daysUntilDue);
    expect(Math.max(...days)).toBe(365);
  });

  test("the same answers at the same times give the same memory", () => {
    expect(life([true, false, true, true])).toEqual(life([true, false, true, true]));
  });

  test("takes a clock that went back for one that stood still", () => {
    const [first] = life([true]);
    expect(fsrsScheduler.after(first, true, startMs - DAY_MS)).toEqual(
      fsrsScheduler.after(first, true, startMs),
    );
  });

  test("a memory that went through a file is the same", () => {
    const memories = life([true, true, false, true]);
    const again = memories.map((memory) => JSON.parse(JSON.stringify(memory)) as Memory);
    const nowMs = memories.at(-1)!.dueAtMs;
    expect(fsrsScheduler.after(again.at(-1), true, nowMs)).toEqual(
      fsrsScheduler.after(memories.at(-1), true, nowMs),
    );
  });
});
