import { fc } from "#src/commands/check/properties.ts";
import { describe, expect, test } from "vitest";
import { TimedHeap } from "#src/pure/heap.ts";
import { Histogram } from "#src/pure/histogram.ts";
import { untilAborted } from "#src/pure/race.ts";

describe("a heap of timed entries", () => {
  test("gives entries by time, then by the order in which they were made", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 }),
        fc.integer({ min: 1, max: 7 }),
        (times, every) => {
          const heap = new TimedHeap<{ atMs: number; seq: number }>();
          const left: { atMs: number; seq: number }[] = [];
          const byTime = (a: { atMs: number; seq: number }, b: { atMs: number; seq: number }) =>
            a.atMs - b.atMs || a.seq - b.seq;
          times.forEach((atMs, seq) => {
            heap.push({ atMs, seq });
            left.push({ atMs, seq });
            if (seq % every === 0) expect(heap.pop()).toEqual(left.sort(byTime).shift());
          });
          for (const expected of left.sort(byTime)) expect(heap.pop()).toEqual(expected);
          expect(heap.pop()).toBeUndefined();
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  test("keeps what it is told to keep", () => {
    const heap = new TimedHeap<{ atMs: number; seq: number }>();
    for (let seq = 0; seq < 50; seq++) heap.push({ atMs: (seq * 37) % 11, seq });
    heap.retain((item) => item.seq % 2 === 0);
    expect(heap.size).toBe(25);
    let last = -1;
    for (let item = heap.pop(); item; item = heap.pop()) {
      expect(item.atMs).toBeGreaterThanOrEqual(last);
      expect(item.seq % 2).toBe(0);
      last = item.atMs;
    }
  });
});

describe("a histogram", () => {
  test("gives percentiles within 0.8 % of the true ones", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.2, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, ratio) => {
          const histogram = new Histogram();
          for (const value of values) histogram.record(value);
          const sorted = [...values].sort((a, b) => a - b);
          const exact = sorted[Math.max(1, Math.ceil(ratio * sorted.length)) - 1]!;
          const found = histogram.percentile(ratio);
          expect(found).toBeGreaterThanOrEqual(exact - 0.001);
          expect(found).toBeLessThanOrEqual(exact * 1.008);
        },
      ),
      { seed: 2, numRuns: 500 },
    );
  });

  test("of two parts is the histogram of the whole", () => {
    const [whole, one, two] = [new Histogram(), new Histogram(), new Histogram()];
    for (let i = 1; i <= 1_000; i++) {
      whole.record(i);
      (i % 3 === 0 ? one : two).record(i);
    }
    one.add(two);
    expect(one.buckets()).toEqual(whole.buckets());
    expect([one.count, one.mean, one.min, one.max]).toEqual([1_000, 500.5, 1, 1_000]);
  });

  test("that is empty answers 0", () => {
    const empty = new Histogram();
    expect([empty.count, empty.mean, empty.min, empty.max, empty.percentile(0.99)]).toEqual([0, 0, 0, 0, 0]);
  });

  test("refuses a value below 0 and a ratio above 1", () => {
    expect(() => new Histogram().record(-1)).toThrow("'value' must be at least 0: current value is -1");
    expect(() => new Histogram().percentile(99)).toThrow("'ratio' must be from 0 to 1: current value is 99");
  });
});

describe("waiting until aborted", () => {
  const listeners = (signal: AbortSignal) => {
    let count = 0;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = (...args: Parameters<typeof add>) => (count++, add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => (count--, remove(...args));
    return () => count;
  };

  test("gives the result, and leaves no listener behind", async () => {
    const { signal } = new AbortController();
    const left = listeners(signal);
    expect(await untilAborted(Promise.resolve(7), signal)).toBe(7);
    await expect(untilAborted(Promise.reject(new Error("no")), signal)).rejects.toThrow("no");
    expect(left()).toBe(0);
  });

  test("rejects with the signal's reason, during and before", async () => {
    const controller = new AbortController();
    const waiting = untilAborted(new Promise(() => {}), controller.signal);
    controller.abort("enough");
    await expect(waiting).rejects.toBe("enough");
    await expect(untilAborted(Promise.reject(new Error("late")), controller.signal)).rejects.toBe("enough");
  });
});
