import { defineScenario } from "#src/check/scenario.ts";
import type { CallContext, Policy } from "#src/ports/policy.ts";
import type { Random } from "#src/ports/random.ts";
import { ErrorAnswer, NoAnswer, Unreachable } from "#src/ports/transport.ts";
import type { Host, World } from "#src/sim/world.ts";
import type * as Answer from "./1-extend.stub.ts";

/** What the answer exports. */
export type Exports = Pick<typeof Answer, "budgetOf" | "thriftyRetry">;

/** A budget that counts how often it was asked, and what was put in. */
function counted(tokens: number): Answer.Budget & { asked: number; deposits: number } {
  return {
    asked: 0,
    deposits: 0,
    take() {
      this.asked++;
      return tokens-- >= 1;
    },
    deposit() {
      this.deposits++;
    },
  };
}

/** How many retries a budget pays for, at most 9. */
function paysFor(purse: Answer.Budget): number {
  let count = 0;
  while (count < 9 && purse.take()) count++;
  return count;
}

const busy = (retryAfterMs?: number) =>
  new ErrorAnswer(503, retryAfterMs === undefined ? {} : { retryAfterMs });

/** Runs one call that always fails, or `failures` times, and tells when its attempts began, what they were told and what came out. */
async function failing(
  host: Host,
  policy: Policy,
  options: {
    signal?: AbortSignal;
    remainingMs?: number;
    error?: unknown;
    takesMs?: number;
    failures?: number;
  } = {},
) {
  const { error = busy(), takesMs = 0, failures = Infinity, ...rest } = options;
  const beganMs = host.clock.nowMs();
  const startsMs: number[] = [];
  const numbers: (number | undefined)[] = [];
  const leftMs: (number | undefined)[] = [];
  let heard = false;
  const call = async ({ signal, attempt, remainingMs }: CallContext) => {
    startsMs.push(host.clock.nowMs() - beganMs);
    numbers.push(attempt);
    leftMs.push(remainingMs);
    await host.clock.sleep(takesMs);
    heard = signal.aborted;
    if (startsMs.length <= failures) throw error;
    return "done";
  };
  const thrown: unknown = await policy.execute(call, rest).then(() => undefined, (reason: unknown) => reason);
  const waitsMs = startsMs.slice(1).map((ms, index) => ms - startsMs[index]! - takesMs);
  return { startsMs, waitsMs, numbers, leftMs, heard, thrown, settledMs: host.clock.nowMs() - beganMs };
}

/** The small print, one call at a time, with chance that is set by hand. One host, no network. */
export const kept = defineScenario({
  id: "resilience/retry#kept",
  version: 1,
  variants: {},
  async play(world: World, { budgetOf, thriftyRetry }: Exports) {
    const share = 0.25 + world.draw("share") * 0.7;
    const always: Random = { next: () => share };
    const seen = await world.host("caller", async (host) => {
      const retry = (budget: Answer.Budget) => thriftyRetry({ clock: host.clock, random: always }, budget);

      const rich = counted(100);
      const plain = await failing(host, retry(rich));
      const paid = rich.asked;
      await failing(host, retry(rich), { error: new ErrorAnswer(400) });
      await failing(host, retry(rich), { error: new ErrorAnswer(400, { retryAfterMs: 50 }) });
      const paidForWrong = rich.asked - paid;
      const asked = rich.asked;
      const obeyed = await failing(host, retry(rich), { error: busy(700) });
      const paidWhereAsked = rich.asked - asked;
      const free = [];
      for (
        const error of [
          new ErrorAnswer(429, { retryAfterMs: 5 }),
          new ErrorAnswer(408),
          new NoAnswer("a", 5),
          new Unreachable("a"),
        ]
      ) {
        const before = rich.asked;
        const { startsMs } = await failing(host, retry(rich), { error });
        if (rich.asked - before !== 3) {
          free.push({ error: String(error), paid: rich.asked - before, startsMs });
        }
      }
      const earnedByFailures = rich.deposits;
      const earned = [];
      for (let failures = 0; failures < 4; failures++) {
        const before = rich.deposits;
        await failing(host, retry(rich), { failures });
        earned.push(rich.deposits - before);
      }
      // Numbers that are never close to each other, by the golden ratio: chance would let three waits agree now and then.
      let drawn = 0;
      const chance: Random = { next: () => drawn = (drawn + 0.618034) % 1 };
      const varied = await failing(host, thriftyRetry({ clock: host.clock, random: chance }, rich));

      const purse = budgetOf({ maxTokens: 1.5, depositPerSuccess: 0.25 });
      const fraction = [purse.take(), purse.take()];
      purse.deposit();
      purse.deposit();
      const afterRefusal = paysFor(purse);
      const other = budgetOf({ maxTokens: 2, depositPerSuccess: 0.75 });
      paysFor(budgetOf({ maxTokens: 3, depositPerSuccess: 1 }));
      const apart = paysFor(other);
      for (let n = 0; n < 3; n++) other.deposit();
      const brim = paysFor(other);

      const poor = await failing(host, retry(counted(0)));

      const wished = await failing(host, retry(rich), { remainingMs: 500, error: busy(600) });
      const least = thriftyRetry({ clock: host.clock, random: { next: () => 0 } }, rich);
      const justThen = await failing(host, least, { remainingMs: 600, error: busy(600) });

      const short = await failing(host, retry(rich), { remainingMs: 2 });
      const none = await failing(host, retry(rich), { remainingMs: -20 });
      const timed = await failing(host, retry(rich), { remainingMs: 60_000 });

      const controller = new AbortController();
      const before = rich.asked;
      const leaving = failing(host, retry(rich), {
        signal: controller.signal,
        remainingMs: 60_000,
        takesMs: 20,
      });
      await host.clock.sleep(10);
      controller.abort("the caller has gone");
      const left = await leaving;
      const paidAfter = rich.asked - before;
      const gone = await failing(host, retry(rich), { signal: AbortSignal.abort("gone before") });
      return {
        plain,
        obeyed,
        varied,
        timed,
        paid,
        paidForWrong,
        paidWhereAsked,
        free,
        earnedByFailures,
        earned,
        fraction,
        afterRefusal,
        apart,
        brim,
        short,
        none,
        poor,
        wished,
        justThen,
        left,
        paidAfter,
        gone,
      };
    });
    return { ...seen!, share };
  },
  properties: {
    "The waits are drawn below 100, 200 and 400 ms": ({ plain: { waitsMs }, varied, share }) => {
      // Full jitter, or equal jitter, which keeps half of the ceiling: both spread the waits. Some draw from the top.
      const right = waitsMs.length === 3 && [share, 1 - share].some((drawn) =>
        waitsMs.every((ms, index) => {
          const ceilingMs = 100 * 2 ** index;
          return ms >= drawn * ceilingMs - 0.5 && ms <= (0.5 + drawn / 2) * ceilingMs + 0.5;
        })
      );
      const shares = varied.waitsMs.map((ms, index) => ms / (100 * 2 ** index));
      if (right && Math.max(...shares) - Math.min(...shares) < 0.01) {
        return "the three waits of a call lay at the same share of 100, 200 and 400 ms: chance was asked once";
      }
      return right ||
        `with chance at ${Math.round(share * 100)} % the waits were ${
          waitsMs.map((ms) => `${Math.round(ms)} ms`).join(", ") || "none"
        }`;
    },
    "Only a retry that is made is paid for, with a whole token": (
      { paid, paidForWrong, paidWhereAsked, free, fraction },
    ) => {
      if (paid !== 3) return `four attempts that failed asked the budget ${paid} times`;
      if (paidForWrong !== 0) return "an error that cannot pass was paid for";
      if (paidWhereAsked !== 3) {
        return `where the callee said when to return, three retries asked the budget ${paidWhereAsked} times`;
      }
      if (free[0] !== undefined) {
        const { error, paid, startsMs } = free[0];
        return `${startsMs.length} attempts that failed with "${error}" asked the budget ${paid} times`;
      }
      return (fraction[0] === true && fraction[1] === false) ||
        "one and a half tokens did not pay for just one retry";
    },
    "A call earns once, where it succeeds": ({ earnedByFailures, earned }) => {
      if (earnedByFailures > 0) return "calls that failed, one of them with a 400, were deposited for";
      const index = earned.findIndex((count) => count !== 1);
      return index < 0 ||
        `a call that succeeded at attempt ${index + 1} was deposited for ${earned[index]} times`;
    },
    "A purse keeps what is in it": ({ afterRefusal, apart, brim }) => {
      if (afterRefusal !== 1) {
        return "half a token was left when a retry was refused; with another half it did not pay for one retry";
      }
      if (apart !== 2) {
        return `a full purse of two tokens paid for ${apart} retries, after another was emptied`;
      }
      return brim === 2 ||
        `three deposits of 0.75 into a purse that holds 2 tokens paid for ${brim} retries`;
    },
    "Without a token the call fails at once": ({ poor }) =>
      (poor.startsMs.length === 1 && poor.settledMs < 1) ||
      `the first attempt failed at once, and the caller heard of it after ${Math.round(poor.settledMs)} ms`,
    "A wait that does not fit is not begun, and not cut to fit": ({ short }) =>
      (short.startsMs.length === 1 && short.settledMs < 1) ||
      `with 2 ms left ${short.startsMs.length} attempts were made, and the caller heard of it after ${
        Math.round(short.settledMs)
      } ms`,
    "Each failure's wish is waited for": ({ obeyed }) => {
      const index = obeyed.waitsMs.findIndex((ms) => ms < 699.5);
      return index < 0 ||
        `each failure asked for 700 ms, and wait ${index + 1} took ${Math.round(obeyed.waitsMs[index]!)} ms`;
    },
    "An attempt knows its number, and of time what the caller said": ({ plain, timed, none }) => {
      if (none.startsMs.length > 0) return "the caller's time was over by 20 ms, and the call was made";
      if (plain.leftMs.some((ms) => ms !== undefined)) {
        return `the caller said nothing of time, and an attempt was told ${String(plain.leftMs[0])}`;
      }
      const numbers = [plain.numbers, timed.numbers].find((each) => each.join() !== "1,2,3,4");
      return numbers === undefined || `four attempts had the numbers ${numbers.map(String).join(", ")}`;
    },
    "A wish that goes past the deadline is not waited for": ({ wished, justThen }) => {
      for (const [leftMs, { startsMs, settledMs }] of [[500, wished], [600, justThen]] as const) {
        if (startsMs.length === 1 && settledMs < 1) continue;
        return `with ${leftMs} ms left and a wish of 600 ms the caller heard of it after ${
          Math.round(settledMs)
        } ms`;
      }
      return true;
    },
    "A caller that has gone gets its reason, and nothing more is done": ({ left, paidAfter, gone }) => {
      if (!left.heard) return "the call did not hear that its caller had gone";
      if (left.thrown !== "the caller has gone" || left.startsMs.length !== 1) {
        return `it left during the first attempt; ${left.startsMs.length} were made, and ${
          left.thrown === "the caller has gone" ? "its reason" : "something else"
        } came out`;
      }
      if (paidAfter !== 0) return "a retry was paid for after the caller had gone";
      return (gone.startsMs.length === 0 && gone.thrown === "gone before") ||
        "it had gone before, and the call was made";
    },
  },
});
