import { fc } from "#src/commands/check/properties.ts";
import { describe, expect, test } from "vitest";
import {
  GaveUp,
  isTransient,
  type Jitter,
  Retry,
  RetryBudget,
  type RetryEvent,
} from "#patterns/resilience/retry.ts";
import { TimedOut } from "#patterns/resilience/timeout.ts";
import { ceilingMs, delayMs, jitters } from "#patterns/resilience/retry/backoff.ts";
import type { SleepOptions } from "#src/ports/clock.ts";
import { type CallContext, Refused } from "#src/ports/policy.ts";
import { ErrorAnswer, NoAnswer, Unreachable } from "#src/ports/transport.ts";

/** Time passes only by sleeping, and by `pass`. */
class SteppedClock {
  ms = 1_000;
  readonly slept: number[] = [];
  /** What a sleep takes beyond what it was asked for. */
  lateMs = 0;
  /** While true, sleeps end by their signal alone. */
  stopped = false;
  nowMs() {
    return this.ms;
  }
  pass(ms: number) {
    this.ms += ms;
  }
  async sleep(ms: number, { signal }: SleepOptions = {}) {
    this.slept.push(ms);
    if (this.stopped) {
      await new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    }
    this.ms += ms + this.lateMs;
  }
}

const half = { next: () => 0.5 };
const busy = () => new ErrorAnswer(503);

function setUp(options: Partial<ConstructorParameters<typeof Retry>[0]> = {}) {
  const clock = new SteppedClock();
  const events: RetryEvent[] = [];
  const contexts: CallContext[] = [];
  const begunAtMs: number[] = [];
  const retry = new Retry({
    clock,
    random: half,
    idempotent: true,
    onEvent: (event) => events.push(event),
    ...options,
  });
  /** A call that fails with these errors, one per attempt, and then succeeds. */
  const failing = (...errors: unknown[]) => (context: CallContext) => {
    contexts.push(context);
    begunAtMs.push(clock.ms);
    if (contexts.length <= errors.length) throw errors[contexts.length - 1];
    return "done";
  };
  return {
    clock,
    events,
    contexts,
    begunAtMs,
    retry,
    failing,
    kinds: () => events.map((event) => event.kind),
  };
}

const caught = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it did not reject");
};

describe("attempts", () => {
  test("a call that succeeds is made once, without a wait", async () => {
    const { retry, failing, clock, kinds } = setUp();
    expect(await retry.execute(failing())).toBe("done");
    expect(clock.slept).toEqual([]);
    expect(kinds()).toEqual(["succeeded"]);
  });

  test("a call that fails for a passing reason is made again, and told which attempt it is", async () => {
    const { retry, failing, contexts, kinds } = setUp();
    expect(await retry.execute(failing(busy(), new NoAnswer("payment", 5)))).toBe("done");
    expect(contexts.map((context) => context.attempt)).toEqual([1, 2, 3]);
    expect(kinds()).toEqual(["retry", "retry", "succeeded"]);
  });

  test.each([1, 2, 5])(
    "maxAttempts %i means that many calls, and then the last error as the cause",
    async (maxAttempts) => {
      const errors = Array.from({ length: 9 }, busy);
      const { retry, failing, contexts } = setUp({ maxAttempts });
      const error = await caught(retry.execute(failing(...errors)));
      expect(contexts.length).toBe(maxAttempts);
      expect(error).toBeInstanceOf(GaveUp);
      expect(error).toMatchObject({ attempts: maxAttempts, reason: "attempts" });
      expect((error as GaveUp).cause).toBe(errors[maxAttempts - 1]);
    },
  );

  test("a call that throws before it returns a promise is treated like one that rejects", async () => {
    const { retry, contexts } = setUp();
    const value = await retry.execute((context) => {
      contexts.push(context);
      if (contexts.length === 1) throw busy();
      return 7;
    });
    expect(value).toBe(7);
  });

  test("without a caller's signal the call still gets one that does not abort", async () => {
    const { retry } = setUp();
    expect(await retry.execute(({ signal }) => signal.aborted)).toBe(false);
  });
});

describe("which errors", () => {
  const statuses = (list: number[], transient: boolean) =>
    list.map((status): [string, unknown, boolean] => [`${status}`, new ErrorAnswer(status), transient]);
  test.each<[name: string, error: unknown, transient: boolean]>([
    ["no answer", new NoAnswer("a", 1), true],
    ["no answer within a limit", new TimedOut(1), true],
    ["nobody listens", new Unreachable("a"), true],
    ...statuses([408, 429, 502, 503, 504], true),
    ...statuses([400, 401, 403, 404, 409, 422, 500, 501], false),
    ["a local refusal", new Refused("circuit-breaker"), false],
    ["a defect of the program", new TypeError("undefined is not a function"), false],
    ["a thrown string", "oops", false],
    ["nothing", undefined, false],
    ["a retry that gave up", new GaveUp("attempts", 3, { cause: busy() }), false],
  ])("%s", async (_name, error, transient) => {
    expect(isTransient(error)).toBe(transient);
    const { retry, failing, contexts, clock } = setUp();
    const outcome = retry.execute(failing(error));
    if (transient) return expect(await outcome).toBe("done");
    let thrown: unknown = "nothing was thrown";
    await outcome.catch((reason) => thrown = reason);
    expect(thrown).toBe(error); // as it is, not wrapped
    expect(contexts.length).toBe(1);
    expect(clock.slept).toEqual([]);
  });

  test("`retryable` decides instead, for a local refusal too", async () => {
    const { retry, failing } = setUp({ retryable: (error) => error instanceof Refused });
    expect(await retry.execute(failing(new Refused("limiter")))).toBe("done");
    expect(await caught(retry.execute(() => Promise.reject(busy())))).toBeInstanceOf(ErrorAnswer);
  });

  test.each([
    ["an answer that was lost", new NoAnswer("payment", 100), 1],
    ["an error answer", busy(), 1],
    ["too many requests", new ErrorAnswer(429), 1],
    ["a connection that was refused", new Unreachable("payment"), 2],
  ])(
    "a call that is not idempotent is repeated only if the callee did not see it: %s",
    async (_name, error, calls) => {
      const { retry, failing, contexts } = setUp({ idempotent: false });
      const outcome = retry.execute(failing(error));
      if (calls === 1) expect(await caught(outcome)).toBe(error);
      else expect(await outcome).toBe("done");
      expect(contexts.length).toBe(calls);
    },
  );
});

describe("waits", () => {
  const from = (...values: number[]) => ({ next: () => values.shift() ?? 0 });
  test.each<[Jitter, number[], number[]]>([
    ["none", [], [100, 200, 400, 800, 1_000, 1_000]],
    ["full", [0, 0.5, 0.25, 0.5, 0.9, 0.1], [0, 100, 100, 400, 900, 100]],
    ["equal", [0, 0.5, 0.5, 1, 0, 0.5], [50, 150, 300, 800, 500, 750]],
    ["decorrelated", [0.5, 0.5, 1, 0, 0.5, 1], [200, 350, 1_000, 100, 200, 600]],
  ])("%s jitter, base 100 ms, cap 1 s", async (jitter, chance, waits) => {
    const { retry, failing, clock } = setUp({
      jitter,
      random: from(...chance),
      maxAttempts: 7,
      baseDelayMs: 100,
      maxDelayMs: 1_000,
    });
    await retry.execute(failing(...waits.map(busy)));
    expect(clock.slept).toEqual(waits);
  });

  test("no wait is below 0 or above the cap, whatever the number of failures", () => {
    const jitter = fc.constantFrom(...jitters);
    const failures = fc.oneof(
      fc.integer({ min: 1, max: 80 }),
      fc.constantFrom(1_024, 2 ** 31, Number.MAX_SAFE_INTEGER),
    );
    const ms = fc.double({ min: 0, max: 1e6, noNaN: true });
    const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(jitter, failures, ms, ms, unit, unit, (jitter, failures, a, b, chance, share) => {
        const backoff = { jitter, baseDelayMs: Math.min(a, b), maxDelayMs: Math.max(a, b) };
        const wait = delayMs(backoff, failures, share * backoff.maxDelayMs, { next: () => chance });
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(backoff.maxDelayMs);
      }),
    );
  });

  test("the ceiling doubles up to the cap, and neither overflows nor takes long after 2^53 failures", () => {
    const backoff = { baseDelayMs: 100, maxDelayMs: 20_000, jitter: "full" } as const;
    const seen = [1, 2, 8, 9, 1_100, Number.MAX_SAFE_INTEGER].map((failures) => ceilingMs(backoff, failures));
    expect(seen).toEqual([100, 200, 12_800, 20_000, 20_000, 20_000]);
    expect(ceilingMs({ ...backoff, baseDelayMs: 0 }, Number.MAX_SAFE_INTEGER)).toBe(0);
  });

  test("what the callee asks for (Retry-After) comes first, the backoff on top, so that not all return together", async () => {
    const { retry, failing, clock } = setUp({ baseDelayMs: 100 });
    await retry.execute(failing(new ErrorAnswer(429, { retryAfterMs: 2_000 })));
    expect(clock.slept).toEqual([2_050]);
  });

  test("a local refusal's wish is honoured too, where refusals are repeated", async () => {
    const { retry, failing, clock } = setUp({ retryable: () => true });
    await retry.execute(failing(new Refused("limiter", { retryAfterMs: 700 })));
    expect(clock.slept).toEqual([750]);
  });

  test.each([NaN, -5, 0])("a Retry-After of %d is none", async (retryAfterMs) => {
    const { retry, failing, clock } = setUp();
    await retry.execute(failing(new ErrorAnswer(503, { retryAfterMs })));
    expect(clock.slept).toEqual([50]);
  });

  test("a Retry-After without end is never waited for, whatever is allowed", async () => {
    const { retry, failing } = setUp({ maxRetryAfterMs: Infinity });
    const asked = new ErrorAnswer(503, { retryAfterMs: Infinity });
    const error = await caught(retry.execute(failing(asked)));
    expect(error).toMatchObject({ name: "GaveUp", reason: "retry-after", cause: asked });
  });

  test.each([60_001, Infinity])("a Retry-After of %d ms is too long to wait for", async (retryAfterMs) => {
    const { retry, failing, clock } = setUp();
    const error = await caught(retry.execute(failing(new ErrorAnswer(503, { retryAfterMs }))));
    expect(error).toMatchObject({ reason: "retry-after", attempts: 1 });
    expect(clock.slept).toEqual([]);
  });
});

describe("deadline", () => {
  test("each attempt is told what is left", async () => {
    const { retry, failing, contexts } = setUp();
    await retry.execute(failing(busy(), busy()), { remainingMs: 1_000 });
    expect(contexts.map((context) => context.remainingMs)).toEqual([1_000, 950, 850]);
  });

  test("a wait that would end at or after the deadline is not begun", async () => {
    const { retry, failing, clock, contexts } = setUp();
    const error = await caught(retry.execute(failing(busy(), busy()), { remainingMs: 150 }));
    expect(error).toMatchObject({ reason: "deadline", attempts: 2 });
    expect(clock.slept).toEqual([50]); // the second wait would take the remaining 100
    expect(contexts.length).toBe(2);
  });

  test.each([0, -1, -Infinity])("with %d ms left the call is not made at all", async (remainingMs) => {
    const { retry, failing, contexts } = setUp();
    const error = await caught(retry.execute(failing(), { remainingMs }));
    expect(error).toMatchObject({ reason: "deadline", attempts: 0 });
    expect(contexts.length).toBe(0);
  });

  test("a sleep that takes longer than it was asked to does not lead to an attempt after the deadline", async () => {
    const budget = new RetryBudget({ maxTokens: 5 });
    const { retry, failing, clock, contexts } = setUp({ budget });
    clock.lateMs = 500;
    expect(await caught(retry.execute(failing(busy()), { remainingMs: 200 }))).toMatchObject({
      reason: "deadline",
    });
    expect(contexts.length).toBe(1);
    expect(budget.tokens).toBe(5);
  });

  test("no attempt begins at or after the deadline, for any course of events", async () => {
    const ms = fc.integer({ min: 0, max: 400 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(ms, { maxLength: 9 }),
        ms,
        ms,
        fc.constantFrom(...jitters),
        async (takes, left, late, jitter) => {
          const { retry, clock, begunAtMs } = setUp({
            maxAttempts: 10,
            jitter,
            baseDelayMs: 10,
            maxDelayMs: 100,
          });
          clock.lateMs = late;
          const deadlineMs = clock.ms + left;
          await retry.execute(() => {
            begunAtMs.push(clock.ms);
            clock.pass(takes[begunAtMs.length - 1] ?? 0);
            if (begunAtMs.length <= takes.length) throw busy();
          }, { remainingMs: left }).catch((error) => expect(error).toBeInstanceOf(GaveUp));
          for (const atMs of begunAtMs) expect(atMs).toBeLessThan(deadlineMs);
        },
      ),
    );
  });
});

describe("budget", () => {
  test("a retry costs a token; with none left the call is given up at once", async () => {
    const budget = new RetryBudget({ maxTokens: 1 });
    const { retry, failing, clock, contexts } = setUp({ budget });
    const error = await caught(retry.execute(failing(busy(), busy(), busy())));
    expect(error).toMatchObject({ reason: "budget", attempts: 2 });
    expect(contexts.length).toBe(2);
    expect(clock.slept.length).toBe(1);
  });

  test("it is shared by all that hold it, and filled by their successes", async () => {
    const budget = new RetryBudget({ maxTokens: 1, depositPerSuccess: 0.1 });
    const first = setUp({ budget });
    await first.retry.execute(first.failing(busy())); // takes 1, pays in 0.1
    const second = setUp({ budget });
    expect(await caught(second.retry.execute(second.failing(busy())))).toMatchObject({ reason: "budget" });
    for (let n = 0; n < 9; n++) await second.retry.execute(() => "fine");
    expect(budget.tokens).toBe(1); // exactly: ten tenths
    const third = setUp({ budget });
    expect(await third.retry.execute(third.failing(busy()))).toBe("done");
  });

  test("an error that is not repeated costs nothing", async () => {
    const budget = new RetryBudget({ maxTokens: 3 });
    const { retry } = setUp({ budget });
    await caught(retry.execute(() => Promise.reject(new ErrorAnswer(400))));
    await caught(retry.execute(() => Promise.reject(busy()), { remainingMs: 1 }));
    expect(budget.tokens).toBe(3);
  });

  test("retries ≤ maxTokens + depositPerSuccess × successes, for any course of events", () => {
    const step = fc.constantFrom("take", "take", "deposit", "give back");
    const maxTokens = fc.integer({ min: 1, max: 5 });
    const tenths = fc.integer({ min: 0, max: 10 });
    fc.assert(
      fc.property(maxTokens, tenths, fc.array(step, { maxLength: 60 }), (maxTokens, tenths, steps) => {
        const budget = new RetryBudget({ maxTokens, depositPerSuccess: tenths / 10 });
        let retries = 0;
        let successes = 0;
        for (const step of steps) {
          if (step === "take" && budget.take()) retries++;
          if (step === "deposit") successes++, budget.deposit();
          if (step === "give back" && retries > 0) retries--, budget.giveBack();
          expect(retries).toBeLessThanOrEqual(maxTokens + (tenths * successes) / 10 + 1e-9);
          expect(budget.tokens).toBeLessThanOrEqual(maxTokens);
        }
      }),
    );
  });
});

describe("cancelling", () => {
  test("before the first attempt: the call is not made", async () => {
    const { retry, failing, contexts, kinds } = setUp();
    const reason = new Error("the user left");
    expect(await caught(retry.execute(failing(), { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(contexts.length).toBe(0);
    expect(kinds()).toEqual(["cancelled"]);
  });

  test("during an attempt, even if the call does not listen: rejects with the reason, makes no other", async () => {
    const { retry, contexts } = setUp();
    const caller = new AbortController();
    const outcome = caught(retry.execute((context) => {
      contexts.push(context);
      return new Promise(() => {});
    }, { signal: caller.signal }));
    caller.abort("the user left");
    expect(await outcome).toBe("the user left");
    expect(contexts.length).toBe(1);
    expect(contexts[0]!.signal.aborted).toBe(true);
  });

  test("a call that answers an abort with an error of its own is not repeated", async () => {
    const { retry, contexts } = setUp();
    const caller = new AbortController();
    const outcome = caught(retry.execute((context) => {
      contexts.push(context);
      caller.abort("the user left");
      throw busy();
    }, { signal: caller.signal }));
    expect(await outcome).toBe("the user left");
    expect(contexts.length).toBe(1);
  });

  test("during a wait: rejects with the reason and gives the retry's price back", async () => {
    const budget = new RetryBudget({ maxTokens: 2 });
    const { retry, failing, clock, contexts, kinds } = setUp({ budget });
    clock.stopped = true;
    const caller = new AbortController();
    const outcome = caught(retry.execute(failing(busy()), { signal: caller.signal }));
    await expect.poll(() => clock.slept.length).toBe(1);
    caller.abort("the user left");
    expect(await outcome).toBe("the user left");
    expect(contexts.length).toBe(1);
    expect(budget.tokens).toBe(2);
    expect(kinds()).toEqual(["retry", "cancelled"]);
  });

  test("in the moment in which the wait ends: no attempt begins, and the retry's price is given back", async () => {
    const budget = new RetryBudget({ maxTokens: 1, depositPerSuccess: 0 });
    const { retry, clock, failing, contexts, events } = setUp({ budget });
    const caller = new AbortController();
    const sleep = clock.sleep.bind(clock);
    clock.sleep = async (ms) => {
      await sleep(ms);
      caller.abort("left"); // the timer has fired, whoever waits has not gone on yet
    };
    await expect(retry.execute(failing(busy()), { signal: caller.signal })).rejects.toBe("left");
    expect(contexts).toHaveLength(1);
    expect(budget.tokens).toBe(1);
    expect(events.at(-1)).toEqual({ kind: "cancelled", attempt: 1 });
  });

  test("no listener is left on the caller's signal", async () => {
    const { retry, failing } = setUp();
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => (listeners--, remove(...args));
    await retry.execute(failing(busy(), busy()), { signal });
    expect(listeners).toBe(0);
  });
});

describe("events and options", () => {
  test("events say what happened, in order", async () => {
    const { retry, failing, events } = setUp({ maxAttempts: 2 });
    const [first, second] = [busy(), busy()];
    await caught(retry.execute(failing(first, second)));
    expect(events).toEqual([
      { kind: "retry", attempt: 1, delayMs: 50, error: first },
      { kind: "gave-up", attempt: 2, reason: "attempts", error: second },
    ]);
  });

  test("a listener that throws does not fail the call", async () => {
    const { retry, failing } = setUp({
      onEvent: () => {
        throw new Error("the metrics are down");
      },
    });
    expect(await retry.execute(failing(busy()))).toBe("done");
  });

  test.each([
    [
      "maxAttempts",
      { maxAttempts: 0 },
      "Cannot create a retry as 'maxAttempts' must be an integer of at least 1: current value is 0",
    ],
    ["maxAttempts", { maxAttempts: NaN }, "current value is NaN"],
    ["maxAttempts", { maxAttempts: 2.5 }, "current value is 2.5"],
    [
      "baseDelayMs",
      { baseDelayMs: -1 },
      "'baseDelayMs' must be a number from 0 to 2147483647: current value is -1",
    ],
    ["baseDelayMs", { baseDelayMs: NaN }, "current value is NaN"],
    [
      "maxDelayMs",
      { baseDelayMs: 50, maxDelayMs: 49 },
      "'maxDelayMs' must be a number from 50 to 2147483647: current value is 49",
    ],
    ["maxDelayMs", { maxDelayMs: Infinity }, "current value is Infinity"],
    [
      "maxRetryAfterMs",
      { maxRetryAfterMs: -1 },
      "'maxRetryAfterMs' must be a number of at least 0: current value is -1",
    ],
    [
      "jitter",
      { jitter: "some" as Jitter },
      "'jitter' must be one of none, full, equal, decorrelated: current value is some",
    ],
  ])("%s out of range is a RangeError: %o", (_name, options, message) => {
    expect(() => setUp(options)).toThrow(RangeError);
    expect(() => setUp(options)).toThrow(message);
  });

  test("a `retryable` that throws ends the call with what it threw, and one event", async () => {
    const defect = new Error("no such code");
    const { retry, failing, events } = setUp({
      retryable: () => {
        throw defect;
      },
    });
    expect(await caught(retry.execute(failing(busy())))).toBe(defect);
    expect(events.map(({ kind }) => kind)).toEqual(["failed"]);
  });

  test("there is no default for `idempotent`", () => {
    expect(() => setUp({ idempotent: undefined as unknown as boolean })).toThrow(TypeError);
  });

  test("a remaining time that is not a number is a RangeError", async () => {
    const { retry, failing, contexts } = setUp();
    expect(await caught(retry.execute(failing(), { remainingMs: NaN }))).toBeInstanceOf(RangeError);
    expect(contexts.length).toBe(0);
  });

  test.each([
    [{ maxTokens: 0 }, "'maxTokens'"],
    [{ maxTokens: NaN }, "'maxTokens'"],
    [{ depositPerSuccess: -0.1 }, "'depositPerSuccess'"],
    [{ depositPerSuccess: 0.0001 }, "'depositPerSuccess'"],
  ])("a budget's options are checked: %o", (options, message) => {
    expect(() => new RetryBudget(options)).toThrow(message);
  });
});
