/**
 * What a retry owes its caller and its callee, call by call: no network, one process, calls that fail as they are told.
 *
 * @module
 */
import { withOwnChance } from "#src/check/own-chance.ts";
import { defineScenario } from "#src/check/scenario.ts";
import type { CallContext, Policy } from "#src/ports/policy.ts";
import { ErrorAnswer, NoAnswer, Unreachable } from "#src/ports/transport.ts";
import type { Host } from "#src/sim/host.ts";
import type { World } from "#src/sim/world.ts";
import { Retry, RetryBudget } from "#patterns/resilience/retry.ts";
import { politeRetry } from "#patterns/resilience/retry/without.ts";

/** One `execute` as an observer saw it; times count from its beginning. */
export interface Watched {
  /** When each attempt began and ended, and what it was told of the caller's time. */
  attempts: { startMs: number; endMs: number; remainingMs: number | undefined }[];
  /** When `execute` settled; `undefined` if it never did. */
  settledMs: number | undefined;
  /** What came out: the answer, or the error. */
  answer: unknown;
  error: unknown;
  /** The error of the last attempt that failed. */
  last: unknown;
}

/** Runs one call that takes `takesMs` and fails with the errors in turn, then answers `"done"`; `as` writes it into the trace. */
async function watch(
  host: Host,
  policy: Policy,
  errors: readonly unknown[],
  options: { takesMs?: number; remainingMs?: number; signal?: AbortSignal; as?: string } = {},
): Promise<Watched> {
  const { takesMs = 5, as, ...rest } = options;
  const beganMs = host.clock.nowMs();
  const sinceMs = () => host.clock.nowMs() - beganMs;
  const watched: Watched = {
    attempts: [],
    settledMs: undefined,
    answer: undefined,
    error: undefined,
    last: undefined,
  };
  const call = async (context: CallContext) => {
    const attempt = { startMs: sinceMs(), endMs: Infinity, remainingMs: context.remainingMs };
    const index = watched.attempts.push(attempt) - 1;
    await host.clock.sleep(takesMs);
    attempt.endMs = sinceMs();
    if (index < errors.length) throw watched.last = errors[index];
    return "done";
  };
  try {
    watched.answer = await policy.execute(call, rest);
  } catch (error) {
    watched.error = error;
  }
  watched.settledMs = sinceMs();
  if (as !== undefined) {
    const at = watched.attempts.map(({ startMs }) => round(startMs));
    const first = at.length > 5 ? `${at.slice(0, 4).join(", ")}, … (${at.length})` : at.join(", ");
    host.note(
      `${as}: ${first === "" ? "never called" : `called at ${first} ms`}, ${
        watched.answer === "done" ? "answered" : "failed"
      }`,
    );
  }
  return watched;
}

const busy = () => new ErrorAnswer(503);
const many = (count: number, error = busy) => Array.from({ length: count }, error);
const waits = ({ attempts }: Watched) =>
  attempts.slice(1).map(({ startMs }, index) => startMs - attempts[index]!.endMs);
const span = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Sleeps end on multiples of 1/1024 ms. */
const stepMs = 1 / 512;
const round = (ms: number) => Math.round(ms);

/** The last error itself, or an error that names it as its cause. */
const carries = (thrown: unknown, error: unknown): boolean =>
  thrown === error || (thrown instanceof Error && thrown.cause === error);

/** Makes the retry under test: `maxAttempts` 12, waits from 100 ms doubling up to 1 s. */
export type MakePaced = (host: Host, settings: typeof paced) => Policy;

const paced = { maxAttempts: 12, baseDelayMs: 100, maxDelayMs: 1_000 };

/** How a retry paces its attempts. */
export const pacing = defineScenario({
  id: "resilience/retry#pacing",
  version: 1,
  limits: { maxEvents: 20_000 },
  variants: {
    without: (host, settings) => politeRetry(host, settings),
    with: ({ clock, random }, settings) => new Retry({ clock, random, idempotent: true, ...settings }),
  } satisfies Record<string, MakePaced>,
  async play(world: World, make: MakePaced) {
    const story = world.host("caller", async (caller) => {
      const host = withOwnChance(world, caller);
      const policy = make(host, paced);
      const recovered = await watch(host, policy, [new NoAnswer("a", 5), new Unreachable("a"), busy()], {
        as: "fails three times",
      });
      const wrong = [new ErrorAnswer(400), new ErrorAnswer(404), new ErrorAnswer(409), new TypeError()];
      const refused = [];
      for (const error of wrong) {
        refused.push({ error, seen: await watch(host, policy, [error], { as: "cannot pass" }) });
      }
      const leaver = new AbortController();
      const leaving = watch(host, policy, many(20), { signal: leaver.signal, as: "leaves" });
      await host.clock.sleep(700 + world.draw("leave") * 300);
      const leftMs = host.clock.nowMs();
      host.note("the caller leaves");
      leaver.abort("the caller left");
      const left = await leaving;
      const lateMs = host.clock.nowMs() - leftMs;
      const together = await Promise.all(
        many(20).map((_, index) => watch(host, policy, many(20), index < 4 ? { as: "one of twenty" } : {})),
      );
      const gone = await watch(host, policy, [], { signal: leaver.signal });
      let nothing: Watched | undefined; // stays so where the retry refuses to be made
      try {
        nothing = await watch(host, make(host, { ...paced, maxAttempts: 0 }), []);
      } catch {
        // as it should
      }
      return { together, recovered, refused, left, lateMs, gone, nothing };
    });
    const seen = await story;
    if (seen === undefined) throw new Error("the caller is not among the faults");
    return seen;
  },
  properties: {
    "Calls that fail together do not return together": ({ together }) => {
      const spans = [1, 2, 3].map((retry) =>
        span(together.map((call) => call.attempts[retry]?.startMs ?? 0))
      );
      return spans.every((ms) => ms >= 12) ||
        `the first retries of twenty calls lay within ${round(spans[0]!)} ms`;
    },
    "The waits grow with the failures": ({ together }) => {
      const early = mean(together.map((call) => waits(call)[0] ?? 0));
      const late = mean(together.flatMap((call) => waits(call).slice(6)));
      // Twenty waits of decorrelated jitter have a mean of 200 ms and stay below 275 by nearly six deviations.
      return (early <= 275 && late >= 250) || `first ${round(early)} ms, later ${round(late)} ms on average`;
    },
    "No wait is longer than maxDelayMs": ({ together }) => {
      const longest = Math.max(...together.flatMap(waits));
      return longest <= paced.maxDelayMs + 1 || `one took ${round(longest)} ms`;
    },
    "A call is made at most maxAttempts times, and its last error comes out": ({ together }) => {
      const counts = together.map(({ attempts }) => attempts.length);
      if (counts.some((count) => count !== paced.maxAttempts)) return `made ${Math.max(...counts)} times`;
      const lost = together.filter(({ error, last }) => !carries(error, last)).length;
      return lost === 0 || `of ${lost} of ${together.length} calls another error, or none, came out`;
    },
    "A failure that passes is hidden from the caller": ({ recovered }) =>
      (recovered.answer === "done" && recovered.attempts.length === 4) ||
      `after ${recovered.attempts.length} attempts the caller got ${
        recovered.error === undefined ? "another answer" : "an error"
      }`,
    "An error that cannot pass is not repeated, and comes out as it is": ({ refused }) => {
      const repeated = refused.filter(({ seen }) => seen.attempts.length > 1).length;
      const changed = refused.filter(({ error, seen }) => seen.error !== error).length;
      return (repeated === 0 && changed === 0) ||
        `${repeated} repeated, ${changed} changed, of ${refused.length}`;
    },
    "No success is made up": ({ gone, nothing }) => {
      if (gone.attempts.length > 0) return "a call was made whose caller had left before";
      return nothing === undefined || nothing.error !== undefined || nothing.attempts.length > 0 ||
        "with `maxAttempts` 0 the call was not made, and no error came out";
    },
    "A caller that leaves is let go at once": ({ left, lateMs }) =>
      (lateMs <= 6 && left.error === "the caller left") ||
      (left.error === "the caller left"
        ? `${round(lateMs)} ms later`
        : "with something else than the signal's reason"),
  },
});

/** A budget as the story sees it. */
export interface Purse {
  take(): boolean;
  deposit(): void;
}

/** The two things under test. */
export interface Thrift {
  purse(options: { maxTokens: number; depositPerSuccess: number }): Purse;
  /** `maxAttempts` 4, waits from 100 ms doubling up to 1 s. */
  retry(host: Host, purse: Purse): Policy;
}

/** What a retry with a budget and a deadline keeps to. */
export const limits = defineScenario({
  id: "resilience/retry#limits",
  version: 1,
  limits: { maxEvents: 20_000 },
  variants: {
    with: {
      purse: (options) => new RetryBudget(options),
      retry: ({ clock, random }, purse) =>
        new Retry({
          clock,
          random,
          idempotent: true,
          maxAttempts: 4,
          baseDelayMs: 100,
          maxDelayMs: 1_000,
          budget: { take: () => purse.take(), deposit: () => purse.deposit(), giveBack: () => {} },
        }),
    },
  } satisfies Record<string, Thrift>,
  async play(world: World, { purse, retry }: Thrift) {
    const wishMs = 300 + Math.round(world.draw("wish") * 2_000);
    const leftMs = 250 + Math.round(world.draw("left") * 600);
    const seen = await world.host("caller", async (caller) => {
      const host = withOwnChance(world, caller);
      const small = purse({ maxTokens: 2, depositPerSuccess: 0.5 });
      const first = retry(host, small);
      const second = retry(host, small); // another user of the same dependency
      const drained = [
        await watch(host, first, many(9), { as: "2 tokens" }),
        await watch(host, second, many(9), { as: "0 tokens" }),
      ];
      const poor = await watch(host, first, many(9), { as: "0 tokens" });
      for (let n = 0; n < 2; n++) await watch(host, first, []);
      const one = await watch(host, second, many(9), { as: "1 token earned" }); // two successes have earned one retry
      for (let n = 0; n < 20; n++) await watch(host, second, []);
      const full = await watch(host, first, many(9), { as: "purse full" }); // never more than maxTokens
      const saved = purse({ maxTokens: 2, depositPerSuccess: 0.5 });
      const thrifty = retry(host, saved);
      for (let n = 0; n < 2; n++) await watch(host, thrifty, [busy()], { as: "fails once" }); // each costs 1 and earns 0.5
      const repaid = await watch(host, thrifty, many(9), { as: "1 token left" });
      const last = purse({ maxTokens: 1, depositPerSuccess: 0 });
      const hasty = retry(host, last);
      for (let n = 0; n < 3; n++) {
        await watch(host, hasty, many(9), { takesMs: 40, remainingMs: 40, as: "40 ms left" });
      }
      const unspent = await watch(host, hasty, many(9), { as: "1 token saved" });
      const rich = () => retry(host, purse({ maxTokens: 100, depositPerSuccess: 1 }));
      const timed = [];
      for (const takesMs of [5, 60, 110]) {
        timed.push(
          await watch(host, rich(), many(9), { takesMs, remainingMs: leftMs, as: `${leftMs} ms left` }),
        );
      }
      const asked = () => new ErrorAnswer(429, { retryAfterMs: wishMs });
      const patient = rich();
      const told = await Promise.all(
        many(12).map((_, index) =>
          watch(host, patient, [asked()], index < 4 ? { as: `told ${wishMs} ms` } : {})
        ),
      );
      const hopeless = await watch(host, rich(), [asked()], {
        remainingMs: wishMs - 50,
        as: `told ${wishMs} ms, ${wishMs - 50} ms left`,
      });
      const over = await watch(host, rich(), [], { remainingMs: 0, as: "0 ms left" });
      const spent = await watch(host, rich(), many(9), { as: "no deadline" });
      const wrong = await watch(host, rich(), [new ErrorAnswer(400)], { as: "cannot pass" });
      const leaver = new AbortController();
      const asks = () => new ErrorAnswer(503, { retryAfterMs: 500 });
      const leaving = watch(host, rich(), many(9, asks), { signal: leaver.signal, as: "leaves" });
      await host.clock.sleep(250);
      const leavesMs = host.clock.nowMs();
      leaver.abort("the caller left");
      const left = await leaving;
      const keptMs = host.clock.nowMs() - leavesMs;
      return {
        drained,
        poor,
        one,
        full,
        repaid,
        unspent,
        timed,
        told,
        hopeless,
        over,
        spent,
        wrong,
        left,
        keptMs,
      };
    });
    if (seen === undefined) throw new Error("the caller is not among the faults");
    return { ...seen, wishMs, leftMs };
  },
  properties: {
    "Retries end when the budget is empty": ({ drained, poor }) => {
      const counts = [...drained, poor].map(({ attempts }) => attempts.length);
      return counts.join() === "3,1,1" || `two tokens for three failing calls: ${counts.join(", ")} attempts`;
    },
    "Successes earn retries, up to the budget's limit": ({ one, full, repaid }) => {
      const counts = [one, full, repaid].map(({ attempts }) => attempts.length);
      return counts.join() === "2,3,2" ||
        `after 2 successes ${counts[0]} attempts, after 20 more ${counts[1]}, after 2 that took a retry ${
          counts[2]
        }`;
    },
    "A retry that is not made costs nothing": ({ unspent }) =>
      unspent.attempts.length === 2 ||
      `one token, three calls without time for a retry: then ${unspent.attempts.length} attempts`,
    "No attempt begins at or after the deadline": ({ timed, over, leftMs }) => {
      const late = timed.flatMap(({ attempts }) =>
        attempts.filter(({ startMs }) => startMs >= leftMs + stepMs)
      );
      const count = late.length + over.attempts.length;
      return count === 0 || `${count} did`;
    },
    "What cannot be in time is given up at once": ({ timed, hopeless, leftMs }) => {
      const idle = [...timed, hopeless].map(({ attempts, settledMs = Infinity }) => ({
        ms: settledMs - (attempts.at(-1)?.endMs ?? 0),
        // A wait that was in time by less than a step of the clock ends on the deadline: bad luck, once.
        unlucky: Math.abs(settledMs - leftMs) <= stepMs,
      })).filter(({ ms }) => ms > 1);
      if (idle.length === 0 || (idle.length === 1 && idle[0]!.unlucky)) return true;
      return `the caller heard of it ${
        round(Math.max(...idle.map(({ ms }) => ms)))
      } ms after the last attempt`;
    },
    "Each attempt is told what is left of the caller's time": ({ timed, leftMs }) => {
      const wrong = timed.flatMap(({ attempts }) =>
        attempts.filter(({ startMs, remainingMs }) =>
          !(Math.abs((remainingMs ?? NaN) - (leftMs - startMs)) <= 1)
        )
      );
      return wrong.length === 0 || `${wrong.length} attempts were told something else`;
    },
    "The callee's wish is waited for": ({ told, wishMs }) => {
      const shortest = Math.min(...told.map((call) => waits(call)[0] ?? Infinity));
      return shortest >= wishMs - 1 || `asked for ${wishMs} ms, waited ${round(shortest)} ms`;
    },
    "Callers that were told the same do not return together": ({ told }) => {
      const ms = span(told.map((call) => call.attempts[1]?.startMs ?? 0));
      return ms >= 8 || `all twelve came back within ${round(ms)} ms`;
    },
    "What the retry kept to before, it still keeps to": (
      { drained, poor, timed, spent, wrong, left, keptMs },
    ) => {
      if (spent.attempts.length !== 4) {
        return `with tokens to spare a call was made ${spent.attempts.length} times`;
      }
      if (wrong.attempts.length !== 1 || !carries(wrong.error, wrong.last)) {
        return "a 400 was repeated, or lost";
      }
      const lost = [...drained, poor, ...timed, spent].filter(({ error, last }) =>
        !carries(error, last)
      ).length;
      if (lost > 0) return `from ${lost} calls something else than the last error came out`;
      return (keptMs <= 6 && left.error === "the caller left") ||
        `a caller that left in a wait was kept ${round(keptMs)} ms, or not told its reason`;
    },
    "A call with time and tokens is repeated until it succeeds": ({ told }) => {
      const failed = told.filter(({ answer }) => answer !== "done").length;
      return failed === 0 || `${failed} of ${told.length} calls were not`;
    },
  },
});
