import { fc } from "#src/commands/check/properties.ts";
import { describe, expect, test } from "vitest";
import {
  type AdaptiveLimit,
  AimdLimit,
  Bulkhead,
  type BulkheadEvent,
  BulkheadRefusal,
  GradientLimit,
  isOverload,
  type RefusalReason,
  type Sample,
} from "#patterns/resilience/bulkhead.ts";
import { TimedOut } from "#patterns/resilience/timeout.ts";
import type { SleepOptions } from "#src/ports/clock.ts";
import { type CallContext, Refused } from "#src/ports/policy.ts";
import { ErrorAnswer, NoAnswer, Unreachable } from "#src/ports/transport.ts";

/** Time stands still but for `pass`, which wakes sleepers in order. */
class HandClock {
  ms = 1_000;
  readonly sleepers: { atMs: number; wake: () => void }[] = [];
  nowMs() {
    return this.ms;
  }
  sleep(ms: number, { signal }: SleepOptions = {}) {
    return new Promise<void>((resolve, reject) => {
      const sleeper = { atMs: this.ms + ms, wake: resolve };
      this.sleepers.push(sleeper);
      signal?.addEventListener("abort", () => {
        this.sleepers.splice(this.sleepers.indexOf(sleeper), 1);
        reject(signal.reason);
      });
    });
  }
  async pass(ms: number) {
    const untilMs = this.ms + ms;
    for (;;) {
      const due = this.sleepers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.sleepers.splice(this.sleepers.indexOf(due), 1);
      this.ms = Math.max(this.ms, due.atMs);
      due.wake();
      await settled();
    }
    this.ms = untilMs;
    await settled();
  }
}

/** Lets all promises settle that need no time. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function setUp(options: Partial<ConstructorParameters<typeof Bulkhead>[0]> = {}) {
  const clock = new HandClock();
  const events: BulkheadEvent[] = [];
  const bulkhead = new Bulkhead({ clock, limit: 1, onEvent: (event) => events.push(event), ...options });
  const begun: string[] = [];
  const contexts: CallContext[] = [];
  const ends = new Map<string, { end: (value?: string) => void; fail: (error: unknown) => void }>();
  /** Makes a call that goes on until it is ended by hand. */
  const call = (name: string, executeOptions: Parameters<typeof bulkhead.execute>[1] = {}) => {
    const outcome: { value?: string; error?: unknown } = {};
    bulkhead.execute((context) => {
      begun.push(name);
      contexts.push(context);
      return new Promise<string>((resolve, reject) => {
        ends.set(name, { end: (value = name) => resolve(value), fail: reject });
      });
    }, executeOptions).then((value) => outcome.value = value, (error) => outcome.error = error);
    return outcome;
  };
  const end = async (name: string) => {
    ends.get(name)!.end();
    await settled();
  };
  const fail = async (name: string, error: unknown = new Error(name)) => {
    ends.get(name)!.fail(error);
    await settled();
  };
  const reasonOf = ({ error }: { error?: unknown }): RefusalReason => {
    if (!(error instanceof BulkheadRefusal)) throw new Error(`not refused: ${String(error)}`);
    return error.reason;
  };
  return { clock, events, bulkhead, begun, contexts, call, end, fail, reasonOf };
}

describe("places", () => {
  test("at most limit calls are in flight, the next one is refused", async () => {
    const { bulkhead, call, begun, reasonOf } = setUp({ limit: 2 });
    call("a");
    call("b");
    const third = call("c");
    await settled();
    expect(begun).toEqual(["a", "b"]);
    expect(reasonOf(third)).toBe("full");
    expect(third.error).toBeInstanceOf(Refused);
    expect((third.error as Refused).by).toBe("bulkhead");
    expect([bulkhead.inFlight, bulkhead.waiting, bulkhead.limit]).toEqual([2, 0, 2]);
  });

  test.each<[string, () => unknown]>([
    ["answers", () => "done"],
    ["throws at once", () => {
      throw new Error("at once");
    }],
    ["rejects", () => Promise.reject(new Error("later"))],
    ["throws undefined", () => {
      throw undefined;
    }],
  ])("a call that %s gives its place back, once", async (_how, make) => {
    const { bulkhead } = setUp({ limit: 2 });
    for (let turn = 0; turn < 5; turn++) await bulkhead.execute(make).catch(() => {});
    expect(bulkhead.inFlight).toBe(0);
  });

  test("answers and errors come out as they are", async () => {
    const { bulkhead } = setUp();
    const error = new Error("mine");
    await expect(bulkhead.execute(() => 42)).resolves.toBe(42);
    await expect(bulkhead.execute(() => Promise.reject(error))).rejects.toBe(error);
  });

  test("a caller that leaves is told at once, and its place is taken until its call has ended", async () => {
    const { bulkhead, call, end, contexts } = setUp();
    const controller = new AbortController();
    const gone = call("a", { signal: controller.signal });
    controller.abort("gone");
    await settled();
    expect(gone.error).toBe("gone");
    expect(contexts[0]!.signal.aborted).toBe(true);
    expect(bulkhead.inFlight).toBe(1);
    await end("a");
    expect(bulkhead.inFlight).toBe(0);
  });

  test("who has left before is not served", async () => {
    const { call, begun } = setUp();
    const gone = call("a", { signal: AbortSignal.abort("before") });
    await settled();
    expect([gone.error, begun]).toEqual(["before", []]);
  });

  test("a free place goes to who waits, before any newcomer", async () => {
    const { call, begun, end, bulkhead } = setUp({ maxQueue: 2 });
    call("a");
    call("b");
    const ended = end("a");
    const newcomer = call("c");
    await ended;
    expect(begun).toEqual(["a", "b"]);
    expect(bulkhead.waiting).toBe(1);
    await end("b");
    await end("c");
    expect(newcomer.value).toBe("c");
  });

  test("limit and order of arrival hold for any schedule of arrivals, ends, failures and departures", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 5 }),
        fc.array(fc.constantFrom("arrive", "arrive", "arrive", "end", "fail", "leave"), { maxLength: 60 }),
        async (limit, maxQueue, steps) => {
          const { bulkhead, call, begun, end, fail } = setUp({ limit, maxQueue, maxWaitMs: Infinity });
          const running = new Set<string>();
          const controllers = new Map<string, AbortController>();
          let seen = 0;
          for (const [index, step] of steps.entries()) {
            const name = `${index}`;
            if (step === "arrive") {
              const controller = new AbortController();
              controllers.set(name, controller);
              call(name, { signal: controller.signal });
            } else if (step === "leave") {
              const last = [...controllers.keys()].at(-1);
              if (last !== undefined) controllers.get(last)!.abort("gone");
            } else {
              const [first] = running;
              if (first === undefined) continue;
              running.delete(first);
              await (step === "end" ? end(first) : fail(first));
            }
            await settled();
            for (; seen < begun.length; seen++) running.add(begun[seen]!);
            expect(running.size).toBeLessThanOrEqual(limit);
            expect(bulkhead.inFlight).toBe(running.size);
            expect(bulkhead.waiting).toBeLessThanOrEqual(maxQueue);
            expect(running.size === limit || bulkhead.waiting === 0).toBe(true); // no place lies idle
          }
          expect(begun.map(Number)).toEqual([...begun.map(Number)].sort((a, b) => a - b));
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe("queue", () => {
  test("oldest first, and refused when it is full", async () => {
    const { call, begun, end, reasonOf } = setUp({ maxQueue: 2 });
    ["a", "b", "c"].forEach((name) => call(name));
    const late = call("d");
    await settled();
    expect(reasonOf(late)).toBe("full");
    await end("a");
    await end("b");
    expect(begun).toEqual(["a", "b", "c"]);
  });

  test("newest first, and the oldest gives way when it is full", async () => {
    const { call, begun, end, reasonOf } = setUp({ maxQueue: 2, order: "newest-first" });
    call("a");
    const oldest = call("b");
    call("c");
    call("d");
    await settled();
    expect(reasonOf(oldest)).toBe("displaced");
    await end("a");
    await end("d");
    expect(begun).toEqual(["a", "d", "c"]);
  });

  test("priority 0 first, in order of arrival within a priority; who says nothing is last", async () => {
    const { call, begun, end } = setUp({ maxQueue: 9, priorities: 3 });
    call("running");
    call("none");
    call("p1", { priority: 1 });
    call("p0", { priority: 0 });
    call("p2", { priority: 2 });
    call("p1 too", { priority: 1 });
    for (const name of ["running", "p0", "p1", "p1 too", "none", "p2"]) await end(name);
    expect(begun).toEqual(["running", "p0", "p1", "p1 too", "none", "p2"]);
  });

  test("when it is full, the newest of the lowest priority gives way to a higher one, and to no other", async () => {
    const { call, begun, end, reasonOf } = setUp({ maxQueue: 2, priorities: 2 });
    call("running", { priority: 0 });
    const first = call("first", { priority: 1 });
    const second = call("second", { priority: 1 });
    const low = call("low", { priority: 1 });
    call("high", { priority: 0 });
    await settled();
    expect([reasonOf(low), reasonOf(second), first.error]).toEqual(["full", "displaced", undefined]);
    await end("running");
    await end("high");
    expect(begun).toEqual(["running", "high", "first"]);
  });

  test("nobody waits longer than maxWaitMs, and a timer runs only while somebody waits", async () => {
    const { clock, call, begun, end, reasonOf, bulkhead } = setUp({ maxQueue: 3, maxWaitMs: 100 });
    call("a");
    expect(clock.sleepers.length).toBe(0);
    const b = call("b");
    await clock.pass(60);
    const c = call("c");
    expect(clock.sleepers.length).toBe(1);
    await clock.pass(39);
    expect(b.error).toBeUndefined();
    await clock.pass(1);
    expect(reasonOf(b)).toBe("waited");
    expect((b.error as BulkheadRefusal).waitedMs).toBe(100);
    expect(c.error).toBeUndefined();
    await clock.pass(60);
    expect(reasonOf(c)).toBe("waited");
    expect([bulkhead.waiting, clock.sleepers.length]).toEqual([0, 0]);
    await end("a");
    expect(begun).toEqual(["a"]);
  });

  test("the timer ends with the last one who waits", async () => {
    const { clock, call, end, begun } = setUp({ maxQueue: 3 });
    call("a");
    call("b");
    await end("a");
    expect([begun, clock.sleepers.length]).toEqual([["a", "b"], 0]);
    const controller = new AbortController();
    call("c", { signal: controller.signal });
    expect(clock.sleepers.length).toBe(1);
    controller.abort();
    expect(clock.sleepers.length).toBe(0);
  });

  test("who waited too long is not served, even where the timer is late", async () => {
    const { clock, call, end, begun, reasonOf } = setUp({ maxQueue: 1, maxWaitMs: 100 });
    call("a");
    const b = call("b");
    clock.ms += 500; // the thread was busy: nobody was woken
    await end("a");
    expect(reasonOf(b)).toBe("waited");
    expect(begun).toEqual(["a"]);
  });

  test("where the clock cannot wait, those who wait get its error, and places still come back", async () => {
    const clock = { nowMs: () => 0, sleep: () => Promise.reject(new Error("no timers")) };
    const bulkhead = new Bulkhead({ clock, limit: 1, maxQueue: 2 });
    let end = () => {};
    const first = bulkhead.execute(() => new Promise<void>((resolve) => end = resolve));
    await expect(bulkhead.execute(() => {})).rejects.toThrow("no timers");
    expect(bulkhead.waiting).toBe(0);
    end();
    await first;
    await expect(bulkhead.execute(() => "served")).resolves.toBe("served");
  });

  test("who leaves the queue is not served, and gets its reason", async () => {
    const { call, end, begun, events } = setUp({ maxQueue: 2 });
    const controller = new AbortController();
    call("a");
    const gone = call("b", { signal: controller.signal });
    call("c");
    controller.abort("gone");
    await end("a");
    expect(gone.error).toBe("gone");
    expect(begun).toEqual(["a", "c"]);
    expect(events).toContainEqual({ kind: "left", priority: 0, waitedMs: 0, waiting: 1 });
  });

  test("a signal that outlives its calls keeps no listener of the queue", async () => {
    const { call, end, bulkhead } = setUp({ maxQueue: 1 });
    const controller = new AbortController();
    const added: string[] = [];
    const { signal } = controller;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = (...args: Parameters<typeof add>) => (added.push("add"), add(...args));
    signal.removeEventListener = (
      ...args: Parameters<typeof remove>
    ) => (added.push("remove"), remove(...args));
    call("a", { signal });
    call("b", { signal });
    await end("a");
    await end("b");
    expect(bulkhead.inFlight).toBe(0);
    expect(added.filter((each) => each === "add").length).toBe(
      added.filter((each) => each === "remove").length,
    );
  });
});

describe("the caller's time", () => {
  test("a call waits no longer than its caller has, and is told what is left", async () => {
    const { clock, call, end, contexts, reasonOf } = setUp({ maxQueue: 2, maxWaitMs: 1_000 });
    call("a");
    const short = call("b", { remainingMs: 50 });
    call("c", { remainingMs: 300 });
    await clock.pass(50);
    expect(reasonOf(short)).toBe("deadline");
    await clock.pass(70);
    await end("a");
    expect(contexts[1]!.remainingMs).toBe(180);
  });

  test("with no time left the call is not made", async () => {
    const { call, begun, reasonOf } = setUp();
    const late = call("a", { remainingMs: 0 });
    await settled();
    expect([reasonOf(late), begun]).toEqual(["deadline", []]);
  });

  test("a call that does not wait is told all of it", async () => {
    const { call, contexts } = setUp();
    call("a", { remainingMs: 70 });
    expect(contexts[0]!.remainingMs).toBe(70);
  });
});

describe("learned limits", () => {
  const fixed = (limit: number) => {
    const samples: Sample[] = [];
    const learned: AdaptiveLimit & { limit: number } = {
      limit,
      sample: (sample) => void samples.push(sample),
    };
    return { learned, samples };
  };

  test("samples say when a call began and ended, and how many were in flight", async () => {
    const { learned, samples } = fixed(2);
    const { call, clock, end, fail } = setUp({ limit: learned });
    call("a");
    await clock.pass(10);
    call("b");
    await clock.pass(20);
    await end("a");
    await fail("b", new ErrorAnswer(503));
    expect(samples).toEqual([
      { startMs: 1_000, endMs: 1_030, inFlight: 2, overloaded: false },
      { startMs: 1_010, endMs: 1_030, inFlight: 1, overloaded: true },
    ]);
  });

  test("errors of another kind, and calls whose caller has left, teach nothing", async () => {
    const { learned, samples } = fixed(2);
    const { call, end, fail } = setUp({ limit: learned });
    const controller = new AbortController();
    call("a");
    call("b", { signal: controller.signal });
    controller.abort();
    await fail("a", new ErrorAnswer(404));
    await end("b");
    expect(samples).toEqual([]);
  });

  test.each<[unknown, boolean]>([
    [new ErrorAnswer(429), true],
    [new ErrorAnswer(503), true],
    [new NoAnswer("x", 100), true],
    [new TimedOut(100), true],
    [new ErrorAnswer(500), false],
    [new Unreachable("x"), false],
    [new Refused("rate-limiter"), false],
    ["text", false],
  ])("%s as a sign of overload: %s", (error, expected) => {
    expect(isOverload(error)).toBe(expected);
  });

  test("a limit that rises lets those in who wait; one that falls lets nobody in until enough have ended", async () => {
    const { learned } = fixed(1);
    const { call, end, begun } = setUp({ limit: learned, maxQueue: 9 });
    ["a", "b", "c", "d", "e"].forEach((name) => call(name));
    learned.limit = 3;
    await end("a");
    expect(begun).toEqual(["a", "b", "c", "d"]);
    learned.limit = 1;
    await end("b");
    await end("c");
    expect(begun.length).toBe(4);
    await end("d");
    expect(begun.length).toBe(5);
  });

  test("when a limit rises by itself, a newcomer does not overtake those who wait", async () => {
    const { learned } = fixed(1);
    const { call, end, begun } = setUp({ limit: learned, maxQueue: 9 });
    call("a");
    call("b");
    learned.limit = 2;
    call("c");
    expect(begun).toEqual(["a"]);
    await end("a");
    expect(begun).toEqual(["a", "b", "c"]);
  });

  const sample = (over: Partial<Sample>): Sample => ({
    startMs: 0,
    endMs: 10,
    inFlight: 100,
    overloaded: false,
    ...over,
  });

  test("AIMD rises by one for a round of good calls, and falls by a share", () => {
    const limit = new AimdLimit({ initial: 10, backoffRatio: 0.5 });
    for (let call = 0; call < 11; call++) limit.sample(sample({}));
    expect(limit.limit).toBe(11);
    limit.sample(sample({ startMs: 20, endMs: 30, overloaded: true }));
    expect(limit.limit).toBe(5);
  });

  test("AIMD is cut once for one overload", () => {
    const limit = new AimdLimit({ initial: 100, backoffRatio: 0.5 });
    for (let call = 0; call < 10; call++) {
      limit.sample(sample({ startMs: call, endMs: 50 + call, overloaded: true }));
    }
    expect(limit.limit).toBe(50);
    limit.sample(sample({ startMs: 50, endMs: 90, overloaded: true }));
    expect(limit.limit).toBe(25);
  });

  test("AIMD takes a slow call for a sign, and idle places for none", () => {
    const limit = new AimdLimit({ initial: 10, slowMs: 100, backoffRatio: 0.5 });
    limit.sample(sample({ endMs: 100 }));
    expect(limit.limit).toBe(10);
    limit.sample(sample({ endMs: 101 }));
    expect(limit.limit).toBe(5);
    for (let call = 0; call < 100; call++) limit.sample(sample({ startMs: 200, endMs: 201, inFlight: 2 }));
    expect(limit.limit).toBe(5);
  });

  test("the gradient rises while latency is as usual, and falls as it grows", () => {
    const limit = new GradientLimit({ initial: 20, max: 40 });
    for (let call = 0; call < 20; call++) limit.sample(sample({ endMs: 10 }));
    const risen = limit.limit;
    expect(risen).toBeGreaterThan(25);
    for (let call = 0; call < 20; call++) limit.sample(sample({ endMs: 60 }));
    expect(limit.limit).toBeLessThan(risen / 2);
  });

  test("the gradient falls at a sign of overload, which leaves the usual latency alone", () => {
    const limit = new GradientLimit({ initial: 100 });
    for (let call = 0; call < 100; call++) limit.sample(sample({ endMs: 100, inFlight: 0 }));
    for (let call = 0; call < 50; call++) limit.sample(sample({ endMs: 1, overloaded: true }));
    expect(limit.limit).toBe(1);
    for (let call = 0; call < 50; call++) limit.sample(sample({ endMs: 100 }));
    expect(limit.limit).toBeGreaterThan(10);
  });

  test("idle places move no gradient", () => {
    const limit = new GradientLimit({ initial: 10 });
    for (let call = 0; call < 100; call++) limit.sample(sample({ inFlight: 4 }));
    expect(limit.limit).toBe(10);
  });

  test("an overload that lasts becomes the usual latency", () => {
    const limit = new GradientLimit({ initial: 10, usualOver: 50, max: 100 });
    for (let call = 0; call < 200; call++) limit.sample(sample({ endMs: 10 }));
    for (let call = 0; call < 10; call++) limit.sample(sample({ endMs: 100 }));
    const fallen = limit.limit;
    for (let call = 0; call < 500; call++) limit.sample(sample({ endMs: 100 }));
    expect(fallen).toBeLessThan(50);
    expect(limit.limit).toBe(100);
  });

  test.each([
    ["AIMD", (range: { initial: number; min: number; max: number }) => new AimdLimit(range)],
    ["gradient", (range: { initial: number; min: number; max: number }) => new GradientLimit(range)],
  ])("%s stays within its range, whatever it hears", (_name, make) => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ tookMs: fc.double({ min: 0, max: 1e6, noNaN: true }), overloaded: fc.boolean() }),
          {
            maxLength: 200,
          },
        ),
        (samples) => {
          const limit = make({ initial: 5, min: 3, max: 8 });
          let nowMs = 0;
          for (const { tookMs, overloaded } of samples) {
            limit.sample({ startMs: nowMs, endMs: nowMs += tookMs, inFlight: 8, overloaded });
            expect(limit.limit).toBeGreaterThanOrEqual(3);
            expect(limit.limit).toBeLessThanOrEqual(8);
            expect(Number.isInteger(limit.limit)).toBe(true);
          }
        },
      ),
      { seed: 7, numRuns: 100 },
    );
  });
});

describe("events and options", () => {
  test("events tell a call's way, in order", async () => {
    const { call, clock, end, events } = setUp({ maxQueue: 1, maxWaitMs: 100 });
    call("a");
    call("b");
    call("c");
    await clock.pass(40);
    await end("a");
    await clock.pass(10);
    await end("b");
    expect(events).toEqual([
      { kind: "started", priority: 0, waitedMs: 0, inFlight: 1 },
      { kind: "queued", priority: 0, waiting: 1 },
      { kind: "refused", priority: 0, reason: "full", waitedMs: 0 },
      { kind: "ended", tookMs: 40, ok: true, inFlight: 0 },
      { kind: "started", priority: 0, waitedMs: 40, inFlight: 1 },
      { kind: "ended", tookMs: 10, ok: true, inFlight: 0 },
    ]);
  });

  test("a learned limit that changes is told", async () => {
    const { call, fail, events } = setUp({ limit: new AimdLimit({ initial: 10, backoffRatio: 0.5 }) });
    call("a");
    await fail("a", new ErrorAnswer(503));
    expect(events).toContainEqual({ kind: "limit", limit: 5 });
  });

  test("a listener that throws fails no call", async () => {
    const bulkhead = new Bulkhead({
      clock: new HandClock(),
      limit: 1,
      onEvent: () => {
        throw new Error("metrics are down");
      },
    });
    await expect(bulkhead.execute(() => 1)).resolves.toBe(1);
    await expect(bulkhead.execute(() => 2)).resolves.toBe(2);
  });

  test("a listener that comes back finds the limits kept", async () => {
    const clock = new HandClock();
    let [most, returns] = [0, 0];
    const bulkhead: Bulkhead = new Bulkhead({
      clock,
      limit: 1,
      maxQueue: 1,
      order: "newest-first",
      onEvent: ({ kind }) => {
        if (kind === "refused" && returns++ < 3) bulkhead.execute(() => {}).catch(() => {});
        most = Math.max(most, bulkhead.waiting);
      },
    });
    const forever = () => new Promise(() => {});
    for (let each = 0; each < 4; each++) bulkhead.execute(forever).catch(() => {});
    await settled();
    expect(most).toBe(1);
  });

  test.each<[string, Partial<ConstructorParameters<typeof Bulkhead>[0]>]>([
    ["limit", { limit: 0 }],
    ["limit", { limit: 1.5 }],
    ["limit", { limit: NaN }],
    ["limit", { limit: "10" as unknown as number }],
    ["limit", { limit: null as unknown as number }],
    ["maxQueue", { maxQueue: -1 }],
    ["maxQueue", { maxQueue: Infinity }],
    ["maxWaitMs", { maxWaitMs: -1 }],
    ["maxWaitMs", { maxWaitMs: 2 ** 31 }],
    ["maxWaitMs", { maxWaitMs: NaN }],
    ["priorities", { priorities: 0 }],
    ["priorities", { priorities: 17 }],
    ["order", { order: "random" as "oldest-first" }],
  ])("refuses a wrong %s: %j", (name, options) => {
    expect(() => setUp(options)).toThrow(RangeError);
    expect(() => setUp(options)).toThrow(`'${name}'`);
  });

  test.each([
    ["priority", { priority: 2 }],
    ["priority", { priority: -1 }],
    ["priority", { priority: 0.5 }],
    ["remainingMs", { remainingMs: NaN }],
  ])("rejects a call with a wrong %s", async (name, options) => {
    const { bulkhead } = setUp({ priorities: 2 });
    await expect(bulkhead.execute(() => 1, options)).rejects.toThrow(`'${name}'`);
    expect(bulkhead.inFlight).toBe(0);
  });

  test.each<[string, () => unknown]>([
    ["min", () => new AimdLimit({ min: 0 })],
    ["initial", () => new AimdLimit({ initial: 300 })],
    ["max", () => new AimdLimit({ min: 5, max: 4 })],
    ["backoffRatio", () => new AimdLimit({ backoffRatio: 1 })],
    ["slowMs", () => new AimdLimit({ slowMs: -1 })],
    ["usualOver", () => new GradientLimit({ usualOver: 1 })],
    ["tolerance", () => new GradientLimit({ tolerance: 0.5 })],
    ["headroom", () => new GradientLimit({ headroom: -1 })],
    ["smoothing", () => new GradientLimit({ smoothing: 0 })],
  ])("refuses a learned limit with a wrong %s", (name, make) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(`'${name}'`);
  });
});
