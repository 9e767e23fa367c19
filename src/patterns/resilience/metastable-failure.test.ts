import { fc } from "#src/commands/check/properties.ts";
import { describe, expect, test, vi } from "vitest";
import {
  FreshQueue,
  type FreshQueueEvent,
  type Interval,
  judge,
  LoadMeter,
  LookAside,
  Ramp,
} from "#patterns/resilience/metastable-failure.ts";
import { Refused } from "#src/ports/policy.ts";

/** Seconds of a run, each as `[wanted, offered, good]`. */
const run = (...parts: [seconds: number, wanted: number, offered: number, good: number][]): Interval[] => {
  const intervals: Interval[] = [];
  for (const [seconds, wanted, offered, good] of parts) {
    for (let second = 0; second < seconds; second++) {
      const fromMs = intervals.length * 1_000;
      intervals.push({ fromMs, toMs: fromMs + 1_000, wanted, offered, good });
    }
  }
  return intervals;
};
/** A trigger from 10 s to 15 s, in a service for 50 calls a second. */
const trigger = { triggerFromMs: 10_000, triggerToMs: 15_000, capacityPerSecond: 50 };
const before: [number, number, number, number] = [10, 30, 30, 30];
const during: [number, number, number, number] = [5, 30, 60, 3];
const well: [number, number, number, number] = [15, 30, 30, 30];

describe("judge", () => {
  const verdicts: [what: string, intervals: Interval[], verdict: string][] = [
    ["nobody noticed", run(before, [5, 30, 30, 30], well), "unharmed"],
    ["it came back at once", run(before, during, well), "recovered"],
    ["it came back after 8 s", run(before, during, [8, 30, 90, 2], [20, 30, 30, 30]), "recovered"],
    ["it does not come back, at a load that it bears", run(before, during, [15, 30, 90, 2]), "metastable"],
    ["more is wanted than it can do", run(before, during, [15, 51, 150, 2]), "overloaded"],
    ["exactly what it can do is wanted", run(before, during, [15, 50, 150, 2]), "metastable"],
    ["more was wanted, and is not now", run(before, during, [5, 90, 200, 2], [15, 30, 90, 2]), "metastable"],
    ["less than the time to settle was seen", run(before, during, [9, 30, 90, 2]), "undecided"],
    ["just the time to settle was seen", run(before, during, [10, 30, 90, 2]), "metastable"],
    ["the last seconds alone are good", run(before, during, [15, 30, 90, 2], [7, 30, 30, 30]), "undecided"],
    ["it is well and falls ill again", run(before, during, well, [7, 30, 90, 2]), "undecided"],
    ["nobody calls any more", run(before, during, [15, 0, 0, 0]), "undecided"],
    ["every tenth call fails", run(before, during, [20, 30, 33, 27]), "recovered"],
    ["somewhat more than every tenth call fails", run(before, during, [20, 30, 33, 26.9]), "metastable"],
    ["nothing was counted", [], "undecided"],
  ];
  test.each(verdicts)("%s: %#", (_, intervals, verdict) => {
    expect(judge(intervals, trigger).verdict).toBe(verdict);
  });

  test("says how long it took to be well again, over windows of five seconds", () => {
    expect(judge(run(before, [5, 30, 30, 30], well), trigger).recoveredAfterMs).toBe(0);
    expect(judge(run(before, during, well), trigger).recoveredAfterMs).toBe(0);
    expect(
      judge(run(before, during, [8, 30, 90, 0], [20, 30, 30, 30]), trigger).recoveredAfterMs,
    ).toBe(12_000); // the eight, and until the window has nothing of them
    expect(judge(run(before, during, [15, 30, 90, 2]), trigger).recoveredAfterMs).toBeUndefined();
  });

  test("what was ill before the trigger's end does not count against the time after it", () => {
    expect(judge(run(before, [5, 30, 300, 0], well), trigger).recoveredAfterMs).toBe(0);
  });

  test("amplification is requests for a call, the sustaining ratio requests for an answer of use", () => {
    const { amplification, sustaining } = judge(run(before, during, [15, 30, 90, 10]), trigger);
    expect([amplification, sustaining]).toEqual([3, 9]);
    expect(judge(run(before, during, [15, 30, 90, 0]), trigger).sustaining).toBe(Infinity);
    const silent = judge(run(before, during, [15, 0, 0, 0]), trigger);
    expect([silent.amplification, silent.sustaining]).toEqual([undefined, undefined]);
  });

  test("amplification is of all the time after the trigger, the sustaining ratio of its last part", () => {
    const easing = run(before, during, [10, 30, 120, 5], [10, 30, 60, 10]);
    expect(judge(easing, trigger)).toMatchObject({ amplification: 3, sustaining: 6 });
  });

  test("the last part begins exactly `settleMs` before the end", () => {
    const short = { ...trigger, windowMs: 1_000 };
    expect(judge(run(before, during, [5, 30, 90, 2], [9, 30, 30, 30]), short).verdict).toBe("undecided");
    expect(judge(run(before, during, [5, 30, 90, 2], [10, 30, 30, 30]), short).verdict).toBe("recovered");
  });

  test("what was ill before the trigger is no harm of it", () => {
    const early = run([10, 30, 30, 0], [5, 30, 30, 30], well);
    expect(judge(early, { ...trigger, windowMs: 1_000 }).verdict).toBe("unharmed");
  });

  test("counts what was lost from the trigger's beginning", () => {
    expect(judge(run([10, 30, 30, 20], during, well), trigger).lost).toBe(5 * 27);
    expect(judge(run(before, [5, 30, 30, 30], [15, 30, 30, 31]), trigger).lost).toBe(0);
  });

  test("answers of late come after the interval of their calls, and the window evens it out", () => {
    const late = run(before, during, [1, 30, 30, 20], [1, 30, 30, 40], [1, 30, 30, 20], [20, 30, 30, 30]);
    expect(judge(late, { ...trigger, windowMs: 3_000 }).verdict).toBe("recovered");
  });

  test("a run that is cut into other pieces is judged alike", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 100 }), (good, wanted) => {
        const whole = run(before, during, [20, wanted, 90, good]);
        const halves = whole.flatMap(({ fromMs, toMs, wanted, offered, good }) => {
          const middleMs = (fromMs + toMs) / 2;
          const half = { wanted: wanted / 2, offered: offered / 2, good: good / 2 };
          return [{ fromMs, toMs: middleMs, ...half }, { fromMs: middleMs, toMs, ...half }];
        });
        expect(judge(halves, trigger)).toEqual(judge(whole, trigger));
      }),
    );
  });

  test.each([
    ["capacityPerSecond", { ...trigger, capacityPerSecond: 0 }],
    ["capacityPerSecond", { ...trigger, capacityPerSecond: NaN }],
    ["triggerToMs", { ...trigger, triggerToMs: 9_000 }],
    ["triggerFromMs", { ...trigger, triggerFromMs: NaN }],
    ["healthyRatio", { ...trigger, healthyRatio: 1.1 }],
    ["healthyRatio", { ...trigger, healthyRatio: 0 }],
    ["windowMs", { ...trigger, windowMs: 0 }],
    ["settleMs", { ...trigger, settleMs: -1 }],
  ])("refuses a wrong %s", (name, options) => {
    expect(() => judge([], options)).toThrow(RangeError);
    expect(() => judge([], options)).toThrow(`'${name}'`);
  });

  test("refuses intervals that overlap, go back or are empty", () => {
    const [first, second] = run([2, 1, 1, 1]);
    expect(() => judge([second!, first!], trigger)).toThrow("number 1 is 0 to 1000");
    expect(() => judge([first!, first!], trigger)).toThrow(RangeError);
    expect(() => judge([{ ...first!, toMs: 0 }], trigger)).toThrow(RangeError);
  });
});

describe("LoadMeter", () => {
  test("counts in intervals of one length, empty ones included", () => {
    let nowMs = 500;
    const meter = new LoadMeter({ clock: { nowMs: () => nowMs } });
    meter.wanted();
    meter.offered();
    nowMs = 1_499;
    meter.offered();
    nowMs = 3_600;
    meter.good();
    expect(meter.intervals).toEqual([
      { fromMs: 500, toMs: 1_500, wanted: 1, offered: 2, good: 0 },
      { fromMs: 1_500, toMs: 2_500, wanted: 0, offered: 0, good: 0 },
      { fromMs: 2_500, toMs: 3_500, wanted: 0, offered: 0, good: 0 },
      { fromMs: 3_500, toMs: 4_500, wanted: 0, offered: 0, good: 1 },
    ]);
  });

  test("forgets what is older than it may keep, also after a long silence", () => {
    let nowMs = 0;
    const meter = new LoadMeter({ clock: { nowMs: () => nowMs }, intervalMs: 10, maxIntervals: 3 });
    meter.wanted();
    nowMs = 45;
    expect(meter.intervals.map(({ fromMs }) => fromMs)).toEqual([20, 30, 40]);
    nowMs = 1e12;
    meter.good();
    expect(meter.intervals.map(({ fromMs, good }) => [fromMs - 1e12, good])).toEqual([[-20, 0], [-10, 0], [
      0,
      1,
    ]]);
  });

  test("holds no more than it may while it counts", () => {
    let nowMs = 0;
    const meter = new LoadMeter({ clock: { nowMs: () => nowMs }, intervalMs: 10, maxIntervals: 3 });
    for (; nowMs < 100; nowMs += 5) meter.good();
    expect(meter.intervals.map(({ fromMs, good }) => [fromMs, good])).toEqual([[80, 2], [90, 2], [100, 0]]);
  });

  test("what it hands out is a copy", () => {
    const meter = new LoadMeter({ clock: { nowMs: () => 0 } });
    (meter.intervals[0] as Interval).wanted = 9;
    expect(meter.intervals[0]!.wanted).toBe(0);
  });

  test.each([{ intervalMs: 0 }, { maxIntervals: 0 }, { maxIntervals: 1.5 }])("refuses %j", (options) => {
    expect(() => new LoadMeter({ clock: { nowMs: () => 0 }, ...options })).toThrow(RangeError);
  });
});

describe("FreshQueue", () => {
  const make = (
    options: { maxWaitMs?: number | (() => number); maxLength?: number; newestFirstFrom?: number } = {},
  ) => {
    const time = { nowMs: 0 };
    const dropped: FreshQueueEvent<number>[] = [];
    const queue = new FreshQueue<number>({
      clock: { nowMs: () => time.nowMs },
      maxWaitMs: 500,
      onDrop: (event) => dropped.push(event),
      ...options,
    });
    return { time, dropped, queue };
  };

  test("serves the oldest first", () => {
    const { queue } = make();
    [1, 2, 3].forEach((item) => queue.push(item));
    expect([queue.take(), queue.take(), queue.take(), queue.take()]).toEqual([1, 2, 3, undefined]);
  });

  test("does not hand out what has waited maxWaitMs, and tells of it", () => {
    const { queue, time, dropped } = make();
    queue.push(1);
    time.nowMs = 1;
    queue.push(2);
    time.nowMs = 500;
    expect(queue.take()).toBe(2);
    expect(dropped).toEqual([{ kind: "too-old", item: 1, waitedMs: 500 }]);
    expect(queue.length).toBe(0);
  });

  test("the limit can be turned down while items wait, and nonsense drops nothing", () => {
    let maxWaitMs = Infinity;
    const { queue, time, dropped } = make({ maxWaitMs: () => maxWaitMs });
    [1, 2, 3].forEach((item) => queue.push(item));
    time.nowMs = 60_000;
    maxWaitMs = 0;
    expect(queue.take()).toBe(1);
    maxWaitMs = 500;
    queue.push(4);
    expect([queue.take(), queue.take(), dropped.map(({ item }) => item)]).toEqual([4, undefined, [2, 3]]);
  });

  test("serves the newest first from newestFirstFrom items on, and the oldest below", () => {
    const { queue } = make({ newestFirstFrom: 3 });
    [1, 2, 3, 4].forEach((item) => queue.push(item));
    expect([queue.take(), queue.take(), queue.take(), queue.take()]).toEqual([4, 3, 1, 2]);
    const always = make({ newestFirstFrom: 0 }).queue;
    [1, 2].forEach((item) => always.push(item));
    expect([always.take(), always.take(), always.take()]).toEqual([2, 1, undefined]);
  });

  test("holds at most maxLength items: the oldest leaves", () => {
    const { queue, dropped, time } = make({ maxLength: 2 });
    queue.push(1);
    time.nowMs = 10;
    [2, 3].forEach((item) => queue.push(item));
    expect(dropped).toEqual([{ kind: "full", item: 1, waitedMs: 10 }]);
    expect([queue.length, queue.take(), queue.take()]).toEqual([2, 2, 3]);
  });

  test("what is too old makes room", () => {
    const { queue, dropped, time } = make({ maxLength: 1 });
    queue.push(1);
    time.nowMs = 600;
    queue.push(2);
    expect(dropped).toEqual([{ kind: "too-old", item: 1, waitedMs: 600 }]);
  });

  test("an `onDrop` that throws costs no other item its place: it comes out of push and take", () => {
    const time = { nowMs: 0 };
    const told: number[] = [];
    const queue = new FreshQueue<number>({
      clock: { nowMs: () => time.nowMs },
      maxWaitMs: 500,
      maxLength: 3,
      onDrop({ item }) {
        told.push(item);
        throw new Error(`dropped ${item}`);
      },
    });
    [1, 2, 3].forEach((item) => queue.push(item));
    time.nowMs = 100;
    expect(() => queue.push(4)).toThrow("dropped 1"); // no room
    time.nowMs = 500;
    expect(() => queue.push(5)).toThrow("dropped 2"); // too old
    expect(() => queue.take()).toThrow("dropped 3");
    expect([queue.take(), queue.take(), queue.take(), told]).toEqual([4, 5, undefined, [1, 2, 3]]);
  });

  test("each item is handed out once, told once, or still waits; none too old is handed out", () => {
    const steps = fc.array(
      fc.oneof(fc.constant("push"), fc.constant("take"), fc.integer({ min: 1, max: 300 })),
    );
    const options = fc.record({
      maxLength: fc.integer({ min: 1, max: 8 }),
      newestFirstFrom: fc.constantFrom(0, 1, 3, Infinity),
    });
    fc.assert(fc.property(steps, options, (list, settings) => {
      const { queue, time, dropped } = make(settings);
      const atMs: number[] = [];
      const taken: number[] = [];
      for (const step of list) {
        if (typeof step === "number") time.nowMs += step;
        else if (step === "push") queue.push(atMs.push(time.nowMs) - 1);
        else {
          const item = queue.take();
          if (item === undefined) continue;
          expect(time.nowMs - atMs[item]!).toBeLessThan(500);
          taken.push(item);
        }
        expect(queue.length).toBeLessThanOrEqual(settings.maxLength);
      }
      const gone = [...taken, ...dropped.map(({ item }) => item)];
      expect(new Set(gone).size).toBe(gone.length);
      expect(gone.length + queue.length).toBe(atMs.length);
    }));
  });

  test("a hundred thousand items keep their order", () => {
    const { queue } = make({ maxLength: 1e6 });
    for (let item = 0; item < 100_000; item++) queue.push(item);
    let last = -1;
    for (let item = queue.take(); item !== undefined; item = queue.take()) {
      expect(item === last + 1).toBe(true);
      last = item;
    }
    expect(last).toBe(99_999);
  });

  test.each([{ maxWaitMs: 0 }, { maxWaitMs: NaN }, { maxLength: 0 }, { newestFirstFrom: -1 }])(
    "refuses %j",
    (options) => expect(() => make(options)).toThrow(RangeError),
  );
});

describe("LookAside", () => {
  const make = (options: { maxKeys?: number } = {}) => {
    const time = { nowMs: 0 };
    const loads: { key: string; resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
    const cache = new LookAside<string>({
      clock: { nowMs: () => time.nowMs },
      ttlMs: 1_000,
      load: (key) => new Promise((resolve, reject) => void loads.push({ key, resolve, reject })),
      ...options,
    });
    return { time, loads, cache };
  };

  test("loads a key once for all who ask meanwhile, and serves it until it is too old", async () => {
    const { cache, loads, time } = make();
    const asked = [cache.get("a"), cache.get("a")];
    await vi.waitFor(() => expect(loads).toHaveLength(1));
    loads[0]!.resolve("7 min");
    expect(await Promise.all(asked)).toEqual(["7 min", "7 min"]);
    time.nowMs = 999;
    expect(await cache.get("a")).toBe("7 min");
    expect(loads).toHaveLength(1);
    time.nowMs = 1_000;
    void cache.get("a");
    expect(loads).toHaveLength(2);
  });

  test("a load whose callers have all left is stored", async () => {
    const { cache, loads } = make();
    const caller = new AbortController();
    const asked = cache.get("a", { signal: caller.signal });
    caller.abort("left");
    await expect(asked).rejects.toBe("left");
    loads[0]!.resolve("7 min");
    await Promise.resolve();
    expect(await cache.get("a")).toBe("7 min");
    expect(loads).toHaveLength(1);
  });

  test("a load that fails is not stored, also where nobody waits for it", async () => {
    const { cache, loads } = make();
    const down = new Error("down");
    const asked = cache.get("a");
    loads[0]!.reject(down);
    await expect(asked).rejects.toBe(down);
    const caller = new AbortController();
    const second = cache.get("a", { signal: caller.signal });
    caller.abort("left");
    await expect(second).rejects.toBe("left");
    loads[1]!.reject(down); // no unhandled rejection
    for (let turn = 0; turn < 9; turn++) await Promise.resolve();
    const third = cache.get("a");
    loads[2]!.resolve("7 min");
    expect(await third).toBe("7 min");
  });

  test("a `load` that throws fails its callers and is asked again", async () => {
    let calls = 0;
    const cache = new LookAside<string>({
      clock: { nowMs: () => 0 },
      ttlMs: 1_000,
      load: () => {
        if (calls++ === 0) throw new Error("defect");
        return Promise.resolve("7 min");
      },
    });
    await expect(cache.get("a")).rejects.toThrow("defect");
    expect(await cache.get("a")).toBe("7 min");
  });

  test("an aborted caller asks for nothing", async () => {
    const { cache, loads } = make();
    await expect(cache.get("a", { signal: AbortSignal.abort("left") })).rejects.toBe("left");
    expect(loads).toHaveLength(0);
  });

  test("holds maxKeys values, and forgets all on clear", async () => {
    const { cache, loads } = make({ maxKeys: 2 });
    for (const key of ["a", "b", "c"]) {
      const asked = cache.get(key);
      loads.at(-1)!.resolve(key);
      await asked;
    }
    await cache.get("c");
    await cache.get("b");
    expect(loads).toHaveLength(3);
    void cache.get("a");
    expect(loads).toHaveLength(4);
    cache.clear();
    void cache.get("c");
    expect(loads).toHaveLength(5);
  });

  test("clear forgets values, not loads: who asks after it shares the load of before, and it is stored", async () => {
    const { cache, loads } = make();
    const asked = cache.get("a");
    cache.clear();
    const after = cache.get("a");
    expect(loads).toHaveLength(1);
    loads[0]!.resolve("7 min");
    expect(await Promise.all([asked, after, cache.get("a")])).toEqual(["7 min", "7 min", "7 min"]);
    expect(await cache.get("a")).toBe("7 min");
    expect(loads).toHaveLength(1);
  });

  test("a value that was loaded again is as young as any", async () => {
    const { cache, loads, time } = make({ maxKeys: 2 });
    const fill = async (key: string) => {
      const asked = cache.get(key);
      loads.at(-1)!.resolve(key);
      await asked;
    };
    await fill("a");
    time.nowMs = 500;
    await fill("b");
    time.nowMs = 1_000;
    await fill("a");
    await fill("c"); // b goes
    await cache.get("a");
    expect(loads).toHaveLength(4);
    void cache.get("b");
    expect(loads).toHaveLength(5);
  });

  test.each([{ ttlMs: 0 }, { maxKeys: 0 }])("refuses %j", (options) => {
    const load = () => Promise.resolve("");
    expect(() => new LookAside({ clock: { nowMs: () => 0 }, ttlMs: 1, load, ...options })).toThrow(
      RangeError,
    );
  });
});

describe("Ramp", () => {
  const make = (options: { rampMs?: number; startShare?: number; healthy?: () => boolean } = {}) => {
    const time = { nowMs: 0 };
    let draw = 0;
    const random = { next: () => (draw = (draw + 0.01) % 1) };
    const ramp = new Ramp({
      clock: { nowMs: () => time.nowMs },
      random,
      rampMs: 1_000,
      startShare: 0.1,
      ...options,
    });
    const admitted = async () => {
      let count = 0;
      for (let call = 0; call < 100; call++) {
        await ramp.execute(() => count++).catch((error: unknown) => expect(error).toBeInstanceOf(Refused));
      }
      return count;
    };
    return { time, ramp, admitted };
  };

  test("lets all in at first, nobody while shut, and then a share that grows", async () => {
    const { ramp, time, admitted } = make();
    expect(await admitted()).toBe(100);
    ramp.shut();
    time.nowMs = 5_000;
    expect([await admitted(), ramp.share]).toEqual([0, 0]);
    ramp.open();
    expect(await admitted()).toBeCloseTo(10, -0.5);
    time.nowMs = 5_500;
    expect(ramp.share).toBeCloseTo(0.55);
    expect(await admitted()).toBeGreaterThan(50);
    time.nowMs = 5_999;
    expect(ramp.share).toBeLessThan(1);
    time.nowMs = 6_001;
    expect([ramp.share, await admitted()]).toEqual([1, 100]);
  });

  test("a draw of 0 does not get through a door that is shut", async () => {
    const ramp = new Ramp({ clock: { nowMs: () => 0 }, random: { next: () => 0 } });
    ramp.shut();
    await expect(ramp.execute(() => 1)).rejects.toBeInstanceOf(Refused);
  });

  test("stands still while the service is not well", () => {
    let healthy = true;
    const { ramp, time } = make({ healthy: () => healthy });
    ramp.shut();
    ramp.open();
    time.nowMs = 500;
    expect(ramp.share).toBeCloseTo(0.55);
    healthy = false;
    time.nowMs = 900;
    expect(ramp.share).toBeCloseTo(0.55);
    healthy = true;
    time.nowMs = 1_000;
    expect(ramp.share).toBeCloseTo(0.64);
  });

  test("a door that opens does not begin again when it is opened again, and can be shut on the way", () => {
    const { ramp, time } = make();
    ramp.open();
    expect(ramp.share).toBe(1);
    ramp.shut();
    ramp.open();
    time.nowMs = 500;
    ramp.open();
    expect(ramp.share).toBeCloseTo(0.55);
    ramp.shut();
    time.nowMs = 9_000;
    expect(ramp.share).toBe(0);
  });

  test("a start share of 0 lets nobody in at once, and grows all the same", () => {
    const { ramp, time } = make({ startShare: 0 });
    ramp.shut();
    ramp.open();
    expect(ramp.share).toBe(0);
    time.nowMs = 100;
    ramp.open();
    time.nowMs = 250;
    expect(ramp.share).toBeCloseTo(0.25);
  });

  test("a clock that goes back takes nothing away", () => {
    const { ramp, time } = make();
    ramp.shut();
    time.nowMs = 1_000;
    ramp.open();
    time.nowMs = 1_500;
    expect(ramp.share).toBeCloseTo(0.55);
    time.nowMs = 1_400;
    expect(ramp.share).toBeCloseTo(0.55);
  });

  test("an aborted caller is told its reason, and its call is not made", async () => {
    const { ramp } = make();
    const call = vi.fn();
    await expect(ramp.execute(call, { signal: AbortSignal.abort("left") })).rejects.toBe("left");
    expect(call).not.toHaveBeenCalled();
  });

  test("hands signal and remaining time on", async () => {
    const { ramp } = make();
    const { signal } = new AbortController();
    expect(
      await ramp.execute((context) => [context.signal === signal, context.remainingMs], {
        signal,
        remainingMs: 70,
      }),
    )
      .toEqual([true, 70]);
  });

  test.each([{ rampMs: 0 }, { startShare: 1.1 }, { startShare: -0.1 }])("refuses %j", (options) => {
    expect(() => make(options)).toThrow(RangeError);
  });
});
