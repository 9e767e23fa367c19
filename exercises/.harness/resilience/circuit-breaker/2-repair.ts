import { check, defineHarness } from "#src/grade/harness.ts";
import {
  afterglow,
  cancelledProbe,
  lostProbe,
  noise,
  outage,
  overlap,
} from "#patterns/resilience/circuit-breaker.scenario.ts";
import { defineScenario, type Make } from "#src/check/scenario.ts";
import { fates, type TimedCall } from "#patterns/resilience/circuit-breaker/plays.scenario.ts";
import type { World } from "#src/sim/world.ts";
import type { Policy } from "#src/ports/policy.ts";
import { again } from "./1-build.scenario.ts";
import { kept } from "./2-repair.kept.scenario.ts";
import type * as Answer from "./2-repair.stub.ts";

/** They open it at 45 ms. */
const five: readonly TimedCall[] = [0, 10, 20, 30, 40].map((atMs) => ({
  atMs,
  ends: "badly",
  ...(atMs === 40 && { name: "the fifth failure" }),
}));

/** The small print, by timetable. */
const details = defineScenario({
  id: "resilience/circuit-breaker#details",
  version: 1,
  variants: {},
  async play(world: World, guard: Make<Policy>) {
    const seen = await world.host("shop", async (shop) => {
      const of = async (story: string, ...calls: TimedCall[]) => {
        shop.note(`a new guard: ${story}`);
        return (await fates(shop, guard(shop), calls)).join(" ");
      };
      const probe = 5_100;
      const next = (atMs: number): TimedCall => ({ atMs, ends: "well", name: "another call" });
      return {
        hanging: await of(
          "one call hangs",
          { atMs: 0, ends: "never", name: "the first call" },
          next(10),
          next(20),
        ),
        silent: await of(
          "its probe never ends",
          { atMs: probe, ends: "never", name: "the probe" },
          ...[5_200, 10_000, 10_200, 15_000, 15_200].map(next),
          ...five,
        ),
        cancelled: await of(
          "its probe is cancelled",
          { atMs: probe, ends: "never", cancelledAfterMs: 100, name: "the probe" },
          next(probe + 50),
          next(probe + 150),
          ...five,
        ),
        ignored: await of(
          "refusals inside, and cancellations",
          next(200),
          ...[0, 10, 20, 30, 40, 50].map((atMs): TimedCall => ({ atMs, ends: "refused" })),
          ...[60, 70, 80, 90, 100, 110].map((atMs): TimedCall => ({
            atMs,
            ends: "never",
            cancelledAfterMs: 5,
          })),
        ),
        inside: await of(
          "its probe is refused inside",
          { atMs: probe, ends: "refused", name: "the probe" },
          next(probe + 50),
          next(probe + 100),
          ...five,
        ),
      };
    });
    return seen!;
  },
  properties: {
    "A call that hangs holds up nobody": ({ hanging }) =>
      hanging === "made made made" || "while one call hung, others were not made",
    "A probe that never ends has failed after one cooldown": ({ silent }) =>
      silent.startsWith("made refused refused refused refused made") ||
      `a silent probe at 5.1 s; calls at 5.2, 10, 10.2, 15 and 15.2 s were: ${
        silent.split(" ").slice(1, 6).join(", ")
      }`,
    "A cancelled probe lets the next caller in at once": ({ cancelled }) =>
      cancelled.startsWith("made refused made") ||
      "the probe was cancelled at 5.2 s, and a call at 5.25 s was refused",
    "Cancellations and refusals from inside do not count": ({ ignored, inside }) =>
      !ignored.startsWith("made")
        ? "six refusals from inside and six cancellations opened the circuit"
        : inside.startsWith("made made made") ||
          "a probe that was refused inside kept its place, or opened the circuit",
  },
});

const subject = ({ hopefulBreaker }: typeof Answer): Make<Policy> => ({ clock }) => hopefulBreaker({ clock });

export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/circuit-breaker/2-repair",
  kind: "repair",
  checks: [
    check(kept, {
      subject: ({ hopefulBreaker }: typeof Answer) => (made) => hopefulBreaker(made),
      seeds: 5,
      hints: {
        "The options still decide how many failures and how long": [
          "Which numbers stand in what was seen, and which in your code?",
          "Compare with `failureThreshold` and `cooldownMs`, and with their defaults only where they are left out.",
          "Read both from the options that the function is given.",
        ],
        "A refusal still says how long the cooldown lasts": [
          "What did `Refused` carry in the version that was merged?",
          "What is left is the end of the cooldown minus the time now.",
          "Give `Refused` the option `retryAfterMs`, as the merged version does.",
        ],
        "What a call throws still comes out as it is": [
          "What does the shop learn when payment fails?",
          "The caller decides by the error what to do. It must be the very error that the call threw.",
          "After you have counted it, `throw error` again.",
        ],
        "Cancellations and refusals from inside do not end a row of failures": [
          "Which of the outcomes in this story says that payment is well?",
          "Only a success ends a row. A cancelled call and a refusal from inside say nothing.",
          "On a cancellation or a `Refused`, leave the count as it is.",
        ],
        "A call still hears its caller, and none is made for a caller that has gone": [
          "What did the merged version do with `options.signal`, before the call and in it?",
          "The call gets a context, made from the caller's options.",
          "Begin with `options.signal?.throwIfAborted()`, and call with `contextOf(options)`.",
        ],
      },
    }),
    check(outage, {
      subject,
      seeds: 10,
      scripts: { P01: { seed: 7 } },
      hints: {
        "The outage ends with the fault": [
          "How many calls are with payment when it dies the second time, and who let them through?",
          'Between `state = "half-open"` and the first answer there is an `await`. What do the other callers find?',
          "Take a place before the call, in the same step in which you ask whether one is free; give it back when the call ends.",
        ],
        "Payment serves again at the end": [
          "Payment is up. Which state is the circuit in, and who could change it?",
          "Follow the only call that may be under way: do all of its ways to end lead out of half-open?",
          "A probe's success must close the circuit, and give its place back.",
        ],
        "A service that is down is left alone": [
          "How often is a dead service called during one cooldown?",
          "What does a failed probe change, and from when does the next cooldown count?",
          "A failed probe opens the circuit at that moment, for a whole cooldown.",
        ],
      },
    }),
    check(details, {
      subject,
      seeds: 1,
      hints: {
        "A call that hangs holds up nobody": [
          "One call never comes back. Who waits for it besides its own caller?",
          "A queue or a lock around the call makes everybody wait for the slowest. While closed, calls run side by side.",
          "Limit only the probes, and only while half-open; refuse the others, do not queue them.",
        ],
        "A probe that never ends has failed after one cooldown": [
          "Who notices that a probe is silent? No line of yours runs for it any more.",
          "The next caller can notice, if you remember when the probe began.",
          "A cooldown after its start the probe has failed: the circuit opens, for a cooldown that counts from that moment.",
        ],
        "A cancelled probe lets the next caller in at once": [
          "The call does not listen to its signal, so it does not end when its caller goes away.",
          "You have the signal too. What can you do at the moment of the abort?",
          "Listen for `abort` before the call is made; give the place back there, and see to it that the call's later end does nothing more.",
        ],
        "Cancellations and refusals from inside do not count": [
          "Was the dependency asked at all? And who ended the call?",
          "A `Refused` and an aborted signal are no failures; a probe that ends so has proved nothing.",
          "Before you count an error, look whether it is a `Refused` or the caller's signal has aborted. In half-open only give the place back.",
        ],
      },
    }),
    check(overlap, {
      subject,
      seeds: 1,
      hints: {
        "Only the probe decides": [
          "Read the moment in what was seen. Which call ended just before it, and when had that one begun?",
          "A late end must change nothing at all: not the state, not the cooldown, and not the place that the probe has taken.",
          "Ask first whether the call belongs to the present phase, and touch nothing before you know.",
        ],
      },
    }),
    check(afterglow, {
      subject,
      seeds: 15,
      scripts: { P02: { seed: 3 } },
      hints: {
        "An answer from before the trip does not close the circuit": [
          "In the diagram, look at the answers that arrive while the circuit is open. When did their calls begin?",
          "They succeeded before things went bad. What would tell such a success from a probe's?",
          "Note at the start of a call under which phase it runs, and compare at its end. Every change of state is a new phase.",
        ],
      },
    }),
    check(cancelledProbe, {
      subject,
      seeds: 10,
      hints: {
        "A probe whose caller gave up does not block the circuit": [
          "The customer of the probe closes the tab. Who gives the place back?",
          "Neither success nor failure: that path skips your book-keeping, or comes too late because the call does not listen.",
          "Listen to the caller's signal yourself, and give the place back when it aborts.",
        ],
      },
    }),
    check(lostProbe, {
      subject,
      seeds: 10,
      hints: {
        "A probe that never returns does not block the circuit": [
          "The answer to the probe was lost. Which line of yours will ever run for it?",
          "None. And does anybody else wait for that call to end, so that one hanging call holds up all others?",
          "Remember when the probe began. Whoever calls a cooldown later finds that it has failed, and opens the circuit again.",
        ],
      },
    }),
    check(again, {
      subject,
      seeds: 1,
      hints: {
        "An old call does not count when its state comes back": [
          "In the diagram, find the call that ended just before things went wrong. How often had the state changed since it began?",
          "The state has the same name as then. Is it the same half-open, the same closed?",
          "Compare something that is new at every change of state, a number or an object, and not the name of the state.",
        ],
      },
    }),
    check(noise, {
      subject,
      seeds: 10,
      hints: {
        "A service that fails one call in a hundred stays in use": [
          "The service is good. What made the count of failures reach the threshold?",
          "The threshold is for failures in a row. What ends a row?",
          "A success while closed sets the count back to zero.",
        ],
      },
    }),
  ],
  explanation:
    "The breaker was ported from a language with threads, where a lock around `execute` let one call through at a time, " +
    "and with the lock went the only thing that limited the probes. One thread is no lock: every `await` is a point at which all others run. " +
    "The same herd was found in SmallRye (pull request 323) and in Open Liberty (issue 7080). Mending it by a place that is taken and given " +
    "back brings the next bug with it, a place that is never given back: Resilience4j 544 and 903. That is why both are in one exercise.",
});
