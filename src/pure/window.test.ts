import { describe, expect, test } from "vitest";
import { CountWindow, TimeWindow } from "./window.ts";
import { SeededRandom } from "./seeded-random.ts";

interface Outcome {
  failed: boolean;
  slow: boolean;
  atMs: number;
}
const sums = (outcomes: readonly Outcome[]) => ({
  calls: outcomes.length,
  failures: outcomes.filter(({ failed }) => failed).length,
  slow: outcomes.filter(({ slow }) => slow).length,
});

describe("CountWindow", () => {
  test.each([1, 2, 7, 100])("of %i: the sums are those of the last outcomes, and of no older one", (size) => {
    const random = new SeededRandom(size);
    const window = new CountWindow(size);
    const all: Outcome[] = [];
    for (let index = 0; index < 3 * size + 5; index++) {
      const outcome = { failed: random.next() < 0.5, slow: random.next() < 0.3, atMs: 0 };
      all.push(outcome);
      window.add(outcome.failed, outcome.slow);
      expect({ calls: window.calls, failures: window.failures, slow: window.slow }).toEqual(
        sums(all.slice(-size)),
      );
    }
  });

  test("clear forgets everything, also what would have left later", () => {
    const window = new CountWindow(3);
    window.add(true, true);
    window.add(true, false);
    window.clear();
    for (let index = 0; index < 4; index++) window.add(false, false);
    expect({ calls: window.calls, failures: window.failures, slow: window.slow }).toEqual({
      calls: 3,
      failures: 0,
      slow: 0,
    });
  });

  test.each([0, -1, 1.5, Number.NaN])("a size of %d is refused", (size) => {
    expect(() => new CountWindow(size)).toThrow(/Cannot make a window as 'size' must be/);
  });
});

describe("TimeWindow", () => {
  test.each([[100, 10], [1000, 4], [60, 1]])(
    "of %i ms in %i buckets: the sums are those of the buckets that the window spans",
    (lengthMs, buckets) => {
      const random = new SeededRandom(lengthMs);
      const window = new TimeWindow(lengthMs, buckets);
      const bucketMs = lengthMs / buckets;
      const all: Outcome[] = [];
      let atMs = 12_345;
      for (let index = 0; index < 300; index++) {
        atMs += random.next() < 0.05 ? 3 * lengthMs * random.next() : bucketMs * random.next();
        const outcome = { failed: random.next() < 0.5, slow: random.next() < 0.3, atMs };
        all.push(outcome);
        window.add(outcome.failed, outcome.slow, atMs);
        const first = (Math.floor(atMs / bucketMs) - buckets + 1) * bucketMs;
        expect({ calls: window.calls, failures: window.failures, slow: window.slow }).toEqual(
          sums(all.filter((one) => one.atMs >= first)),
        );
      }
    },
  );

  test.each([[0, 10], [-1, 10], [Number.POSITIVE_INFINITY, 10], [Number.NaN, 10], [100, 0], [100, 2.5]])(
    "%d ms in %d buckets is refused",
    (lengthMs, buckets) => {
      expect(() => new TimeWindow(lengthMs, buckets)).toThrow(RangeError);
    },
  );
});
