import { check, defineHarness } from "#src/grade/harness.ts";
import { seats } from "./1-choose.scenario.ts";
import { decided } from "./decided.ts";
import type * as Answer from "./1-choose.stub.ts";

/** The case as it was told, on seeds that move its calls. */
export const harness = defineHarness<typeof Answer>({
  exercise: "clinic/resilience/1-choose",
  kind: "choose",
  checks: [check(seats, {
    subject: (answer) => decided(answer).plan,
    seeds: 2,
    shrinks: false,
    hints: {
      "Before the trouble at least 99 of 100 calls are answered in time": [
        "What fails before the trouble, and what brought those calls through until now?",
        "One message in a hundred is lost on each way, so about two calls in a hundred find no answer the first time. Is there still time for a second attempt before the visitor leaves?",
        "Keep some retry, with a time limit for each attempt that leaves room for another one.",
      ],
      "Fifteen seconds after the trouble at least 98 of 100 calls are answered in time": [
        "The vacuum is over. How many requests does one visitor's call become while nothing is answered in time?",
        "`seats` bears 200 a second and gets 140 calls. Multiply those by the attempts of a call that times out each time, and see whether the queue can ever shrink.",
        "Something must bound what all calls of a process repeat together, or how many are in flight, when nearly all fail; and be nearly free when two in a hundred do.",
      ],
      "A call costs at most 1.3 requests": [
        "Count the requests of a call on a bad day.",
        "An average of 1.3 leaves room for the ordinary day's second attempts, and for few more.",
        "Bound the repetitions by the successes, or by what the callee can have in the house.",
      ],
    },
  })],
  explanation:
    "The trouble had ended and its effect had not: the load that kept `seats` down was made by the calls that it failed. A trigger, a loop, and no exit is what Bronson and others call a metastable failure. What passes here bounds repetition as a whole, or work in flight; what does not, changes when or how often one call repeats. The ordinary day decides against the radical cure: a retry was worth having, at the price of its success.",
});
