import { fc } from "#src/commands/check/properties.ts";
import { describe, expect, test } from "vitest";
import {
  FixedWindow,
  Gcra,
  LeakyBucket,
  LeakyQueue,
  type Limit,
  RateLimiter,
  type RateLimiterEvent,
  SharedLimiter,
  type SharedLimiterEvent,
  SlidingCounter,
  SlidingLog,
  TokenBucket,
  tooManyRequests,
} from "#patterns/resilience/rate-limiting.ts";
import { Refused } from "#src/ports/policy.ts";

const rate = { ratePerSecond: 10, burst: 5 };
const window = { limit: 5, windowMs: 500 };
const limits: [string, () => Limit][] = [
  ["token bucket", () => new TokenBucket(rate)],
  ["leaky bucket", () => new LeakyBucket(rate)],
  ["GCRA", () => new Gcra(rate)],
  ["fixed window", () => new FixedWindow(window)],
  ["sliding log", () => new SlidingLog(window)],
  ["sliding counter", () => new SlidingCounter(window)],
];
const buckets = limits.slice(0, 3);

/** How many of `calls` at `nowMs` are let through. */
const admitted = (limit: Limit, calls: number, nowMs: number) => {
  let count = 0;
  for (let i = 0; i < calls; i++) if (limit.take(1, nowMs) === 0) count++;
  return count;
};

const caught = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it did not reject");
};

describe.each(limits)("every limit: %s", (_, make) => {
  test("lets a burst through and refuses the rest", () => {
    expect(admitted(make(), 12, 1_000)).toBe(5);
  });

  test("the wait that it answers is enough, and one millisecond less is not", () => {
    for (const costs of [[1, 1, 1, 1, 1], [5], [2, 2], [1, 3]]) {
      const limit = make();
      costs.forEach((cost, i) => expect(limit.take(cost, 1_000 + 30 * i)).toBe(0));
      const waitMs = limit.take(3, 1_110);
      expect(waitMs).toBeGreaterThan(0);
      expect(limit.take(3, 1_110 + waitMs - 1)).toBeGreaterThan(0);
      expect(limit.take(3, 1_110 + waitMs)).toBe(0);
    }
  });

  test("a refusal uses nothing up", () => {
    const [asked, quiet] = [make(), make()];
    admitted(asked, 5, 1_000);
    admitted(quiet, 5, 1_000);
    for (let nowMs = 1_000; nowMs < 1_090; nowMs++) asked.take(5, nowMs);
    for (let nowMs = 1_090; nowMs < 3_000; nowMs += 7) {
      expect(asked.take(1, nowMs)).toBe(quiet.take(1, nowMs));
    }
  });

  test("a cost above all that fits is refused for ever, and takes nothing", () => {
    const limit = make();
    expect(limit.take(6, 1_000)).toBe(Infinity);
    expect(admitted(limit, 9, 1_000)).toBe(5);
  });

  test("a clock that goes back neither adds nor removes", () => {
    const limit = make();
    expect(admitted(limit, 3, 10_000)).toBe(3);
    expect(admitted(limit, 9, 4_000)).toBe(2);
    expect(limit.take(1, 4_000)).toBeGreaterThan(6_000);
    expect(admitted(limit, 9, 10_000)).toBe(0);
    expect(admitted(limit, 9, 12_000)).toBe(5);
  });

  test("is as good as new at newAtMs, and says so before it was used", () => {
    const limit = make();
    expect(limit.newAtMs()).toBe(-Infinity);
    limit.take(4, 1_070);
    const newAtMs = limit.newAtMs();
    expect(newAtMs).toBeGreaterThan(1_070);
    const fresh = make();
    for (let nowMs = newAtMs; nowMs < newAtMs + 2_000; nowMs += 37) {
      expect(limit.take(2, nowMs)).toBe(fresh.take(2, nowMs));
    }
  });

  test.each([0, 0.5, -1, NaN])("a cost of %d is misuse: it would refill", (cost) => {
    expect(() => make().take(cost, 0)).toThrow(RangeError);
  });
});

describe.each(buckets)("limits that refill: %s", (_, make) => {
  test("keeps fractions: 3 per second are 3 per second, however often it is asked", () => {
    const limit = make();
    admitted(limit, 5, 0);
    let count = 0;
    for (let nowMs = 1; nowMs <= 100_000; nowMs++) if (limit.take(1, nowMs) === 0) count++;
    expect(count).toBe(1_000);
  });

  test("holds no more than the burst after a pause", () => {
    const limit = make();
    admitted(limit, 5, 0);
    expect(admitted(limit, 50, 3_600_000)).toBe(5);
  });
});

const arrivals = fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 4 })), { maxLength: 80 });

test("token bucket, leaky bucket as a meter and GCRA decide alike", () => {
  const settings = fc.record({
    ratePerSecond: fc.integer({ min: 1, max: 2_000 }),
    burst: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(fc.property(settings, arrivals, (options, calls) => {
    const [tokens, leaky, gcra] = [new TokenBucket(options), new LeakyBucket(options), new Gcra(options)];
    let nowMs = 0;
    for (const [gapMs, cost] of calls) {
      nowMs += gapMs;
      const waitMs = tokens.take(cost, nowMs);
      expect([leaky.take(cost, nowMs), gcra.take(cost, nowMs)]).toEqual([waitMs, waitMs]);
    }
  }));
});

test("the sliding log admits exactly what fits into every window", () => {
  fc.assert(fc.property(arrivals, (calls) => {
    const log = new SlidingLog({ limit: 6, windowMs: 1_000 });
    const taken: [atMs: number, cost: number][] = [];
    let nowMs = 0;
    for (const [gapMs, cost] of calls) {
      nowMs += gapMs;
      const used = taken.reduce((sum, [atMs, past]) => sum + (atMs > nowMs - 1_000 ? past : 0), 0);
      expect(log.take(cost, nowMs) === 0).toBe(used + cost <= 6);
      if (used + cost <= 6) taken.push([nowMs, cost]);
      expect(log.size).toBeLessThanOrEqual(6);
    }
  }));
});

test.each([
  ["token bucket", (most: number) => new TokenBucket({ ratePerSecond: most, burst: most })],
  ["leaky bucket", (most: number) => new LeakyBucket({ ratePerSecond: most, burst: most })],
  ["GCRA", (most: number) => new Gcra({ ratePerSecond: most, burst: most })],
  ["fixed window", (most: number) => new FixedWindow({ limit: most, windowMs: 1_000 })],
  ["sliding log", (most: number) => new SlidingLog({ limit: most, windowMs: 1_000 })],
  ["sliding counter", (most: number) => new SlidingCounter({ limit: most, windowMs: 1_000 })],
])("%s: costs with fractions fit if they add up to the limit, and the wait for all of it ends", (_, make) => {
  const tenths = fc.array(fc.integer({ min: 10, max: 40 }), { minLength: 1, maxLength: 5 });
  fc.assert(fc.property(tenths, (costs) => {
    const most = costs.reduce((sum, cost) => sum + cost) / 10;
    const limit = make(most);
    for (const cost of costs) expect(limit.take(cost / 10, 1_000)).toBe(0);
    const waitMs = limit.take(most, 1_000);
    expect(waitMs).toBeGreaterThan(0);
    expect(limit.take(most, 1_000 + waitMs)).toBe(0);
  }));
});

test("the sliding log forgets what is out of the window, also where it refuses", () => {
  const log = new SlidingLog({ limit: 100, windowMs: 1_000 });
  admitted(log, 100, 0);
  admitted(log, 5_000, 500);
  expect(log.size).toBe(100);
  expect(log.take(101, 1_200)).toBe(Infinity);
  expect(log.size).toBe(0);
});

describe("around the boundary of a window", () => {
  const around = (limit: Limit) => admitted(limit, 100, 999) + admitted(limit, 100, 1_000);
  const options = { limit: 100, windowMs: 1_000 };
  test.each([
    ["fixed window", new FixedWindow(options), 200],
    ["sliding log", new SlidingLog(options), 100],
    ["sliding counter", new SlidingCounter(options), 100],
  ])("%s", (_, limit, count) => expect(around(limit)).toBe(count));

  test("the sliding counter can let almost twice the limit through in one window, but spread", () => {
    const limit = new SlidingCounter(options);
    let count = admitted(limit, 100, 999);
    for (let nowMs = 1_000; nowMs < 1_999; nowMs++) count += admitted(limit, 1, nowMs);
    expect(count).toBe(199);
  });
});

describe("the leaky bucket as a queue", () => {
  const queue = () => new LeakyQueue({ ratePerSecond: 10, maxWaitMs: 250 });
  test("spreads a burst at the pace, and refuses what would wait too long", () => {
    const line = queue();
    expect([1, 2, 3, 4, 5].map(() => line.enter(1, 1_000))).toEqual([0, 100, 200, undefined, undefined]);
    expect(line.enter(1, 1_100)).toBe(200);
  });
  test("a heavy call takes as many places as it costs", () => {
    const line = queue();
    expect([line.enter(2, 0), line.enter(1, 0)]).toEqual([0, 200]);
  });
  test.each([-1, NaN])("a wait of %d is misuse", (maxWaitMs) => {
    expect(() => new LeakyQueue({ ratePerSecond: 1, maxWaitMs })).toThrow(RangeError);
  });
});

describe("settings that are wrong are refused", () => {
  test.each([
    ["ratePerSecond", { ratePerSecond: 0, burst: 1 }],
    ["ratePerSecond", { ratePerSecond: NaN, burst: 1 }],
    ["burst", { ratePerSecond: 1, burst: 0.5 }],
    ["burst", { ratePerSecond: 1, burst: Infinity }],
  ])("%s of a bucket", (name, options) => {
    for (const make of [TokenBucket, LeakyBucket, Gcra]) {
      expect(() => new make(options)).toThrow(`'${name}' must be`);
    }
  });
  test.each([
    ["limit", { limit: 0, windowMs: 1 }],
    ["windowMs", { limit: 1, windowMs: 0 }],
  ])("%s of a window", (name, options) => {
    for (const make of [FixedWindow, SlidingLog, SlidingCounter]) {
      expect(() => new make(options)).toThrow(`'${name}' must be`);
    }
  });
});

function setUp(options: Partial<ConstructorParameters<typeof RateLimiter>[0]> = {}) {
  const clock = { ms: 1_000, nowMs: () => clock.ms, sleep: () => Promise.resolve() };
  const events: RateLimiterEvent[] = [];
  const limiter = new RateLimiter({
    clock,
    newLimit: () => new TokenBucket({ ratePerSecond: 1, burst: 2 }),
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { clock, events, limiter };
}

describe("the limiter per key", () => {
  test("keys do not share an allowance", () => {
    const { limiter } = setUp();
    expect(["a", "a", "a", "b"].map((key) => limiter.take(key))).toEqual([0, 0, 1_000, 0]);
  });

  test("tells each decision", () => {
    const { limiter, events } = setUp();
    limiter.take("a", 2);
    limiter.take("a");
    expect(events).toEqual([
      { kind: "admitted", key: "a", cost: 2 },
      { kind: "refused", key: "a", cost: 1, waitMs: 1_000 },
    ]);
  });

  test("a listener that throws does not fail the call", () => {
    const { limiter } = setUp({
      onEvent: () => {
        throw new Error("metrics are down");
      },
    });
    expect(limiter.take("a")).toBe(0);
  });

  test("a stream of keys that are seen once leaves few behind, and no decision changes", () => {
    const { limiter, clock, events } = setUp({ maxKeys: 5_000 });
    for (let i = 0; i < 20_000; i++) {
      clock.ms += 10; // a key is as good as new after 1 s: 100 keys
      limiter.take(`caller-${i}`);
    }
    expect(limiter.size).toBeLessThanOrEqual(201);
    expect(events.filter(({ kind }) => kind === "evicted")).toEqual([]);
  });

  test("never holds more than maxKeys, and says which key was forgotten too early", () => {
    const { limiter, events } = setUp({ maxKeys: 3 });
    for (const key of ["a", "b", "b", "c"]) limiter.take(key);
    limiter.take("d");
    expect(limiter.size).toBe(3);
    expect(events.filter(({ kind }) => kind === "evicted")).toEqual([{ kind: "evicted", key: "a" }]);
    expect(limiter.take("b")).toBe(1_000); // the busiest is remembered
  });

  test("refused keys that nobody can stop asking are not lost either", () => {
    const { limiter } = setUp({ maxKeys: 2 });
    limiter.take("a", 2);
    for (let i = 0; i < 100; i++) limiter.take(`other-${i}`);
    expect(limiter.take("a")).toBe(1_000);
  });

  test.each([0, 1.5, NaN])("maxKeys of %d is misuse", (maxKeys) => {
    expect(() => setUp({ maxKeys })).toThrow(RangeError);
  });

  test("wrong settings of the algorithm are refused when the limiter is made", () => {
    expect(() => setUp({ newLimit: () => new TokenBucket({ ratePerSecond: 0, burst: 1 }) })).toThrow(
      RangeError,
    );
  });

  test("a wrong cost leaves no key behind", () => {
    const { limiter } = setUp();
    expect(() => limiter.take("a", 0)).toThrow(RangeError);
    expect(limiter.size).toBe(0);
  });
});

describe("the policy of one key", () => {
  test("makes the call, with what its caller gave, and answers what it answers", async () => {
    const { limiter } = setUp();
    const { signal } = new AbortController();
    const context = await limiter.forKey("a").execute((given) => given, { signal, remainingMs: 70 });
    expect([context.signal, context.remainingMs]).toEqual([signal, 70]);
  });

  test("refuses with the wait, without making the call", async () => {
    const { limiter } = setUp();
    const policy = limiter.forKey("a", 2);
    await policy.execute(() => 1);
    let calls = 0;
    const error = await caught(policy.execute(() => calls++));
    expect(error).toBeInstanceOf(Refused);
    expect(error).toMatchObject({ by: "rate-limiter", retryAfterMs: 2_000 });
    expect(calls).toBe(0);
  });

  test("a cost that never fits is refused without a wait to hope for", async () => {
    const error = await caught(setUp().limiter.forKey("a", 3).execute(() => 1));
    expect(error).toMatchObject({ by: "rate-limiter", retryAfterMs: undefined });
  });

  test("the call's error is handed on as it is, and what it took is not given back", async () => {
    const { limiter } = setUp();
    const failure = new Error("down");
    expect(await caught(limiter.forKey("a", 2).execute(() => Promise.reject(failure)))).toBe(failure);
    expect(limiter.take("a")).toBe(1_000);
  });

  test("an aborted caller takes nothing", async () => {
    const { limiter } = setUp();
    const reason = new Error("gone");
    expect(await caught(limiter.forKey("a").execute(() => 1, { signal: AbortSignal.abort(reason) }))).toBe(
      reason,
    );
    expect(limiter.size).toBe(0);
  });

  test("an answer that is no number is no permission", async () => {
    const broken: Limit = { take: () => NaN, newAtMs: () => 0 };
    let calls = 0;
    const { limiter } = setUp({ newLimit: () => broken });
    expect(await caught(limiter.forKey("a").execute(() => calls++))).toBeInstanceOf(Refused);
    const remote = new SharedLimiter({
      store: { take: () => Promise.resolve(NaN) },
      whenStoreFails: "open",
    });
    expect(await caught(remote.forKey("a").execute(() => calls++))).toBeInstanceOf(Refused);
    expect(calls).toBe(0);
  });

  test("a wrong cost is misuse", () => {
    expect(() => setUp().limiter.forKey("a", 0)).toThrow(RangeError);
  });
});

describe("the shared limiter", () => {
  const down = new Error("the store is down");
  const failing = { take: () => Promise.reject(down) };
  const shared = (
    options: Pick<ConstructorParameters<typeof SharedLimiter>[0], "store" | "whenStoreFails">,
  ) => {
    const events: SharedLimiterEvent[] = [];
    return { events, limiter: new SharedLimiter({ ...options, onEvent: (event) => events.push(event) }) };
  };
  const store = () => {
    const { limiter } = setUp();
    return { take: (key: string, cost: number) => Promise.resolve(limiter.take(key, cost)) };
  };

  test("does as the store says", async () => {
    const { limiter, events } = shared({ store: store(), whenStoreFails: "closed" });
    const policy = limiter.forKey("a", 2);
    expect(await policy.execute(() => "done")).toBe("done");
    expect(await caught(policy.execute(() => "done"))).toMatchObject({
      by: "rate-limiter",
      retryAfterMs: 2_000,
    });
    expect(events.map(({ kind }) => kind)).toEqual(["admitted", "refused"]);
  });

  test.each([
    ["open", "open" as const, 0],
    ["closed", "closed" as const, Infinity],
    ["on its own", { take: () => 70 }, 70],
  ])("without the store it decides: %s", async (_, whenStoreFails, waitMs) => {
    const { limiter, events } = shared({ store: failing, whenStoreFails });
    expect(await limiter.take("a")).toBe(waitMs);
    expect(events).toEqual([{ kind: "undecided", key: "a", cost: 1, admitted: waitMs === 0, error: down }]);
  });

  test("a refusal without a store promises no moment", async () => {
    const { limiter } = shared({ store: failing, whenStoreFails: "closed" });
    expect(await caught(limiter.forKey("a").execute(() => 1))).toMatchObject({ retryAfterMs: undefined });
  });

  test("how to fail must be decided", () => {
    expect(() => new SharedLimiter({ store: store(), whenStoreFails: undefined as unknown as "open" }))
      .toThrow(TypeError);
  });

  test("a caller who left while the store was asked gets no call", async () => {
    const { limiter } = shared({ store: store(), whenStoreFails: "open" });
    const gone = new AbortController();
    let calls = 0;
    const pending = limiter.forKey("a").execute(() => calls++, { signal: gone.signal });
    gone.abort(new Error("gone"));
    expect(await caught(pending)).toMatchObject({ message: "gone" });
    expect(calls).toBe(0);
  });
});

describe("the answer to whom was refused", () => {
  const at = (next: number) => ({ random: { next: () => next } });
  test.each([
    [1, 0, 1_000],
    [1_000, 0, 1_000],
    [1_001, 0, 2_000],
    [10, 0.1, 1_000],
    [10, 0.9, 2_000], // a short wait is spread as well, and not only made longer
    [2_000, 0.1, 2_000],
    [2_000, 0.9, 3_000],
    [10_000, 0.5, 13_000],
    [10_000, 0.999, 15_000],
    [0, 0.9, 0],
  ])("a wait of %d ms with chance %d gives %d ms, in whole seconds", (waitMs, next, retryAfterMs) => {
    expect(tooManyRequests(waitMs, at(next))).toMatchObject({ status: 429, retryAfterMs });
  });
  test("without a spread nobody waits longer", () => {
    expect(tooManyRequests(10_000, { ...at(0.999), spread: 0 })).toMatchObject({ retryAfterMs: 10_000 });
  });
  test("what will never fit gets no Retry-After", () => {
    expect(tooManyRequests(Infinity, at(0))).toMatchObject({ status: 429, retryAfterMs: undefined });
  });
  test("a negative wait or spread is misuse", () => {
    expect(() => tooManyRequests(-1, at(0))).toThrow(RangeError);
    expect(() => tooManyRequests(1, { ...at(0), spread: -1 })).toThrow(RangeError);
  });
});
