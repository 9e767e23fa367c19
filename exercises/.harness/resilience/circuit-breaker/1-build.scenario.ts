import { defineScenario, type Make } from "#src/check/scenario.ts";
import { type Policy, Refused } from "#src/ports/policy.ts";
import { fates, type TimedCall } from "#patterns/resilience/circuit-breaker/plays.scenario.ts";
import type { Host, World } from "#src/sim/world.ts";
import type * as Answer from "./1-build.stub.ts";

/** A gate that tells the trace what is asked of it and what it does. */
function told(host: Host, gate: Answer.Gate): Answer.Gate {
  let passes = 0;
  host.note("a new gate");
  return {
    enter() {
      try {
        const pass = gate.enter();
        const number = ++passes;
        host.note(`pass ${number} is given`);
        return { end: (outcome) => (host.note(`pass ${number} ends: ${outcome}`), pass.end(outcome)) };
      } catch (error) {
        if (error instanceof Refused) host.note("nobody is let in");
        throw error;
      }
    },
  };
}

/** What is left of a cooldown of 5 s after 2 s. */
const TOLD_MS = 3_000;

/** A pass whose every end is followed by a failure. */
const twiceEnded = (pass: Answer.Pass): Answer.Pass => ({
  end: (outcome) => (pass.end(outcome), pass.end("failure")),
});

/** The small print of passes: one host, no network. It ends at the first thing that is wrong, so that its last notes show it. */
export const passes = defineScenario({
  id: "resilience/circuit-breaker#passes",
  version: 1,
  variants: {},
  async play(world: World, answer: Make<Answer.Gate>) {
    const result = await world.host("shop", async (shop) => {
      const make = (host: Host) => told(host, answer(host));
      const end = (gate: Answer.Gate, outcomes: readonly ("success" | "failure" | "ignored")[]) => {
        try {
          for (const outcome of outcomes) gate.enter().end(outcome);
        } catch (error) {
          if (!(error instanceof Refused)) throw error; // a wrong gate; what it refuses is asked below
        }
      };
      const refusal = (gate: Answer.Gate): Refused | undefined => {
        try {
          gate.enter().end("ignored");
        } catch (error) {
          if (error instanceof Refused) return error;
          throw error;
        }
        return undefined;
      };
      const seen = {
        four: true,
        five: true,
        again: true,
        twice: true,
        ignored: true,
        gone: true,
        neither: true,
        toldMs: TOLD_MS as number | undefined,
        tooSoon: false,
        tooGood: false,
        tooLate: false,
        next: true,
      };
      const row = make(shop);
      end(row, ["failure", "failure", "success", "failure", "failure", "failure", "failure"]);
      seen.four = refusal(row) === undefined;
      if (!seen.four) return seen;
      end(row, ["failure"]);
      seen.five = refusal(row) !== undefined;
      if (!seen.five) return seen;
      await shop.clock.sleep(5_100);
      end(row, ["success", "failure", "failure", "failure", "failure"]);
      seen.again = refusal(row) === undefined;
      if (!seen.again) return seen;
      const twiceGate = make(shop);
      for (let index = 0; index < 3; index++) {
        const pass = twiceGate.enter();
        pass.end("failure");
        pass.end("failure");
      }
      seen.twice = refusal(twiceGate) === undefined;
      if (!seen.twice) return seen;
      const ignoredGate = make(shop);
      end(ignoredGate, Array(20).fill("ignored"));
      seen.ignored = refusal(ignoredGate) === undefined;
      if (!seen.ignored) return seen;
      const goneGate = make(shop);
      end({ enter: () => twiceEnded(goneGate.enter()) }, Array(5).fill("ignored"));
      seen.gone = refusal(goneGate) === undefined;
      if (!seen.gone) return seen;
      const neitherGate = make(shop);
      end(neitherGate, ["failure", "failure", "failure", "failure", "ignored", "failure"]);
      seen.neither = refusal(neitherGate) !== undefined;
      if (!seen.neither) return seen;
      const toldGate = make(shop);
      for (let index = 0; index < 5; index++) {
        await shop.clock.sleep(200);
        end(toldGate, ["failure"]);
      }
      await shop.clock.sleep(2_000);
      seen.toldMs = refusal(toldGate)?.retryAfterMs;
      if (seen.toldMs !== TOLD_MS) return seen;
      const silent = make(shop);
      end(silent, Array(5).fill("failure"));
      const quiet = make(shop);
      end(quiet, Array(5).fill("failure"));
      const unasked = make(shop);
      end(unasked, Array(5).fill("failure"));
      await shop.clock.sleep(5_100); // all are half-open, with probes that end at 7.1 s
      silent.enter();
      quiet.enter();
      const late = unasked.enter();
      await shop.clock.sleep(2_100);
      seen.tooSoon = refusal(silent) === undefined;
      if (seen.tooSoon) return seen;
      late.end("success"); // nobody has asked since the limit
      seen.tooGood = refusal(unasked) === undefined;
      if (seen.tooGood) return seen;
      await shop.clock.sleep(5_000); // the cooldown after the limit ended at 12.1 s, whether or not anybody looked
      seen.tooLate = refusal(quiet) !== undefined;
      seen.next = seen.tooLate || refusal(quiet) === undefined; // the one before was let in, and ended as ignored
      return seen;
    });
    return result!;
  },
  properties: {
    "The fifth failure in a row opens the circuit, and no earlier one": ({ four, five, again }) => {
      if (!four) return "two failures, a success and four failures opened it";
      if (!five) return "five failures in a row did not open it";
      return again || "after it had closed again, four failures opened it";
    },
    "A pass that is ended twice counts once": ({ twice, gone }) => {
      if (!twice) return "three passes, each ended twice in failure, opened the circuit";
      return gone || "five passes, each ended as ignored and then in failure, opened the circuit";
    },
    "An ignored outcome counts neither way": ({ ignored, neither, next }) => {
      if (!ignored) return "twenty ignored outcomes opened the circuit";
      if (!neither) return "an ignored outcome among five failures kept the circuit closed";
      return next || "after a probe that ended as ignored, the next one was refused";
    },
    "A probe that runs out of time fails at that moment": ({ tooSoon, tooGood, tooLate }) => {
      if (tooSoon) return "just after the limit the next one was let in";
      if (tooGood) return "a probe ended well just after the limit, and the next one was let in";
      return !tooLate || "a limit and a cooldown after the probe began nobody was let in";
    },
    "A refusal says how long the cooldown still lasts": ({ toldMs }) =>
      toldMs === TOLD_MS || `2 s into a cooldown of 5 s it said ${toldMs} ms`,
  },
});

const FAILURE_MS = [10, 20, 30, 40, 50, 18_000, 18_010, 18_020, 18_030];

/** Old calls end while the circuit is again in the state in which they began. One host, no network. */
export const again = defineScenario({
  id: "resilience/circuit-breaker#again",
  version: 1,
  variants: {},
  async play(world: World, guard: Make<Policy>) {
    const seen = await world.host("shop", (shop) =>
      fates(shop, guard(shop), [
        { atMs: 15_800, ends: "well", takesMs: 1_500, name: "the second probe" },
        { atMs: 16_900, ends: "well", name: "a call beside it" },
        { atMs: 23_000, ends: "well", name: "the last call" },
        { atMs: 0, ends: "badly", takesMs: 22_000, name: "the oldest call" },
        { atMs: 5_300, ends: "well", takesMs: 11_200, name: "the first probe" },
        ...FAILURE_MS.map((atMs): TimedCall => ({ atMs, ends: "badly", name: `the failure at ${atMs} ms` })),
      ]));
    const [second, beside, last] = seen!;
    return { second, beside, last };
  },
  properties: {
    "An old call does not count when its state comes back": ({ second, beside, last }) => {
      if (second !== "made") return "the first probe was silent for 10.5 s, and no second one was let in";
      if (beside !== "refused") {
        return "the first probe, long out of time, ended, and a call was made beside the second";
      }
      return last === "made" ||
        "after four failures in a row a call from before the first trip failed, and the next one was refused";
    },
  },
});
