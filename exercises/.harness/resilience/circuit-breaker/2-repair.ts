import { check, defineHarness } from "#src/grade/harness.ts";
import {
  afterglow,
  cancelledProbe,
  lostProbe,
  noise,
  outage,
  overlap,
} from "#patterns/resilience/circuit-breaker.scenario.ts";
import type { Make } from "#src/check/scenario.ts";
import type { Policy } from "#src/ports/policy.ts";
import type * as Answer from "./2-repair.stub.ts";

const subject = ({ HopefulBreaker }: typeof Answer): Make<Policy> => ({ clock }) =>
  new HopefulBreaker({ clock });

export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/circuit-breaker/2-repair",
  kind: "repair",
  checks: [
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
    check(outage, {
      subject,
      seeds: 10,
      scripts: { P01: { seed: 7 } },
      hints: {
        "The outage ends with the fault": [
          "How many calls are with payment when it dies the second time, and who let them through?",
          'Between `this.state = "half-open"` and the first answer there is an `await`. What do the other callers find?',
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
