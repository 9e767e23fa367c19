/**
 * Recall items of retry.
 *
 * @module
 */
import { handClock } from "#src/learn/hand-clock.ts";
import { defineItems, item } from "#src/learn/items.ts";
import type { Call } from "#src/ports/policy.ts";
import { ErrorAnswer, NoAnswer, Unreachable } from "#src/ports/transport.ts";
import { type Jitter, Retry, RetryBudget } from "#patterns/resilience/retry.ts";
import { delayMs } from "#patterns/resilience/retry/backoff.ts";

const earliest = { next: () => 0 };
/** The largest draw there is: a draw is below 1. */
const latest = { next: () => 1 - 1 / 4_294_967_296 };
const busy = () => Promise.reject(new ErrorAnswer(503));
const quietly = (call: Promise<unknown>) => call.then(() => true, () => false);
const ms = (value: number) => value >= 1_000 ? `${value / 1_000} s` : `${value} ms`;

/** What layers of retries are together. */
const layers = item({
  id: "layers",
  draw: ({ whole, pick }) => ({ attempts: Array.from({ length: pick([2, 3]) }, () => whole(2, 5)) }),
  ask: ({ attempts }) =>
    `${
      attempts.length === 2 ? "Two" : "Three"
    } services stand in a chain before a database. Each retries; from the customer on, ` +
    `their maxAttempts are ${
      attempts.join(", ")
    }. The database answers every query with an error that is worth repeating. A ` +
    "customer clicks once. How many queries reach the database?",
  async truth({ attempts }) {
    let queries = 0;
    let call: Call<unknown> = () => {
      queries++;
      return busy();
    };
    for (const maxAttempts of attempts.toReversed()) {
      const inner = call;
      const retry = new Retry({ clock: handClock(), random: earliest, idempotent: true, maxAttempts });
      // Each service answers 503 where it gave up: the next one cannot see why.
      call = () => retry.execute(inner).catch(busy);
    }
    await quietly(Promise.resolve(call({ signal: new AbortController().signal })));
    return queries;
  },
  wrong: [
    { value: ({ attempts }) => attempts.at(-1), from: "three-attempts-are-three" },
    {
      value: ({ attempts }) => attempts.reduce((sum, each) => sum + each),
      from: { slip: "it adds the layers; each attempt above causes all attempts below." },
    },
    { value: ({ attempts }) => Math.max(...attempts), from: "three-attempts-are-three" },
    {
      value: ({ attempts }) => attempts.reduce((sum, each) => sum + each - 1, 1),
      from: { slip: "it counts each layer's repetitions once; each repetition above repeats those below." },
    },
  ],
  because: ({ attempts }, queries) =>
    `Each layer repeats everything below it: ${attempts.join(" · ")} = ${queries}. Retry at one layer.`,
});

/** How widely chance spreads those who failed together. */
const spread = item({
  id: "spread",
  draw: ({ whole, pick }) => ({
    baseDelayMs: pick([50, 100, 200]),
    failures: whole(2, 5),
    jitter: pick<Jitter>(["none", "full", "equal"]),
  }),
  ask: ({ baseDelayMs, failures, jitter }) =>
    `A thousand clients failed in the same millisecond, ${failures} times so far, always together. They wait by exponential backoff with ` +
    `baseDelayMs: ${baseDelayMs} and jitter: "${jitter}", far below the cap. Over how long a time are their next requests spread?`,
  truth({ baseDelayMs, failures, jitter }) {
    const backoff = { baseDelayMs, maxDelayMs: 60_000, jitter };
    const waitMs = (random: { next(): number }) => delayMs(backoff, failures, baseDelayMs, random);
    return Math.round(waitMs(latest) - waitMs(earliest));
  },
  say: (span) => span === 0 ? "none: they come together" : `about ${ms(span)}`,
  wrong: [
    {
      value: ({ baseDelayMs, failures, jitter }) =>
        jitter === "none" ? baseDelayMs * 2 ** (failures - 1) : undefined,
      from: "backoff-suffices",
    },
    {
      value: ({ baseDelayMs, failures }) => baseDelayMs * 2 ** (failures - 1),
      from: { slip: "it takes the whole ceiling; half of it is waited in any case." },
    },
    {
      value: ({ baseDelayMs, failures }) => baseDelayMs * 2 ** (failures - 2),
      from: { slip: "it takes half of the ceiling; which part is left to chance is the jitter's setting." },
    },
    {
      value: ({ baseDelayMs, failures }) => baseDelayMs * 2 ** failures,
      from: { slip: "it doubles once too often; the first wait is the base itself." },
    },
    { value: () => 0, from: { slip: "with jitter the waits differ although all failed together." } },
  ],
  because: ({ jitter }) =>
    ({
      none: "Without chance all who failed together wait equally long, however long that is.",
      full: "Full jitter draws from 0 up to the ceiling, which doubles with each failure after the first.",
      equal: "Equal jitter waits half of the ceiling and draws from the other half.",
      decorrelated: "Decorrelated jitter draws from the base up to three times the last wait.",
    })[jitter],
});

/** What a budget has left when it matters. */
const budget = item({
  id: "budget",
  draw: ({ whole, pick }) => ({
    tokens: pick([10, 20, 30]),
    spent: whole(4, 9),
    successes: whole(10, 60),
    calls: whole(60, 200),
    attempts: pick([3, 4]),
  }),
  ask: ({ tokens, spent, successes, calls, attempts }) =>
    `A retry budget holds at most ${tokens} tokens and gets 0.1 for each success. A hiccup empties ${spent} of the full bucket; then ${successes} calls ` +
    `succeed. Now the callee is overloaded: ${calls} calls come, with maxAttempts: ${attempts} and this budget, and every attempt fails. How many requests does the callee get from them?`,
  async truth({ tokens, spent, successes, calls, attempts }) {
    const shared = new RetryBudget({ maxTokens: tokens, depositPerSuccess: 0.1 });
    for (let retry = 0; retry < spent; retry++) shared.take();
    const retry = new Retry({
      clock: handClock(),
      random: earliest,
      idempotent: true,
      maxAttempts: attempts,
      budget: shared,
    });
    for (let call = 0; call < successes; call++) await retry.execute(() => "ok");
    let requests = 0;
    for (let call = 0; call < calls; call++) {
      await quietly(retry.execute(() => {
        requests++;
        return busy();
      }));
    }
    return requests;
  },
  wrong: [
    { value: ({ calls, attempts }) => calls * attempts, from: "jitter-ends-storms" },
    {
      value: ({ calls }) => calls,
      from: { slip: "it takes the bucket for empty; what is left in it is spent first." },
    },
    {
      value: ({ calls, tokens }) => calls + tokens,
      from: { slip: "it takes the bucket for full; successes pay in slowly." },
    },
    {
      value: ({ calls, tokens, spent }) => calls + tokens - spent,
      from: { slip: "it forgets what the successes have paid in since." },
    },
  ],
  because: ({ calls }, requests) =>
    `Each call is made once, and ${requests - calls} ${
      requests - calls === 1 ? "token was" : "tokens were"
    } left for retries. After that nothing is repeated, whatever maxAttempts says.`,
});

/** What bounds the time. */
const deadline = item({
  id: "deadline",
  draw: ({ whole, pick }) => ({
    attemptMs: pick([100, 200, 300]),
    baseDelayMs: pick([50, 100, 200]),
    deadlineMs: whole(9, 30) * 100,
    attempts: whole(8, 12),
  }),
  ask: ({ attemptMs, baseDelayMs, deadlineMs, attempts }) =>
    `The caller leaves ${deadlineMs} ms after it asked, and says so in remainingMs. Each attempt fails after ${attemptMs} ms; waits are exponential, ` +
    `from ${baseDelayMs} ms on, without jitter; maxAttempts is ${attempts}. How many attempts begin?`,
  async truth({ attemptMs, baseDelayMs, deadlineMs, attempts }) {
    const clock = handClock();
    const retry = new Retry({
      clock,
      random: earliest,
      idempotent: true,
      maxAttempts: attempts,
      baseDelayMs,
      jitter: "none",
    });
    let begun = 0;
    await quietly(retry.execute(() => {
      begun++;
      clock.turn(attemptMs);
      return busy();
    }, { remainingMs: deadlineMs }));
    return begun;
  },
  wrong: [
    { value: ({ attempts }) => attempts, from: "attempts-bound-time" },
    {
      value: ({ attemptMs, deadlineMs }) => Math.ceil(deadlineMs / attemptMs),
      from: { slip: "it leaves out the waits." },
    },
    {
      value: (_numbers, truth) => truth + 1,
      from: { slip: "it lets one begin at or after the deadline; a wait that ends too late is not begun." },
    },
    {
      value: ({ attemptMs, baseDelayMs, deadlineMs }) => Math.ceil(deadlineMs / (attemptMs + baseDelayMs)),
      from: { slip: "it lets all waits be as long as the first; each is twice the one before." },
    },
  ],
  because: ({ attemptMs, baseDelayMs, deadlineMs }, begun) =>
    `The ${begun === 1 ? "first begins" : `last of ${begun} begins`} at ${
      attemptMs * (begun - 1) + baseDelayMs * (2 ** (begun - 1) - 1)
    } ms; another would begin at ` +
    `${attemptMs * begun + baseDelayMs * (2 ** begun - 1)} ms, and ${deadlineMs} ms are all there is.`,
});

/** Which errors may be repeated. */
const again = item({
  id: "again",
  draw: ({ whole, pick }) => ({
    nobody: whole(2, 9),
    silent: whole(2, 9),
    busy: whole(2, 9),
    wrong: whole(2, 9),
    idempotent: pick([true, false]),
  }),
  ask: ({ nobody, silent, busy, wrong, idempotent }) =>
    `Of a day's first attempts, ${nobody} found nobody listening, ${silent} got no answer in time, ${busy} were answered 503 and ${wrong} were ` +
    `answered 400. The retry says idempotent: ${idempotent}. How many of them does it repeat?`,
  async truth({ nobody, silent, busy, wrong, idempotent }) {
    const retry = new Retry({ clock: handClock(), random: earliest, idempotent, maxAttempts: 2 });
    const errors = [
      ...Array.from({ length: nobody }, () => new Unreachable("payment")),
      ...Array.from({ length: silent }, () => new NoAnswer("payment", 1_000)),
      ...Array.from({ length: busy }, () => new ErrorAnswer(503)),
      ...Array.from({ length: wrong }, () => new ErrorAnswer(400)),
    ];
    let repeated = 0;
    for (const error of errors) {
      await quietly(retry.execute(({ attempt = 1 }) => {
        if (attempt > 1) repeated++;
        return Promise.reject(error);
      }));
    }
    return repeated;
  },
  say: (count) => `${count} of them`,
  wrong: [
    {
      value: ({ nobody, silent, idempotent }) => idempotent ? undefined : nobody + silent,
      from: "timeout-means-not-done",
    },
    {
      value: ({ nobody, silent, busy }) => nobody + silent + busy,
      from: { slip: "all three may pass by themselves, but only the first is sure to have done nothing." },
    },
    {
      value: ({ nobody, silent, busy, wrong }) => nobody + silent + busy + wrong,
      from: { slip: "a wrong request stays wrong, however often it is sent." },
    },
    {
      value: ({ nobody }) => nobody,
      from: {
        slip:
          "work that may be done twice need not be sure of anything: the silent and the busy are repeated too.",
      },
    },
    {
      value: ({ silent, busy }) => silent + busy,
      from: { slip: "it leaves out those who found nobody, the surest of all." },
    },
  ],
  because: ({ idempotent }) =>
    idempotent
      ? "Nobody listening, no answer and 503 may pass by themselves, and doing the work twice does no harm."
      : "Where the work must not be done twice, only a call that surely reached nobody is made again.",
});

/** What the callee asks for, and what chance adds. */
const wish = item({
  id: "wish",
  draw: ({ whole, pick }) => ({
    wishS: whole(2, 90),
    baseDelayMs: pick([1_000, 2_000, 4_000]),
    failures: whole(1, 3),
    mostS: pick([30, 60]),
  }),
  ask: ({ wishS, baseDelayMs, failures, mostS }) =>
    `Attempt ${failures} fails with 503 and Retry-After: ${wishS} (seconds). The retry has baseDelayMs: ${baseDelayMs}, full jitter, a far cap, enough attempts and ` +
    `maxRetryAfterMs: ${mostS}000. How long after the answer does the next attempt begin at the latest?`,
  async truth({ wishS, baseDelayMs, failures, mostS }) {
    const clock = handClock();
    let beganMs = Infinity;
    let answeredMs = 0;
    const retry = new Retry({
      clock,
      random: latest,
      idempotent: true,
      maxAttempts: failures + 1,
      baseDelayMs,
      maxRetryAfterMs: mostS * 1_000,
    });
    await quietly(retry.execute(({ attempt = 1 }) => {
      if (attempt === failures + 1) beganMs = clock.nowMs();
      else answeredMs = clock.nowMs();
      return Promise.reject(
        new ErrorAnswer(503, attempt === failures ? { retryAfterMs: wishS * 1_000 } : {}),
      );
    }));
    return beganMs === Infinity ? -1 : Math.round(beganMs - answeredMs);
  },
  say: (wait) => wait < 0 ? "never: it gives up" : `after ${wait / 1_000} s`,
  wrong: [
    {
      value: ({ wishS }) => wishS * 1_000,
      from: { slip: "all were told the same, so all would return together; chance comes on top." },
    },
    {
      value: ({ wishS, baseDelayMs, failures }) => Math.max(wishS * 1_000, baseDelayMs * 2 ** (failures - 1)),
      from: { slip: "it takes the longer of the two; they are added." },
    },
    {
      value: ({ wishS, baseDelayMs, failures }) => wishS * 1_000 + baseDelayMs * 2 ** (failures - 1),
      from: { slip: "the wish is longer than the retry is willing to wait." },
    },
    {
      value: ({ baseDelayMs, failures }) => baseDelayMs * 2 ** (failures - 1),
      from: { slip: "it leaves out what the callee asked for." },
    },
    {
      value: ({ mostS }) => mostS * 1_000,
      from: { slip: "a wish above the limit is not cut to it: who asks again too early is refused again." },
    },
    { value: () => -1, from: { slip: "the wish is within what the retry is willing to wait." } },
  ],
  because: ({ wishS, mostS }) =>
    wishS > mostS
      ? `The callee asks for ${wishS} s and the retry waits for ${mostS} s at most, so it gives up at once.`
      : "The wait is what the callee asked for plus the backoff's part, so that those who were told the same do not return together.",
});

/** The items, as a chapter and the review ask them. */
export const items = defineItems("resilience/retry", [layers, spread, budget, deadline, again, wish]);
