import type { Make } from "#src/check/scenario.ts";
import { check, defineHarness } from "#src/grade/harness.ts";
import { contextOf, type Policy, Refused } from "#src/ports/policy.ts";
import { untilAborted } from "#src/pure/race.ts";
import {
  afterglow,
  cancelledProbe,
  lostProbe,
  noise,
  outage,
  overlap,
} from "#patterns/resilience/circuit-breaker.scenario.ts";
import { options as optionsDecide } from "./1-build.options.scenario.ts";
import { again, passes } from "./1-build.scenario.ts";
import type * as Answer from "./1-build.stub.ts";

/** Runs calls under a gate, as the stories want it. */
const policyOf = (gate: Answer.Gate): Policy => ({
  async execute(call, options = {}) {
    const { signal } = options;
    signal?.throwIfAborted();
    const pass = gate.enter();
    const cancel = () => pass.end("ignored");
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      const answer = await untilAborted(Promise.resolve(call(contextOf(options))), signal);
      pass.end("success");
      return answer;
    } catch (error) {
      if (!signal?.aborted) pass.end(error instanceof Refused ? "ignored" : "failure");
      throw error;
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  },
});

const options = { failureThreshold: 5, cooldownMs: 5_000, probeTimeoutMs: 2_000 };
const subject = ({ Gate }: typeof Answer): Make<Policy> => ({ clock }) =>
  policyOf(new Gate({ ...options, clock }));

export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/circuit-breaker/1-build",
  kind: "build",
  checks: [
    check(optionsDecide, {
      subject: ({ Gate }: typeof Answer) => (made) => new Gate(made),
      seeds: 5,
      hints: {
        "The options decide how many failures and how long": [
          "Which numbers stand in what was seen, and which in your code?",
          "Compare with `failureThreshold` and `cooldownMs`. The moment at which the cooldown is over belongs to half-open.",
          "Keep the options that the constructor is given, and read every number from them.",
        ],
        "A refusal says to the millisecond how long the cooldown still lasts": [
          "When did the circuit open, and when was this caller refused?",
          "What is left is the end of the cooldown minus the time now, and nothing is rounded.",
          "Keep the end of the cooldown when the circuit opens, and subtract `clock.nowMs()` when you refuse.",
        ],
        "A pass from a closed circuit has no limit of time": [
          "In which state was the circuit when it gave these passes?",
          "Point 5 speaks of a pass that a half-open circuit gave. What about the others?",
          "Look at `probeTimeoutMs` only while the circuit is half-open.",
        ],
        "An ignored probe leaves the circuit half-open": [
          "What does an ignored outcome say about the dependency?",
          "Nothing was learned: the state stays, and the place is free again for one.",
          "On `ignored`, forget the probe, and change neither the state nor the count.",
        ],
      },
    }),
    check(outage, {
      subject,
      seeds: 10,
      hints: {
        "The outage ends with the fault": [
          "Count the calls in the house at the moment when payment dies for the second time.",
          "The cooldown ends, and the first caller is on its way. Who else may enter before it is back?",
          "While half-open, remember that a pass is out, and refuse all others until it has ended.",
        ],
        "Payment serves again at the end": [
          "Payment is up again, and nobody is served. Is the circuit still open, or half-open for ever?",
          "Which event of yours leads from half-open to closed?",
          "A probe's success must close the circuit, and start from no failures.",
        ],
        "A service that is down is left alone": [
          "How many calls should reach a dead service during one cooldown?",
          "One probe. What happens after a probe has failed?",
          "A failed probe opens the circuit for a whole cooldown, counted from that failure.",
        ],
      },
    }),
    check(passes, {
      subject: ({ Gate }) => ({ clock }) => new Gate({ ...options, clock }),
      seeds: 1,
      hints: {
        "The fifth failure in a row opens the circuit, and no earlier one": [
          "Count along with the timetable in what was seen: which failures belong to the row?",
          "A success ends a row, and so does a change of state: what is closed begins at zero.",
          "Compare the count with `failureThreshold` after adding to it, and start a new count whenever the circuit closes.",
        ],
        "A pass that is ended twice counts once": [
          "Who calls `end`? Perhaps a handler for success and a handler for the end of the connection, both.",
          "The first `end` decides. What could a pass remember about itself?",
          "Give each pass a flag of its own, set by the first `end`; the second one finds it set and returns.",
        ],
        "An ignored outcome counts neither way": [
          "The customer closed the tab. What does that say about the callee?",
          "Nothing, in either direction: it is no failure, and it does not interrupt a row of failures either.",
          "While closed, leave the count as it is: neither one more nor back to zero.",
        ],
        "A probe that runs out of time fails at that moment": [
          "What does a failed probe bring about, and from when does it count? Does it matter when somebody notices?",
          "At the limit the circuit opens, for a cooldown. If the next caller comes an hour later, that cooldown is long over.",
          "When somebody enters, first settle what time has brought about: open at the limit, then half-open a cooldown after the limit. Then decide.",
        ],
        "A refusal says how long the cooldown still lasts": [
          'What can whoever was refused do with the refusal, if it knows more than "no"?',
          "`Refused` takes `retryAfterMs`. From which two numbers does it follow?",
          "It is the moment at which the cooldown ends, minus now.",
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
          "Ask first whether the pass belongs to the present phase, and touch nothing before you know.",
        ],
      },
    }),
    check(afterglow, {
      subject,
      seeds: 15,
      hints: {
        "An answer from before the trip does not close the circuit": [
          "Look in the diagram for a call that began while the circuit was closed and ended while it was not.",
          "Its success is news from before the failures. How can you tell such a pass from the probe?",
          "Let a pass remember under which phase it was given, and compare when it ends. A new phase for every change of state.",
        ],
      },
    }),
    check(cancelledProbe, {
      subject,
      seeds: 10,
      scripts: { P04: { seed: 2 } },
      hints: {
        "A probe whose caller gave up does not block the circuit": [
          "Half-open, one pass is out, and its customer goes away. Who may come next?",
          "Follow the pass that ends as ignored: which of your fields still says that somebody is out?",
          'The outcome "ignored" must give the place back before you look at what it means for the state.',
        ],
      },
    }),
    check(lostProbe, {
      subject,
      seeds: 10,
      hints: {
        "A probe that never returns does not block the circuit": [
          "Suppose the answer to the probe is lost on the way back. What will ever call `end`?",
          "Nobody will. Then `enter` must find out by itself, from the time at which the pass was given.",
          "Remember when the probe began; when somebody enters at or after that time plus `probeTimeoutMs`, treat it as a failure at that moment.",
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
          "One failure in a hundred is a good service. How many failures had your gate counted when it opened?",
          '"In a row" means that something ends the row.',
          "A success sets the count of failures back to zero.",
        ],
      },
    }),
  ],
  explanation:
    "A breaker's worst moments are the changes of state, because work from before them is still under way. Two things make them safe. " +
    "A pass belongs to the phase in which it was given, so that an old answer cannot speak for the present; gobreaker calls this the generation. " +
    "And a place that was given must come back in every case: success, failure, cancellation, silence. " +
    "Resilience4j met each of them in production: the place that an ignored error kept (issue 544), the probe that never returned (903). " +
    "You also built what libraries call the two-step form (gobreaker's `TwoStepCircuitBreaker`): with it a breaker can guard streams and messages.",
});
