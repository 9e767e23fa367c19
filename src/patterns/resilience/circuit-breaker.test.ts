import { describe, expect, test } from "vitest";
import { budgets } from "#src/catalog/budgets.ts";
import { explore } from "#src/check/explore.ts";
import type { Scenario } from "#src/check/scenario.ts";
import * as stories from "#patterns/resilience/circuit-breaker.scenario.ts";
import {
  type BreakerEvent,
  CircuitBreaker,
  type CircuitBreakerOptions,
  classify,
} from "#patterns/resilience/circuit-breaker.ts";
import type { Call } from "#src/ports/policy.ts";
import { Refused } from "#src/ports/policy.ts";
import { ErrorAnswer, NoAnswer, Unreachable } from "#src/ports/transport.ts";

/** A clock that moves when it is told to. */
class HandClock {
  ms = 1_000;
  nowMs(): number {
    return this.ms;
  }
  async sleep(): Promise<void> {}
}

const four = { window: { kind: "count", size: 4 }, minimumCalls: 4, cooldownMs: 100 } as const;

function make(options: Partial<CircuitBreakerOptions> = four) {
  const clock = new HandClock();
  const events: BreakerEvent[] = [];
  const breaker = new CircuitBreaker({ clock, onEvent: (event) => void events.push(event), ...options });
  return { clock, events, breaker, kinds: () => events.map(({ kind }) => kind) };
}
/** A call that ends when it is told to. */
function pending() {
  let answer!: (value: string) => void;
  let fail!: (error: unknown) => void;
  const promise = new Promise<string>((resolve, reject) => {
    answer = resolve;
    fail = reject;
  });
  return { call: () => promise, answer, fail };
}
const good: Call<string> = () => Promise.resolve("fine");
const bad: Call<string> = () => Promise.reject(new NoAnswer("payment", 50));
async function run(breaker: CircuitBreaker, call: Call<string>, times = 1): Promise<string[]> {
  const seen: string[] = [];
  for (let index = 0; index < times; index++) {
    seen.push(await breaker.execute(call).catch((error: unknown) => (error as Error).name));
  }
  return seen;
}
async function open(options?: Partial<CircuitBreakerOptions>) {
  const made = make({ ...four, ...options });
  await run(made.breaker, bad, 4);
  expect(made.breaker.state).toBe("open");
  return made;
}
async function halfOpen(options?: Partial<CircuitBreakerOptions>) {
  const made = await open(options);
  made.clock.ms += 100;
  return made;
}

describe("closed", () => {
  test("answers what the call answers, and throws what it throws", async () => {
    const { breaker } = make();
    const error = new Error("mine");
    await expect(breaker.execute(() => 7)).resolves.toBe(7);
    await expect(breaker.execute(() => Promise.reject(error))).rejects.toBe(error);
    await expect(breaker.execute(() => {
      throw error;
    })).rejects.toBe(error);
  });

  test.each<[string, Call<string>[], "open" | "closed"]>([
    ["opens when failureRatio of the window failed", [good, bad, good, bad], "open"],
    ["stays closed below it", [good, good, good, bad], "closed"],
    ["judges nothing before minimumCalls", [bad, bad, bad], "closed"],
    ["judges after a success too", [bad, bad, good, good], "open"],
    ["forgets what left the window", [bad, good, good, good, bad, good, good, good, bad], "closed"],
    ["opens on what is in the window, not before it", [good, good, good, good, good, bad, bad], "open"],
  ])("%s", async (_, calls, state) => {
    const { breaker } = make();
    for (const call of calls) await run(breaker, call);
    expect(breaker.state).toBe(state);
  });

  // 0.55 * 100 is a little more than 55, and 0.07 * 100 a little more than 7
  test.each([[0.55, 55], [0.07, 7], [0.29, 29]])(
    "failureRatio %d of 100 calls is %i failures",
    async (ratio, n) => {
      const { breaker } = make({
        window: { kind: "count", size: 100 },
        minimumCalls: 100,
        failureRatio: ratio,
      });
      await run(breaker, good, 100 - n + 1);
      await run(breaker, bad, n - 1);
      expect(breaker.state).toBe("closed");
      await run(breaker, good);
      await run(breaker, bad); // one good call and another one have left the window
      expect(breaker.state).toBe("open");
    },
  );

  test("a time window forgets what is too old", async () => {
    const { breaker, clock } = make({ window: { kind: "time", ms: 1_000 }, minimumCalls: 2 });
    for (let index = 0; index < 20; index++) {
      await run(breaker, bad);
      clock.ms += 1_001;
    }
    expect(breaker.state).toBe("closed");
    await run(breaker, bad, 2);
    expect(breaker.state).toBe("open");
  });

  test.each([[99, "closed"], [100, "open"]])(
    "a call of %i ms against slowCallMs 100: %s",
    async (ms, state) => {
      const { breaker, clock } = make({ ...four, slowCallMs: 100 });
      const slow: Call<string> = () => {
        clock.ms += ms;
        return "late, but here";
      };
      for (const call of [good, slow, good, slow]) await run(breaker, call);
      expect(breaker.state).toBe(state);
    },
  );

  test("calls run side by side: one that hangs holds nobody up", async () => {
    const { breaker } = make();
    const hanging = breaker.execute(pending().call);
    expect(await run(breaker, good, 3)).toEqual(["fine", "fine", "fine"]);
    expect(hanging).toBeInstanceOf(Promise);
  });
});

describe("open", () => {
  test("refuses without running the call, and says when to come back", async () => {
    const { breaker, clock } = await open();
    clock.ms += 40;
    let ran = 0;
    const refusal = await breaker.execute(() => ran++).catch((error: unknown) => error);
    expect(ran).toBe(0);
    expect(refusal).toBeInstanceOf(Refused);
    expect(refusal).toBeInstanceOf(Error);
    expect((refusal as Refused).retryAfterMs).toBe(60);
    expect((refusal as Refused).stack).not.toMatch(/\n/);
  });

  test.each([[99, "open"], [100, "half-open"]])(
    "%i ms after opening with cooldownMs 100: %s",
    async (ms, state) => {
      const { breaker, clock } = await open();
      clock.ms += ms;
      expect(breaker.state).toBe(state);
    },
  );

  test.each(["answer", "fail"] as const)("a late %s from before it opened changes nothing", async (end) => {
    const { breaker, clock, events } = make();
    const late = pending();
    const calling = breaker.execute(late.call).catch(() => "failed");
    await run(breaker, bad, 4);
    clock.ms += 60;
    late[end]("x");
    await calling;
    expect(breaker.state).toBe("open");
    expect(events.at(-1)).toMatchObject({ kind: "late", durationMs: 60 });
    clock.ms += 40; // the cooldown was not prolonged
    expect(breaker.state).toBe("half-open");
  });
});

describe("half-open", () => {
  test.each([1, 3])("lets %i of ten callers through", async (probes) => {
    const { breaker } = await halfOpen({ probes });
    let ran = 0;
    const calls = Array.from(
      { length: 10 },
      () => breaker.execute(() => void ran++).catch((error: Error) => error.name),
    );
    const answers = await Promise.all(calls);
    expect(ran).toBe(probes);
    expect(answers.filter((answer) => answer === "Refused")).toHaveLength(10 - probes);
  });

  test("closes when all probes succeeded, and not before", async () => {
    const { breaker } = await halfOpen({ probes: 2 });
    await run(breaker, good);
    expect(breaker.state).toBe("half-open");
    await run(breaker, good);
    expect(breaker.state).toBe("closed");
  });

  test("a failed probe opens it for a whole cooldown", async () => {
    const { breaker, clock } = await halfOpen({ probes: 2 });
    await run(breaker, good);
    await run(breaker, bad);
    expect(breaker.state).toBe("open");
    clock.ms += 99;
    expect(await run(breaker, good)).toEqual(["Refused"]);
  });

  test("a slow probe has not proved anything: it opens again", async () => {
    const { breaker, clock, events } = await halfOpen({ slowCallMs: 50 });
    await run(breaker, () => {
      clock.ms += 50;
      return "at last";
    });
    expect(breaker.state).toBe("open");
    expect(events.findLast(({ kind }) => kind === "opened")).toMatchObject({ reason: "probe-slow" });
  });

  test("a cooldown that is a function is asked at each opening; where it fails, the last good one serves", async () => {
    const cooldowns = [100, 300, Number.NaN];
    const drawn = () => {
      if (cooldowns.length === 0) throw new Error("no more of them");
      return cooldowns.shift()!;
    };
    const { breaker, clock } = await halfOpen({ cooldownMs: drawn });
    await run(breaker, bad);
    clock.ms += 299;
    expect(breaker.state).toBe("open");
    clock.ms += 1;
    expect(breaker.state).toBe("half-open");
    for (const _ of ["not a number", "an error"]) {
      expect(await run(breaker, bad)).toEqual(["NoAnswer"]); // the call's own error, not the function's
      clock.ms += 299;
      expect(breaker.state).toBe("open");
      clock.ms += 1;
      expect(breaker.state).toBe("half-open");
    }
  });

  test("starts from an empty window once closed", async () => {
    const { breaker } = await halfOpen();
    await run(breaker, good);
    await run(breaker, bad, 3);
    expect(breaker.state).toBe("closed");
  });

  test("a late success from before it opened is no probe", async () => {
    const { breaker, clock } = make();
    const late = pending();
    const calling = breaker.execute(late.call);
    await run(breaker, bad, 4);
    clock.ms += 100;
    const probe = pending();
    const probing = breaker.execute(probe.call).catch(() => "failed");
    late.answer("old news");
    await calling;
    expect(breaker.state).toBe("half-open");
    probe.fail(new NoAnswer("payment", 1));
    await probing;
    expect(breaker.state).toBe("open");
  });

  test("a probe that never ends counts as failed after probeTimeoutMs, and its late answer for nothing", async () => {
    const { breaker, clock, events } = await halfOpen({ probeTimeoutMs: 1_000 });
    const stuck = pending();
    const calling = breaker.execute(stuck.call);
    clock.ms += 999;
    expect(breaker.state).toBe("half-open");
    clock.ms += 1;
    expect(breaker.state).toBe("open");
    expect(events.at(-1)).toMatchObject({ kind: "opened", reason: "probe-timeout", atMs: 2_100 });
    stuck.answer("better late");
    await expect(calling).resolves.toBe("better late");
    expect(breaker.state).toBe("open");
  });

  test("a probe that hung for hours in a quiet service leaves the circuit ready for the next one", async () => {
    const { breaker, clock } = await halfOpen({ probeTimeoutMs: 1_000 });
    void breaker.execute(pending().call);
    clock.ms += 3_600_000;
    expect(await run(breaker, good)).toEqual(["fine"]);
    expect(breaker.state).toBe("closed");
  });

  test.each<[string, unknown]>([
    ["an ignored error", new ErrorAnswer(404)],
    ["a refusal from a policy inside", new Refused("bulkhead")],
  ])("%s gives the probe's place back and proves nothing", async (_, error) => {
    const { breaker } = await halfOpen();
    await run(breaker, () => Promise.reject(error));
    expect(breaker.state).toBe("half-open");
    expect(await run(breaker, good)).toEqual(["fine"]);
    expect(breaker.state).toBe("closed");
  });
});

describe("cancellation", () => {
  test("a signal that has aborted: rejects with its reason, and does not call", async () => {
    const { breaker } = make();
    let ran = 0;
    const signal = AbortSignal.abort("changed my mind");
    await expect(breaker.execute(() => ran++, { signal })).rejects.toBe("changed my mind");
    expect(ran).toBe(0);
  });

  test("rejects with signal.reason at once, also where the call does not listen, and is not counted", async () => {
    const { breaker } = make();
    for (let index = 0; index < 8; index++) {
      const controller = new AbortController();
      const calling = breaker.execute(pending().call, { signal: controller.signal });
      controller.abort("gone");
      await expect(calling).rejects.toBe("gone");
    }
    expect(breaker.state).toBe("closed");
    await run(breaker, bad, 3); // no more than three are in the window
    expect(breaker.state).toBe("closed");
  });

  test("a cancelled probe gives its place back at once, also where the call never ends", async () => {
    const { breaker } = await halfOpen();
    const controller = new AbortController();
    const probing = breaker.execute(pending().call, { signal: controller.signal });
    expect(await run(breaker, good)).toEqual(["Refused"]);
    controller.abort("gone");
    await expect(probing).rejects.toBe("gone");
    expect(await run(breaker, good)).toEqual(["fine"]);
    expect(breaker.state).toBe("closed");
  });

  test("the call gets the caller's signal and remaining time, and the signal keeps no listener", async () => {
    const { breaker } = make();
    let listeners = 0;
    const { signal } = new AbortController();
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => (listeners--, remove(...args));
    const seen = await breaker.execute((context) => context, { signal, remainingMs: 70 });
    expect(seen.signal).toBe(signal);
    expect(seen.remainingMs).toBe(70);
    await Promise.resolve();
    expect(listeners).toBe(0);
  });
});

describe("what counts", () => {
  test.each<[string, unknown, string]>([
    ["no answer", new NoAnswer("payment", 1), "failure"],
    ["nobody listens", new Unreachable("payment"), "failure"],
    ["an error of one's own", new Error("?"), "failure"],
    ["something thrown that is no error", "?", "failure"],
    ...[400, 401, 403, 404, 409, 422].map((
      status,
    ): [string, unknown, string] => [`${status}`, new ErrorAnswer(status), "ignored"]),
    ...[408, 429, 500, 502, 503, 504].map((
      status,
    ): [string, unknown, string] => [`${status}`, new ErrorAnswer(status), "failure"]),
  ])("%s: %s is a %s", (_, error, outcome) => {
    expect(classify(error)).toBe(outcome);
  });

  test("a refusal from a policy inside is not counted, whatever classify says", async () => {
    const { breaker } = make({ ...four, classify: () => "failure" });
    await run(breaker, () => Promise.reject(new Refused("bulkhead")), 20);
    expect(breaker.state).toBe("closed");
  });

  test("classify may turn an error into a success", async () => {
    const { breaker } = make({ ...four, classify: () => "success" });
    await run(breaker, bad, 20);
    expect(breaker.state).toBe("closed");
  });

  test("a classify that throws counts as a failure and holds no probe's place", async () => {
    let broken = false;
    const options = {
      classify: () => (broken
        ? (() => {
          throw new TypeError("oops");
        })()
        : "failure" as const),
    };
    const { breaker } = await halfOpen(options);
    broken = true;
    expect(await run(breaker, bad)).toEqual(["TypeError"]);
    expect(breaker.state).toBe("open");
  });
});

describe("events", () => {
  test("tell the whole story in order", async () => {
    const { breaker, clock, kinds, events } = await open();
    await run(breaker, good);
    clock.ms += 100;
    await run(breaker, good);
    expect(kinds()).toEqual([
      "ended",
      "ended",
      "ended",
      "ended",
      "opened",
      "refused",
      "half-opened",
      "ended",
      "closed",
    ]);
    expect(events.find(({ kind }) => kind === "opened")).toEqual({
      kind: "opened",
      atMs: 1_000,
      reason: "failures",
    });
  });

  test("a listener that throws, or calls back, disturbs nothing", async () => {
    const inner: Promise<string[]>[] = [];
    const clock = new HandClock();
    const breaker: CircuitBreaker = new CircuitBreaker({
      clock,
      ...four,
      onEvent: ({ kind }) => {
        if (kind === "opened") inner.push(run(breaker, good));
        throw new Error("no room for metrics");
      },
    });
    expect(await run(breaker, bad, 5)).toEqual([...Array(4).fill("NoAnswer"), "Refused"]);
    expect(await Promise.all(inner)).toEqual([["Refused"]]);
  });

  test("an async listener that fails later disturbs nothing either", async () => {
    const late = Promise.reject(new Error("the metrics server is gone"));
    const watched = late.catch.bind(late);
    let caught = 0;
    late.catch = ((...args: Parameters<typeof watched>) => (caught++, watched(...args))) as typeof late.catch;
    const { breaker } = make({ ...four, onEvent: () => late as unknown as void });
    expect(await run(breaker, good)).toEqual(["fine"]);
    expect(caught).toBe(1);
  });

  test("a listener that aborts the caller gives the probe's place back", async () => {
    const controller = new AbortController();
    const { breaker, clock } = await open({
      onEvent: ({ kind }) => {
        if (kind === "half-opened") controller.abort("enough");
      },
    });
    clock.ms += 100;
    await expect(breaker.execute(good, { signal: controller.signal })).rejects.toBe("enough");
    expect(await run(breaker, good)).toEqual(["fine"]);
  });
});

describe("options", () => {
  test.each<[string, Partial<CircuitBreakerOptions>]>([
    ["window.size", { window: { kind: "count", size: 0 } }],
    ["lengthMs", { window: { kind: "time", ms: 0 } }],
    ["minimumCalls", { minimumCalls: 0 }],
    ["minimumCalls", { minimumCalls: 101 }],
    ["minimumCalls", { minimumCalls: 2.5 }],
    ["failureRatio", { failureRatio: 0 }],
    ["failureRatio", { failureRatio: 50 }],
    ["failureRatio", { failureRatio: Number.NaN }],
    ["slowCallMs", { slowCallMs: 0 }],
    ["slowRatio", { slowRatio: 1.1 }],
    ["cooldownMs", { cooldownMs: -1 }],
    ["cooldownMs", { cooldownMs: Number.POSITIVE_INFINITY }],
    ["probes", { probes: 0 }],
    ["probeTimeoutMs", { probeTimeoutMs: Number.NaN }],
  ])("refuses %s in %o", (name, options) => {
    expect(() => make(options)).toThrow(RangeError);
    expect(() => make(options)).toThrow(new RegExp(`Cannot .* as '${name}' must be .*: current value is `));
  });
});

describe("stories", () => {
  const SEEDS = budgets.seeds.perStory;
  /** Which sentences a variant must break; none: it must hold them all. */
  const breaks = {
    outage: {
      with: [],
      without: ["The outage ends with the fault"],
      bare: ["A service that is down is left alone"],
    },
    fleet: { with: ["The outage ends with the fault"] },
    slowness: { with: [], without: ["A payment that is only slow does not hold up the shop"] },
    silence: { inside: [], outside: ["Calls that run out of time open the circuit"] },
    afterglow: { with: [], without: ["An answer from before the trip does not close the circuit"] },
    overlap: { with: [], without: ["Only the probe decides"] },
    shards: {
      each: [],
      one: ["Customers of the healthy shards are served"],
      wide: ["The broken shard is left alone"],
    },
    saturation: { with: [], without: ["A healthy payment is never cut off"] },
    noise: { with: [] },
    lostProbe: { with: [], without: ["A probe that never returns does not block the circuit"] },
    cancelledProbe: { with: [] },
  } as const;
  const rows = Object.entries(breaks).flatMap(([story, variants]) =>
    Object.entries(variants).map(([variant, sentences]) => ({
      story,
      variant,
      sentences: sentences as readonly string[],
    }))
  );
  /** Held by chance alone: counted below. */
  const rarely = ["fleet spread"];
  const holding = rows.filter(({ sentences }) => sentences.length === 0);

  test("every scenario and variant is in the table", () => {
    expect([...rarely, ...rows.map(({ story, variant }) => `${story} ${variant}`)].sort()).toEqual(
      Object.entries(stories).flatMap(([story, { variants }]) =>
        Object.keys(variants).map((variant) => `${story} ${variant}`)
      ).sort(),
    );
  });

  test.each(holding)(`$story: $variant is not refuted in ${SEEDS} schedules`, async ({ story, variant }) => {
    const scenario = stories[story as keyof typeof stories] as Scenario;
    const { failure, schedules } = await explore(scenario, variant, { seeds: SEEDS });
    expect(failure && `${failure.property}: ${failure.seen}; ${failure.token}`).toBeUndefined();
    expect(schedules).toBe(SEEDS);
  }, 60_000);

  test("fleet: cooldowns that differ by chance seldom bring the probes together", async () => {
    let outlived = 0;
    for (let seed = 0; seed < 50; seed++) {
      const run = await stories.fleet.run(seed, "spread", { trace: false });
      outlived += run.broken.length;
    }
    expect(outlived).toBeLessThanOrEqual(3);
  }, 60_000);

  test.each(rows.filter(({ sentences }) => sentences.length > 0))(
    `$story: $variant breaks $sentences with every one of ${SEEDS} seeds`,
    async ({ story, variant, sentences }) => {
      const scenario = stories[story as keyof typeof stories] as Scenario;
      for (let seed = 0; seed < SEEDS; seed++) {
        const run = await scenario.run(seed, variant, { trace: false });
        expect(run.broken.map(({ property }) => property)).toEqual(expect.arrayContaining([...sentences]));
      }
    },
  );
});
