/**
 * Recall items of timeout and deadline.
 *
 * @module
 */
import { handClock } from "#src/learn/hand-clock.ts";
import { defineItems, item } from "#src/learn/items.ts";
import type { Clock } from "#src/ports/clock.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import { CircuitBreaker } from "#patterns/resilience/circuit-breaker.ts";
import { Retry } from "#patterns/resilience/retry.ts";
import { TimedOut, Timeout } from "#patterns/resilience/timeout.ts";
import { Deadline } from "#patterns/resilience/timeout/deadline.ts";
import { pipeline } from "#patterns/resilience/timeout/pipeline.ts";
import { raceTimeout } from "#patterns/resilience/timeout/without.ts";

const never = () => new Promise<never>(() => {});
const quietly = (call: Promise<unknown>) => call.then(() => true, () => false);
const earliest = { next: () => 0 };

/** A clock that is turned by hand and whose timers do not ring. */
function silentClock() {
  const clock = handClock();
  return { nowMs: () => clock.nowMs(), turn: clock.turn, sleep: never, timer: () => () => {} };
}

/** What a host is told that it has, two hops down. */
const left = item({
  id: "left",
  draw: ({ whole, pick }) => ({
    customerMs: pick([1_000, 1_500, 2_000]),
    works: [whole(3, 30) * 10, whole(3, 30) * 10] as const,
    limitMs: pick([800, 1_000, 3_000]),
  }),
  ask: ({ customerMs, works, limitMs }) =>
    `A customer waits ${customerMs} ms. The first service works for ${
      works[0]
    } ms and asks the second, which works for ${works[1]} ms and asks the ` +
    `third. Each asks through a limit of ${limitMs} ms and hands on what is left; the network takes no time. How much time does the third believe it has?`,
  async truth({ customerMs, works, limitMs }) {
    const clock = silentClock();
    let remainingMs = customerMs;
    for (const workMs of works) {
      const deadline = new Deadline(clock, remainingMs);
      clock.turn(workMs);
      const limit = new Timeout({ clock, timeoutMs: limitMs });
      remainingMs = await limit.execute((context) => context.remainingMs!, deadline);
    }
    return remainingMs;
  },
  say: (value) => `${value} ms`,
  wrong: [
    { value: ({ limitMs }) => limitMs, from: "hop-limits-add-up" },
    {
      value: ({ customerMs }) => customerMs,
      from: { slip: "it takes nothing off for the work that was done." },
    },
    {
      value: ({ customerMs, works }) => customerMs - works[1],
      from: { slip: "it forgets what the first service has used." },
    },
    {
      value: ({ customerMs, works }) => customerMs - works[0] - works[1],
      from: { slip: "a limit that is shorter holds as well, and what comes after it is taken off that." },
    },
  ],
  because: (_numbers, value) =>
    `Each hop hands on the smaller of its limit and what is left, less what it works itself: ${value} ms at the third.`,
});

/** How long a caller waits where each attempt has a limit of its own. */
const sum = item({
  id: "sum",
  draw: ({ whole, pick }) => ({
    attempts: whole(3, 5),
    attemptMs: whole(2, 9) * 50,
    baseMs: pick([100, 200]),
  }),
  ask: ({ attempts, attemptMs, baseMs }) =>
    `pipeline(retry, limit): ${attempts} attempts, each with a limit of ${attemptMs} ms; the waits double from ${baseMs} ms on, without jitter. The ` +
    "callee answers nobody. After how long does the caller hear of it?",
  async truth({ attempts, attemptMs, baseMs }) {
    const clock = handClock();
    const retry = new Retry({
      clock,
      random: earliest,
      idempotent: true,
      maxAttempts: attempts,
      baseDelayMs: baseMs,
      jitter: "none",
    });
    await quietly(pipeline(retry, new Timeout({ clock, timeoutMs: attemptMs })).execute(never));
    return clock.nowMs();
  },
  say: (value) => `after ${value} ms`,
  wrong: [
    { value: ({ attemptMs }) => attemptMs, from: "order-is-taste" },
    { value: ({ attempts, attemptMs }) => attempts * attemptMs, from: { slip: "it leaves out the waits." } },
    {
      value: ({ attempts, attemptMs, baseMs }) => attempts * attemptMs + (attempts - 1) * baseMs,
      from: { slip: "it lets all waits be as long as the first; each is twice the one before." },
    },
    {
      value: ({ attempts, attemptMs, baseMs }) => attempts * attemptMs + (2 ** attempts - 1) * baseMs,
      from: { slip: "it waits once more after the last attempt." },
    },
  ],
  because: ({ attempts, attemptMs }) =>
    `${attempts} limits of ${attemptMs} ms and ${
      attempts - 1
    } waits, one after the other. A limit inside the retry bounds an attempt; the caller's stands outside.`,
});

/** Timers that nobody stops. */
const timers = item({
  id: "timers",
  draw: ({ whole, pick }) => ({
    perSecond: whole(2, 9) * 10,
    limitS: whole(3, 30),
    tookMs: pick([10, 20, 50]),
  }),
  ask: ({ perSecond, limitS, tookMs }) =>
    `A service makes ${perSecond} calls a second through Promise.race against a timer of ${limitS} s. Each call is answered after ${tookMs} ms. After a few ` +
    "minutes, about how many timers run?",
  truth({ perSecond, limitS }) {
    const due: number[] = [];
    let nowMs = 0;
    const clock: Clock = {
      nowMs: () => nowMs,
      sleep: (ms) => {
        due.push(nowMs + ms);
        return never();
      },
    };
    const limit = raceTimeout({ clock }, { timeoutMs: limitS * 1_000 });
    for (let call = 0; nowMs < 2 * limitS * 1_000; nowMs = (++call * 1_000) / perSecond) {
      void limit.execute(() => "answered");
    }
    return due.filter((atMs) => atMs > nowMs).length + 1; // and the call that begins now
  },
  say: (value) => `about ${value}`,
  wrong: [
    {
      value: ({ perSecond, tookMs }) => Math.max(1, Math.round((perSecond * tookMs) / 1_000)),
      from: "losers-vanish",
    },
    {
      value: ({ perSecond }) => perSecond,
      from: { slip: "it counts the calls of one second; the timers live longer." },
    },
    {
      value: ({ perSecond, limitS }) => (perSecond * limitS) / 2,
      from: { slip: "it takes half of them for stopped; none is stopped, and each runs to its end." },
    },
  ],
  because: ({ perSecond, limitS }) =>
    `${perSecond} a second, and each runs for ${limitS} s, whatever became of its call.`,
});

/** What is not even begun. */
const begun = item({
  id: "begun",
  draw: ({ whole }) => ({
    needMs: whole(4, 12) * 10,
    leftMs: Array.from({ length: 6 }, (_, index) => index === 0 ? 0 : whole(1, 20) * 10),
  }),
  ask: ({ needMs, leftMs }) =>
    `Six callers have ${
      leftMs.join(", ")
    } ms left. The limit has minRemainingMs: ${needMs}. For how many of them is the call made?`,
  async truth({ needMs, leftMs }) {
    const limit = new Timeout({ clock: silentClock(), timeoutMs: 1_000, minRemainingMs: needMs });
    let made = 0;
    for (const remainingMs of leftMs) await quietly(limit.execute(() => made++, { remainingMs }));
    return made;
  },
  say: (value) => `for ${["none", "one", "two", "three", "four", "five", "six"][value]}`,
  wrong: [
    { value: ({ leftMs }) => leftMs.filter((ms) => ms > 0).length, from: "expired-is-enough" },
    {
      value: ({ needMs, leftMs }) => leftMs.filter((ms) => ms > needMs).length,
      from: { slip: "just enough is enough." },
    },
    {
      value: ({ needMs, leftMs }) => leftMs.filter((ms) => ms < needMs).length,
      from: { slip: "it counts those who are refused." },
    },
    { value: () => 6, from: { slip: "with too little left the call is not made at all." } },
    { value: (_numbers, truth) => Math.max(0, truth - 1), from: { slip: "it refuses one who has enough." } },
  ],
  because: ({ needMs }, made) =>
    `${made} of them have at least ${needMs} ms. The others are refused before any work is done.`,
});

/** What a breaker lets through before it opens, on either side of a retry. */
const before = item({
  id: "before",
  draw: ({ whole, pick }) => ({
    order: pick(["pipeline(breaker, retry)", "pipeline(retry, breaker)"]),
    attempts: whole(2, 4),
    calls: whole(8, 20),
  }),
  ask: ({ order, attempts, calls }) =>
    `${order}: the breaker opens after ${calls} outcomes of which half are failures, the retry makes ${attempts} attempts. The callee answers 503 to ` +
    "everything; customers come one after the other. How many requests reach it before the circuit opens?",
  async truth({ order, attempts, calls }) {
    const clock = handClock();
    const breaker = new CircuitBreaker({
      clock,
      window: { kind: "count", size: calls },
      minimumCalls: calls,
      cooldownMs: 3_600_000,
    });
    const retry = new Retry({
      clock,
      random: earliest,
      idempotent: true,
      maxAttempts: attempts,
      jitter: "none",
    });
    const policy = order === "pipeline(breaker, retry)" ? pipeline(breaker, retry) : pipeline(retry, breaker);
    let reached = 0;
    for (let customer = 0; customer < 2 * calls; customer++) {
      await quietly(policy.execute(() => {
        reached++;
        throw new ErrorAnswer(503);
      }));
    }
    return reached;
  },
  say: (value) => `${value} requests`,
  wrong: [
    {
      value: ({ attempts, calls }, truth) => truth === calls ? calls * attempts : calls,
      from: "order-is-taste",
    },
    {
      value: ({ calls }) => Math.ceil(calls / 2),
      from: { slip: "half must fail, but of so many outcomes." },
    },
    {
      value: ({ attempts, calls }) => calls + attempts - 1,
      from: { slip: "it lets the last customer go on after the circuit has opened." },
    },
  ],
  because: ({ order, attempts }) =>
    order === "pipeline(breaker, retry)"
      ? `Outside, the breaker sees one outcome for ${attempts} requests.`
      : "Inside, the breaker sees each request, and its refusals are not repeated.",
});

/** Three endings, of which the first decides. */
const ending = item({
  id: "ending",
  draw: ({ whole }) => ({
    takesMs: whole(10, 60) * 10,
    limitMs: whole(10, 60) * 10,
    remainingMs: whole(10, 60) * 10,
    leavesMs: whole(10, 60) * 10,
  }),
  ask: ({ takesMs, limitMs, remainingMs, leavesMs }) =>
    `A call would be answered after ${takesMs} ms. Its limit is ${limitMs} ms, ${remainingMs} ms of its caller's time are left, and its caller's signal ` +
    `aborts after ${leavesMs} ms. What does the caller get?`,
  async truth({ takesMs, limitMs, remainingMs, leavesMs }) {
    const world = alarmClock();
    const caller = new AbortController();
    world.timer(leavesMs, () => caller.abort("left"));
    const outcome = new Timeout({ clock: world, timeoutMs: limitMs }).execute(
      () => new Promise((resolve) => void world.timer(takesMs, () => resolve("answer"))),
      { signal: caller.signal, remainingMs },
    ).then(
      () => "its answer",
      (error: unknown) => error instanceof TimedOut ? "a TimedOut" : "its own reason",
    )
      .then((what) => `${what}, after ${world.nowMs()} ms`);
    await world.run();
    return await outcome;
  },
  wrong: [
    {
      value: ({ leavesMs }, truth) =>
        truth === `its own reason, after ${leavesMs} ms` ? `a TimedOut, after ${leavesMs} ms` : undefined,
      from: "aborted-means-timed-out",
    },
    {
      value: ({ limitMs, remainingMs }, truth) =>
        truth === `a TimedOut, after ${remainingMs} ms` ? `a TimedOut, after ${limitMs} ms` : undefined,
      from: "hop-limits-add-up",
    },
    {
      value: ({ limitMs }) => `a TimedOut, after ${limitMs} ms`,
      from: { slip: "something else ended it before its limit." },
    },
    {
      value: ({ takesMs }) => `its answer, after ${takesMs} ms`,
      from: { slip: "something else ended it before." },
    },
    {
      value: ({ leavesMs }) => `its own reason, after ${leavesMs} ms`,
      from: { slip: "the call had ended before its caller left." },
    },
    {
      value: ({ remainingMs }) => `a TimedOut, after ${remainingMs} ms`,
      from: { slip: "something else ended it before its caller's time was over." },
    },
  ],
  because: (_numbers, truth) => `The first ending decides, and says which it was: ${truth}.`,
});

/** A clock with timers that ring in order, one at a time, as fast as they can. */
function alarmClock() {
  let nowMs = 0;
  const alarms: { atMs: number; ring: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    sleep: never,
    timer(ms: number, ring: () => void): () => void {
      const alarm = { atMs: nowMs + ms, ring };
      alarms.push(alarm);
      return () => void (alarms.includes(alarm) && alarms.splice(alarms.indexOf(alarm), 1));
    },
    async run(): Promise<void> {
      for (let next = soonest(alarms); next !== undefined; next = soonest(alarms)) {
        alarms.splice(alarms.indexOf(next), 1);
        nowMs = next.atMs;
        next.ring();
        for (let turn = 0; turn < 10; turn++) await Promise.resolve();
      }
    },
  };
}
const soonest = <T extends { atMs: number }>(alarms: readonly T[]): T | undefined =>
  alarms.length === 0 ? undefined : alarms.reduce((first, each) => each.atMs < first.atMs ? each : first);

/** What later chapters ask of this one. */
export const items = defineItems("resilience/timeout", [left, sum, timers, begun, before, ending]);
