/**
 * Checks of the repair: the story in which the code failed, and the contract point by point.
 *
 * @module
 */
import { check, defineHarness } from "#src/grade/harness.ts";
import { batch } from "#patterns/resilience/rate-limiting.scenario.ts";
import { kept } from "./1-repair.kept.scenario.ts";
import type * as Answer from "./1-repair.stub.ts";

/** Two checks: one gateway call by call, and the batch job. */
export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/rate-limiting/1-repair",
  kind: "repair",
  checks: [
    check(kept, {
      subject: ({ windowLimiter }: typeof Answer) => windowLimiter,
      seeds: 6,
      hints: {
        "No span of a window lets more than the limit through": [
          "Take the busiest span of `windowMs` that you can think of. Where does it begin, and where does your window begin?",
          "A count that starts again at some moment forgets at that moment what was a millisecond ago.",
          "Remember when each call passed and what it cost, and look back `windowMs` from now at every call.",
        ],
        "What fits is admitted": [
          "A call was refused although the last `windowMs` had room for it.",
          "Estimates from two counters and buckets that refill refuse calls that fit. Point 2 leaves no room for an estimate.",
          "Forget a call as soon as it is `windowMs` old, not later and not together with others.",
        ],
        "The wait is just enough": [
          "Which of the remembered calls must go before this one fits?",
          "A heavy call may need more than the oldest one to go; a light one does not need all.",
          "Walk from the oldest call on, subtracting costs, until the cost fits; the wait ends `windowMs` after the call that you reached.",
        ],
        "A refusal changes nothing": [
          "A caller asks in vain every 100 ms. When is it let in again?",
          "What does your code write before it knows whether the call passes?",
          "Push the call only on the path that answers 0.",
        ],
        "Keys do not share": [
          "What does `b` notice of `a`? And may a caller have any name?",
          "Is something that is counted or forgotten common to all keys, or there before anybody has called?",
          "Keep one list per key, in a collection that holds nothing but what you put into it.",
        ],
        "The options still have their defaults, and nonsense is refused": [
          "What did the first lines of the function, and of `take`, do?",
          "`NaN` is neither below nor above anything.",
          "Keep the defaults 100 and 1,000 ms, the default cost of 1, and the three checks as they were.",
        ],
        "Who has passed nothing for a window is forgotten": [
          "How many callers does your map hold after a million visitors who came once?",
          "Callers whose last passed call is `windowMs` old can go, whoever is asking now, even if that call is refused.",
          "Delete a key and set it again when a call passes: then the map is ordered by the last passed call, and you can forget from its front until one is young enough.",
        ],
      },
    }),
    check(batch, {
      subject: ({ windowLimiter }: typeof Answer) => (host) => windowLimiter(host),
      seeds: 2,
      hints: {
        "At most 100 calls pass in any second": [
          "Look at the second from 0.95 s to 1.95 s: how many calls passed in it?",
          "The window of the first call ended at 1 s, and with it the memory of the 99 calls just before.",
          "Let the window move with each call: count what passed in the last second, from now.",
        ],
        "A customer that paused may use its allowance": [
          "One call in the last second leaves room for 99.",
          "A limit without a burst refuses calls that the contract allows.",
          "Admit whatever fits in the window that ends now.",
        ],
        "The service bears what is let in": [
          "How many calls are in the house at 1.1 s?",
          "It bears 150 at once, and one call takes 300 ms.",
          "If at most 100 pass in any second, it cannot have more than 100.",
        ],
      },
    }),
  ],
  explanation:
    "A window that starts again has a boundary, and load finds boundaries: cron jobs and batches start on the full second. What you wrote is the sliding log, and now you know what it costs: a moment for each call that passed. " +
    "With a limit of 100 that is nothing; with a million an hour and a million callers it is not, and then an estimate (two counters) or another promise (rate and burst) is the better choice, made knowingly. " +
    "The rest was worth keeping: a wait that is just enough, refusals that write nothing, callers who are forgotten.",
});
