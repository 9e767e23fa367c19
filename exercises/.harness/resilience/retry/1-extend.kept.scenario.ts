import { defineScenario } from "#src/check/scenario.ts";
import type { CallContext, Policy } from "#src/ports/policy.ts";
import type { Random } from "#src/ports/random.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import type { Host, World } from "#src/sim/world.ts";
import type * as Answer from "./1-extend.stub.ts";

/** What the answer exports. */
export type Exports = Pick<typeof Answer, "budgetOf" | "thriftyRetry">;

/** A budget that counts how often it was asked. */
function counted(tokens: number): Answer.Budget & { asked: number } {
  return {
    asked: 0,
    take() {
      this.asked++;
      return tokens-- >= 1;
    },
    deposit() {},
  };
}

const busy = (retryAfterMs?: number) =>
  new ErrorAnswer(503, retryAfterMs === undefined ? {} : { retryAfterMs });

/** Runs one call that always fails, and tells when its attempts began, what they heard and what came out. */
async function failing(
  host: Host,
  policy: Policy,
  options: { signal?: AbortSignal; remainingMs?: number; error?: unknown; takesMs?: number } = {},
) {
  const { error = busy(), takesMs = 0, ...rest } = options;
  const beganMs = host.clock.nowMs();
  const startsMs: number[] = [];
  let heard = false;
  const call = async ({ signal }: CallContext) => {
    startsMs.push(host.clock.nowMs() - beganMs);
    await host.clock.sleep(takesMs);
    heard = signal.aborted;
    throw error;
  };
  const thrown: unknown = await policy.execute(call, rest).then(() => undefined, (reason: unknown) => reason);
  return { startsMs, heard, thrown, settledMs: host.clock.nowMs() - beganMs };
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
      const { startsMs } = await failing(host, retry(rich));
      const waitsMs = startsMs.slice(1).map((ms, index) => ms - startsMs[index]!);
      const paid = rich.asked;
      await failing(host, retry(rich), { error: new ErrorAnswer(400) });
      await failing(host, retry(rich), { error: new ErrorAnswer(400, { retryAfterMs: 50 }) });
      const paidForWrong = rich.asked - paid;
      const asked = rich.asked;
      await failing(host, retry(rich), { error: busy(50) });
      const paidWhereAsked = rich.asked - asked;

      const purse = budgetOf({ maxTokens: 1.5, depositPerSuccess: 0.1 });
      const fraction = [purse.take(), purse.take()];

      const poor = await failing(host, retry(counted(0)));

      const wished = await failing(host, retry(rich), { remainingMs: 500, error: busy(600) });
      const least = thriftyRetry({ clock: host.clock, random: { next: () => 0 } }, rich);
      const justThen = await failing(host, least, { remainingMs: 600, error: busy(600) });

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
        waitsMs,
        paid,
        paidForWrong,
        paidWhereAsked,
        fraction,
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
    "The waits are drawn below 100, 200 and 400 ms": ({ waitsMs, share }) => {
      // Full jitter, or equal jitter, which keeps half of the ceiling: both spread the waits.
      const right = waitsMs.length === 3 && waitsMs.every((ms, index) => {
        const ceilingMs = 100 * 2 ** index;
        return ms >= share * ceilingMs - 0.5 && ms <= (0.5 + share / 2) * ceilingMs + 0.5;
      });
      return right ||
        `with chance at ${Math.round(share * 100)} % the waits were ${
          waitsMs.map((ms) => `${Math.round(ms)} ms`).join(", ") || "none"
        }`;
    },
    "Only a retry that is made is paid for, with a whole token": (
      { paid, paidForWrong, paidWhereAsked, fraction },
    ) => {
      if (paid !== 3) return `four attempts that failed asked the budget ${paid} times`;
      if (paidForWrong !== 0) return "an error that cannot pass was paid for";
      if (paidWhereAsked !== 3) {
        return `where the callee said when to return, three retries asked the budget ${paidWhereAsked} times`;
      }
      return (fraction[0] === true && fraction[1] === false) ||
        "one and a half tokens did not pay for just one retry";
    },
    "Without a token the call fails at once": ({ poor }) =>
      (poor.startsMs.length === 1 && poor.settledMs < 1) ||
      `the first attempt failed at once, and the caller heard of it after ${Math.round(poor.settledMs)} ms`,
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
