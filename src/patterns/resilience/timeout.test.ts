import { describe, expect, test } from "vitest";
import { TimedOut, Timeout, type TimeoutEvent } from "#patterns/resilience/timeout.ts";
import { Deadline, worthStarting } from "#patterns/resilience/timeout/deadline.ts";
import { pipeline } from "#patterns/resilience/timeout/pipeline.ts";
import type { SleepOptions } from "#src/ports/clock.ts";
import { type CallContext, contextOf, type Policy, Refused } from "#src/ports/policy.ts";

/** Time passes by `pass` alone, which wakes who is due, in order. */
class HandClock {
  ms = 1_000;
  readonly timers: { dueMs: number; wake: () => void }[] = [];
  nowMs() {
    return this.ms;
  }
  sleep(ms: number, { signal }: SleepOptions = {}): Promise<void> {
    return new Promise((wake, reject) => {
      const timer = { dueMs: this.ms + ms, wake };
      this.timers.push(timer);
      signal?.addEventListener("abort", () => {
        this.timers.splice(this.timers.indexOf(timer), 1);
        reject(signal.reason);
      });
    });
  }
  async pass(ms: number) {
    this.ms += ms;
    for (const timer of this.timers.filter(({ dueMs }) => dueMs <= this.ms)) {
      this.timers.splice(this.timers.indexOf(timer), 1);
      timer.wake();
    }
    await turns();
  }
}
const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** A signal that knows how many listen to it. */
function counted() {
  const controller = new AbortController();
  const { signal } = controller;
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...rest: Parameters<typeof add>) => (listeners++, add(...rest));
  signal.removeEventListener = (...rest: Parameters<typeof remove>) => (listeners--, remove(...rest));
  return { controller, signal, listeners: () => listeners };
}

function deferred() {
  let resolve!: (value: string) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<string>((fulfil, fail) => (resolve = fulfil, reject = fail));
  return { promise, resolve, reject };
}

/** What `node:timers/promises`, `node:events` and streams reject with when their signal aborts. */
const nodeAbort = (cause: unknown) =>
  Object.assign(new Error("The operation was aborted", { cause }), { name: "AbortError", code: "ABORT_ERR" });

function setUp(options: Partial<ConstructorParameters<typeof Timeout>[0]> = {}) {
  const clock = new HandClock();
  const events: TimeoutEvent[] = [];
  const limit = new Timeout({ clock, timeoutMs: 100, onEvent: (event) => events.push(event), ...options });
  const work = deferred();
  const contexts: CallContext[] = [];
  const call = (context: CallContext) => {
    contexts.push(context);
    void context.signal;
    return work.promise;
  };
  return { clock, events, limit, work, contexts, call, kinds: () => events.map(({ kind }) => kind) };
}

const settled = (promise: Promise<unknown>) =>
  promise.then((value) => ({ value, error: undefined }), (error: unknown) => ({ value: undefined, error }));

describe("a call in time", () => {
  test("its value comes out, and its timer is gone", async () => {
    const { clock, limit, work, call, events } = setUp();
    const running = limit.execute(call);
    await clock.pass(30);
    work.resolve("done");
    expect(await running).toBe("done");
    expect(events).toEqual([{ kind: "succeeded", tookMs: 30 }]);
    expect(clock.timers).toEqual([]);
  });

  test.each([
    ["a promise that rejects", (error: Error) => () => Promise.reject(error)],
    ["a throw before it", (error: Error) => () => {
      throw error;
    }],
  ])("its error comes out as it is: %s", async (_name, callOf) => {
    const { clock, limit, kinds } = setUp();
    const error = new Error("no stock");
    expect((await settled(limit.execute(callOf(error)))).error).toBe(error);
    expect(kinds()).toEqual(["failed"]);
    expect(clock.timers).toEqual([]);
  });

  test("a value that is no promise is answered", async () => {
    expect(await setUp().limit.execute(() => 7)).toBe(7);
  });
});

describe("a call that takes too long", () => {
  test("its caller gets TimedOut at the limit, and its signal aborts with the same", async () => {
    const { clock, limit, call, contexts, events } = setUp();
    const running = settled(limit.execute(call));
    await clock.pass(99);
    expect(contexts[0]!.signal.aborted).toBe(false);
    await clock.pass(1);
    const { error } = await running;
    expect(error).toBeInstanceOf(TimedOut);
    expect(error).toMatchObject({ limitMs: 100, boundBy: "limit", reached: "unknown" });
    expect(contexts[0]!.signal.reason).toBe(error);
    expect(events).toEqual([{ kind: "timed-out", limitMs: 100, boundBy: "limit" }]);
    expect(clock.timers).toEqual([]);
  });

  test("a signal that is asked for afterwards is aborted already", async () => {
    const { clock, limit } = setUp();
    let context: CallContext | undefined;
    const running = settled(limit.execute((given) => (context = given, new Promise(() => {}))));
    await clock.pass(100);
    expect(context!.signal.aborted).toBe(true);
    expect(context!.signal.reason).toBe((await running).error);
  });

  test.each<[string, (work: ReturnType<typeof deferred>, reason: unknown) => void, object]>([
    ["succeeds", (work) => work.resolve("charged"), { outcome: "succeeded", result: "charged" }],
    ["fails", (work) => work.reject("broken"), { outcome: "failed", result: "broken" }],
    ["obeys the signal", (work, reason) => work.reject(reason), { outcome: "stopped" }],
    ["obeys as Node's own functions do", (work, reason) => work.reject(nodeAbort(reason)), {
      outcome: "stopped",
    }],
    ["fails with a cause of its own", (work) => work.reject(new Error("broken", { cause: "disk" })), {
      outcome: "failed",
    }],
  ])("what it becomes is told: it %s", async (_name, end, expected) => {
    const { clock, limit, work, call, events } = setUp();
    const running = settled(limit.execute(call));
    await clock.pass(100);
    const { error } = await running;
    await clock.pass(40);
    end(work, error);
    await turns();
    expect(events).toHaveLength(2);
    expect(events[1]).toMatchObject({ kind: "late", afterMs: 40, ...expected });
  });

  test("an answer in the moment of the limit is in time if it was first", async () => {
    const { clock, limit, work, call, kinds } = setUp();
    const running = settled(limit.execute(call));
    work.resolve("just in time");
    await clock.pass(100);
    expect((await running).value).toBe("just in time");
    expect(kinds()).toEqual(["succeeded"]);
  });

  test("an answer in the moment of the limit that is second comes too late, and is told", async () => {
    const { clock, limit, work, call, kinds, events } = setUp();
    const running = settled(limit.execute(call));
    const passing = clock.pass(100);
    work.resolve("too late");
    await passing;
    expect((await running).error).toBeInstanceOf(TimedOut);
    expect(kinds()).toEqual(["timed-out", "late"]);
    expect(events[1]).toMatchObject({ outcome: "succeeded", afterMs: 0, result: "too late" });
  });
});

describe("a clock with timers of its own", () => {
  class RingClock extends HandClock {
    override sleep(): Promise<void> {
      throw new Error("nobody should sleep");
    }
    timer(ms: number, ring: () => void) {
      const timer = { dueMs: this.ms + ms, wake: ring };
      this.timers.push(timer);
      return () => void this.timers.splice(this.timers.indexOf(timer), 1);
    }
  }

  test("is asked for one, and the timer is stopped when the call settles", async () => {
    const clock = new RingClock();
    const { limit, work, call, kinds } = setUp({ clock });
    const running = limit.execute(call);
    expect(clock.timers).toHaveLength(1);
    work.resolve("done");
    expect(await running).toBe("done");
    expect(clock.timers).toEqual([]);
    expect(kinds()).toEqual(["succeeded"]);
  });

  test("ends a call that takes too long, and nothing is left", async () => {
    const clock = new RingClock();
    const { limit, call, contexts, kinds } = setUp({ clock });
    const running = settled(limit.execute(call));
    await clock.pass(100);
    const { error } = await running;
    expect(error).toBeInstanceOf(TimedOut);
    expect(contexts[0]!.signal.reason).toBe(error);
    expect(clock.timers).toEqual([]);
    expect(kinds()).toEqual(["timed-out"]);
  });
});

describe("a caller who leaves", () => {
  test("gets its own reason, and so does the call", async () => {
    const { clock, limit, call, contexts, events } = setUp();
    const { controller, signal, listeners } = counted();
    const running = settled(limit.execute(call, { signal }));
    controller.abort("closed the page");
    expect((await running).error).toBe("closed the page");
    expect(contexts[0]!.signal.reason).toBe("closed the page");
    expect(events).toEqual([{ kind: "cancelled" }]);
    expect(clock.timers).toEqual([]);
    expect(listeners()).toBe(0);
  });

  test("has left before: the call is not made", async () => {
    const { limit, call, contexts, kinds } = setUp();
    const { error } = await settled(limit.execute(call, { signal: AbortSignal.abort("gone") }));
    expect(error).toBe("gone");
    expect(contexts).toEqual([]);
    expect(kinds()).toEqual(["cancelled"]);
  });

  test.each(["succeeds", "times out"])("its signal keeps no listener of a call that %s", async (how) => {
    const { clock, limit, work, call } = setUp();
    const { signal, listeners } = counted();
    const running = settled(limit.execute(call, { signal }));
    expect(listeners()).toBe(1);
    if (how === "succeeds") work.resolve("done");
    else await clock.pass(100);
    await running;
    expect(listeners()).toBe(0);
  });

  test("after the limit is no second event", async () => {
    const { clock, limit, call, kinds } = setUp();
    const controller = new AbortController();
    const running = settled(limit.execute(call, { signal: controller.signal }));
    await clock.pass(100);
    controller.abort("too late");
    expect((await running).error).toBeInstanceOf(TimedOut);
    expect(kinds()).toEqual(["timed-out"]);
  });
});

describe("what is left of the caller's time", () => {
  test.each([
    [40, 40, "deadline"],
    [99.5, 99.5, "deadline"],
    [100, 100, "limit"],
    [5_000, 100, "limit"],
    [Infinity, 100, "limit"],
  ])("with %d ms the limit is %d ms, by the %s", async (remainingMs, limitMs, boundBy) => {
    const { clock, limit, call, contexts } = setUp();
    const running = settled(limit.execute(call, { remainingMs }));
    expect(contexts[0]!.remainingMs).toBe(limitMs);
    await clock.pass(limitMs);
    expect((await running).error).toMatchObject({ limitMs, boundBy });
  });

  test.each([[0, 0], [-5, 0], [-Infinity, 0], [29, 30]])(
    "%d ms left where %d are needed: the call is not made",
    async (remainingMs, minRemainingMs) => {
      const { clock, limit, call, contexts, events } = setUp({ minRemainingMs });
      const { error } = await settled(limit.execute(call, { remainingMs }));
      expect(error).toBeInstanceOf(Refused);
      expect(error).toMatchObject({ by: "timeout" });
      expect(contexts).toEqual([]);
      expect(events).toEqual([{ kind: "refused", remainingMs }]);
      expect(clock.timers).toEqual([]);
    },
  );

  test("just enough is enough", async () => {
    const { limit } = setUp({ minRemainingMs: 30 });
    expect(await limit.execute(() => "made", { remainingMs: 30 })).toBe("made");
  });
});

describe("misuse", () => {
  test.each([
    [{ timeoutMs: 0 }, "'timeoutMs'"],
    [{ timeoutMs: NaN }, "'timeoutMs'"],
    [{ timeoutMs: Infinity }, "'timeoutMs'"],
    [{ timeoutMs: 2 ** 31 }, "'timeoutMs'"],
    [{ minRemainingMs: -1 }, "'minRemainingMs'"],
  ])("%o is refused", (options, message) => {
    expect(() => setUp(options)).toThrow(message);
  });

  test("a remaining time that is no number is refused", async () => {
    const { error } = await settled(setUp().limit.execute(() => 1, { remainingMs: NaN }));
    expect(error).toBeInstanceOf(RangeError);
  });

  test("a listener that throws does not fail the call", async () => {
    const { limit } = setUp({
      onEvent: () => {
        throw new Error("metrics are down");
      },
    });
    expect(await limit.execute(() => "done")).toBe("done");
  });

  test("a clock that fails is no timeout, and the call is stopped", async () => {
    const clock = { nowMs: () => 0, sleep: () => Promise.reject(new Error("no timers")) };
    const { limit, call, contexts, work, kinds } = setUp({ clock });
    const { error } = await settled(limit.execute(call));
    expect(error).toMatchObject({ message: "no timers" });
    expect(contexts[0]!.signal.reason).toBe(error); // a call that nothing would end is stopped
    expect(kinds()).toEqual(["failed"]);
    work.resolve("done after all");
    await turns();
    expect(kinds()).toEqual(["failed", "late"]);
  });

  test("a clock that throws leaves no listener, and the call is not made", async () => {
    const clock = {
      nowMs: () => 0,
      sleep: () => {
        throw new Error("no timers");
      },
    };
    const { limit, call, contexts } = setUp({ clock });
    const { signal, listeners } = counted();
    expect((await settled(limit.execute(call, { signal }))).error).toMatchObject({ message: "no timers" });
    expect([contexts.length, listeners()]).toEqual([0, 0]);
  });
});

describe("deadline", () => {
  test("falls with the clock, to 0 and not below", async () => {
    const clock = new HandClock();
    const deadline = new Deadline(clock, 100);
    await clock.pass(60);
    expect([deadline.remainingMs, deadline.expired]).toEqual([40, false]);
    await clock.pass(60);
    expect([deadline.remainingMs, deadline.expired]).toEqual([0, true]);
  });

  test.each<[unknown, number]>([
    [30, 30],
    [0, 0],
    [200, 100],
    [Infinity, 100],
    [-1, 0], // over before it came: not a fresh start
    [-Infinity, 0],
    [NaN, 100],
    ["30", 100],
    [undefined, 100],
  ])("a request that carries %s gets %d ms", (carried, remainingMs) => {
    expect(Deadline.received(new HandClock(), carried, 100).remainingMs).toBe(remainingMs);
  });

  test("no number is no deadline", () => {
    expect(() => new Deadline(new HandClock(), NaN)).toThrow("'remainingMs'");
  });

  test.each([
    [{ waitedMs: 0, remainingMs: 0 }, {}, false],
    [{ waitedMs: 900, remainingMs: 1 }, {}, true],
    [{ waitedMs: 0, remainingMs: 49 }, { needMs: 50 }, false],
    [{ waitedMs: 0, remainingMs: 50 }, { needMs: 50 }, true],
    [{ waitedMs: 100, remainingMs: 500 }, { maxQueueMs: 100 }, true],
    [{ waitedMs: 101, remainingMs: 500 }, { maxQueueMs: 100 }, false],
  ])("%o under %o: %s", (waiting, worth, expected) => {
    expect(worthStarting(waiting, worth)).toBe(expected);
  });
});

describe("pipeline", () => {
  /** A policy that writes down when it is entered and left, and hands on less time. */
  const traced = (name: string, log: string[], attempts = 1): Policy => ({
    async execute(call, options = {}) {
      for (let attempt = 1;; attempt++) {
        log.push(`${name}>`);
        const remainingMs = (options.remainingMs ?? 100) - 10;
        const value = await call(
          contextOf({ ...options, remainingMs }, attempts > 1 ? attempt : undefined),
        );
        log.push(`<${name}`);
        if (attempt === attempts) return value;
      }
    },
  });

  test("the first is the outermost; each hands its context to the next", async () => {
    const log: string[] = [];
    const signal = new AbortController().signal;
    const seen = await pipeline(traced("a", log), traced("b", log)).execute((context) => {
      log.push("call");
      return context;
    }, { signal });
    expect(log).toEqual(["a>", "b>", "call", "<b", "<a"]);
    expect(seen.signal).toBe(signal);
    expect(seen.remainingMs).toBe(80);
    expect(seen.attempt).toBeUndefined();
  });

  test("the call learns its attempt, whatever stands between", async () => {
    const log: string[] = [];
    const seen: CallContext[] = [];
    await pipeline(traced("retry", log, 2), traced("limit", log)).execute((context) => seen.push(context));
    expect(seen.map(({ attempt, remainingMs }) => [attempt, remainingMs])).toEqual([[1, 80], [2, 80]]);
    expect(seen[0]!.signal.aborted).toBe(false);
  });

  test("without policies, and inside of another", async () => {
    expect(await pipeline().execute(({ remainingMs }) => remainingMs, { remainingMs: 5 })).toBe(5);
    const log: string[] = [];
    const inner = pipeline(traced("b", log), traced("c", log));
    await pipeline(traced("a", log), inner).execute(() => log.push("call"));
    expect(log).toEqual(["a>", "b>", "c>", "call", "<c", "<b", "<a"]);
  });
});
