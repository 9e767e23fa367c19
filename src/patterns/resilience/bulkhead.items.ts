/**
 * Recall items of the bulkhead.
 *
 * @module
 */
import { defineItems, item } from "#src/learn/items.ts";
import type { Host } from "#src/sim/world.ts";
import { playIn } from "#src/sim/world.ts";
import { Bulkhead, type BulkheadOptions } from "#patterns/resilience/bulkhead.ts";

const still = { nowMs: () => 0, sleep: () => new Promise<never>(() => {}) };
const never = () => new Promise<never>(() => {});
const quietly = (call: Promise<unknown>) => call.then(() => {}, () => {});

/** How many of `calls` at one moment begin, wait and are refused. */
async function crowd(calls: number, options: Omit<BulkheadOptions, "clock">) {
  const seen = { begun: 0, refused: 0 };
  const bulkhead = new Bulkhead({ clock: still, maxWaitMs: Infinity, ...options });
  const all = Array.from({ length: calls }, () =>
    bulkhead.execute(() => {
      seen.begun++;
      return never();
    }).catch(() => void seen.refused++));
  await Promise.race([...all, Promise.resolve()]);
  await Promise.resolve();
  return { ...seen, waiting: bulkhead.waiting };
}

/** Plays on one host. */
async function onHost<T>(play: (host: Host) => Promise<T>): Promise<T> {
  const { result } = await playIn({ seed: 7, trace: false }, (world) => world.host("site", play));
  return result!;
}

/** Who is turned away at once. */
const full = item({
  id: "full",
  draw: ({ whole }) => ({ calls: whole(60, 200), limit: whole(5, 20), maxQueue: whole(5, 30) }),
  ask: ({ calls, limit, maxQueue }) =>
    `A bulkhead with limit: ${limit} and maxQueue: ${maxQueue} is empty. ${calls} calls come at once. How many of them are refused at that moment?`,
  truth: async ({ calls, limit, maxQueue }) => (await crowd(calls, { limit, maxQueue })).refused,
  wrong: [
    { value: () => 0, from: "queues-turn-nobody-away" },
    { value: ({ calls, limit }) => calls - limit, from: { slip: "it forgets those who may wait." } },
    {
      value: ({ calls, maxQueue }) => calls - maxQueue,
      from: { slip: "it counts the places as part of the queue." },
    },
  ],
  because: ({ limit, maxQueue }) => `${limit} begin, ${maxQueue} wait, and all others are told at once.`,
});

/** How long the last in the queue waits. */
const wait = item({
  id: "wait",
  draw: ({ whole, pick }) => ({ limit: whole(2, 9), rounds: whole(3, 9), tookMs: pick([30, 40, 60, 80]) }),
  ask: ({ limit, rounds, tookMs }) =>
    `A bulkhead has limit: ${limit}, each call takes ${tookMs} ms, and ${limit} calls have just begun. ${
      limit * rounds
    } more come and wait, oldest first. How long does the last of them wait for its place?`,
  truth: ({ limit, rounds, tookMs }) =>
    onHost(async ({ clock }) => {
      let longestMs = 0;
      const bulkhead = new Bulkhead({
        clock,
        limit,
        maxQueue: limit * rounds,
        maxWaitMs: Infinity,
        onEvent: (event) => {
          if (event.kind === "started") longestMs = Math.max(longestMs, event.waitedMs);
        },
      });
      const all = Array.from({ length: limit * (rounds + 1) }, () =>
        bulkhead.execute(() => clock.sleep(tookMs)));
      await Promise.all(all);
      return Math.round(longestMs);
    }),
  say: (ms) => `${ms} ms`,
  wrong: [
    {
      value: ({ limit, rounds, tookMs }) => limit * rounds * tookMs,
      from: { slip: "it serves one after the other; the places work side by side." },
    },
    {
      value: ({ rounds, tookMs }) => (rounds + 1) * tookMs,
      from: { slip: "it counts its own call as well." },
    },
    {
      value: ({ rounds, tookMs }) => (rounds - 1) * tookMs,
      from: { slip: "it forgets that the places were taken when it came." },
    },
  ],
  because: ({ limit, tookMs }) =>
    `${limit} places give ${limit} answers every ${tookMs} ms, and a queue is as long in time as its length divided by that rate.`,
});

/** What a fleet sends. */
const fleet = item({
  id: "fleet",
  draw: ({ whole }) => ({ processes: whole(3, 12), limit: whole(5, 15), maxQueue: whole(4, 20) }),
  ask: ({ processes, limit, maxQueue }) =>
    `Each of ${processes} processes has a bulkhead with limit: ${limit} and maxQueue: ${maxQueue}, and more callers than that. How many calls does the callee have at once, at most?`,
  async truth({ processes, limit, maxQueue }) {
    let begun = 0;
    for (let each = 0; each < processes; each++) begun += (await crowd(100, { limit, maxQueue })).begun;
    return begun;
  },
  wrong: [
    { value: ({ limit }) => limit, from: "limit-is-the-fleets" },
    {
      value: ({ processes, limit, maxQueue }) => processes * (limit + maxQueue),
      from: { slip: "those who wait have not been sent." },
    },
    { value: ({ processes }) => processes * 100, from: { slip: "it lets all callers through." } },
  ],
  because: ({ processes }) =>
    `A limit holds in one process. ${processes} of them send ${processes} times as much.`,
});

/** Who is served next. */
const order = item({
  id: "order",
  draw: ({ whole, pick }) => ({
    calls: whole(12, 40),
    limit: whole(1, 3),
    maxQueue: whole(4, 8),
    order: pick(["oldest-first", "newest-first"] as const),
  }),
  ask: ({ calls, limit, maxQueue, order }) =>
    `A bulkhead has limit: ${limit}, maxQueue: ${maxQueue} and order: "${order}". ${calls} calls come, one after the other, numbered from 1, and none has ended. Then the first one ends. Which call gets its place?`,
  async truth({ calls, limit, maxQueue, order }) {
    let end = () => {};
    let last = 0;
    const bulkhead = new Bulkhead({ clock: still, limit, maxQueue, order, maxWaitMs: Infinity });
    for (let call = 1; call <= calls; call++) {
      void quietly(bulkhead.execute(() => {
        last = call;
        return call === 1 ? new Promise<void>((resolve) => end = resolve) : never();
      }));
    }
    end();
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    return last;
  },
  say: (call) => `call no. ${call}`,
  wrong: [
    { value: ({ limit }) => limit + 1, from: "order-changes-nothing" },
    {
      value: ({ limit, maxQueue }) => limit + maxQueue,
      from: {
        slip:
          "newest first, a full queue lets the oldest go for one who comes; oldest first, it refuses who comes.",
      },
    },
    {
      value: ({ calls }) => calls,
      from: { slip: "the last one was refused: oldest first, a full queue takes nobody." },
    },
  ],
  because: ({ order }) =>
    order === "oldest-first"
      ? "Who has waited longest is next, and who found the queue full was refused."
      : "The last one who came is next: in a full queue the oldest gave way to it.",
});

/** When a place comes back. */
const left = item({
  id: "left",
  draw: ({ whole }) => ({
    takesMs: whole(20, 60) * 10,
    leavesMs: whole(4, 15) * 10,
    comesMs: whole(1, 3) * 10,
  }),
  ask: ({ takesMs, leavesMs, comesMs }) =>
    `The only place of a bulkhead is taken by a call that needs ${takesMs} ms and cannot be stopped. After ${comesMs} ms another call comes and waits. After ${leavesMs} ms the first one's caller leaves. When, counted from the beginning, is the second call made?`,
  truth: ({ takesMs, leavesMs, comesMs }) =>
    onHost(async ({ clock }) => {
      const beganMs = clock.nowMs();
      const bulkhead = new Bulkhead({ clock, limit: 1, maxQueue: 1, maxWaitMs: Infinity });
      const caller = new AbortController();
      void quietly(bulkhead.execute(() => clock.sleep(takesMs), { signal: caller.signal }));
      void clock.sleep(leavesMs).then(() => caller.abort("gone"));
      await clock.sleep(comesMs);
      return await bulkhead.execute(() => Math.round(clock.nowMs() - beganMs));
    }),
  say: (ms) => `at ${ms} ms`,
  wrong: [
    { value: ({ leavesMs }) => leavesMs, from: "ended-here-is-ended-there" },
    {
      value: ({ takesMs, comesMs }) => takesMs + comesMs,
      from: { slip: "it waits for a whole call from the moment in which it came." },
    },
    {
      value: ({ takesMs, leavesMs }) => takesMs + leavesMs,
      from: { slip: "the first call does not begin again when its caller leaves." },
    },
  ],
  because: () => "A place is free when its call has ended. The caller is told at once, and the work goes on.",
});

/** What a limit at the mean refuses. */
const mean = item({
  id: "mean",
  draw: ({ whole, pick }) => ({ perSecond: whole(2, 9) * 10, tookMs: pick([100, 150, 200, 300]) }),
  ask: ({ perSecond, tookMs }) =>
    `${perSecond} calls a second come by chance and take ${tookMs} ms each on the average. A bulkhead has as many places as are in use on the average, and no queue. Erlang's formula: about how many of 100 calls are refused?`,
  truth({ perSecond, tookMs }) {
    const load = (perSecond * tookMs) / 1_000;
    let blocked = 1;
    for (let places = 1; places <= Math.round(load); places++) {
      blocked = (load * blocked) / (places + load * blocked);
    }
    return Math.round(100 * blocked);
  },
  say: (refused) => `about ${refused} of 100`,
  wrong: [
    { value: () => 0, from: "mean-is-the-size" },
    { value: () => 50, from: { slip: "half of the moments have more, but not twice as many." } },
    { value: (_numbers, truth) => Math.round(truth / 4), from: "mean-is-the-size" },
  ],
  because: ({ perSecond, tookMs }) =>
    `${perSecond} · ${
      tookMs / 1_000
    } is the mean in flight. Chance is above it about half of the time, and there is no room for it.`,
});

/** The items of the chapter. */
export const items = defineItems("resilience/bulkhead", [full, wait, fleet, order, left, mean]);
