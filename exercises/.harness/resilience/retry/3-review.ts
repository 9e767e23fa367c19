/**
 * Checks of the review: what is refuted must do harm where the reviewer says, what is accepted must do none.
 *
 * @module
 */
import { check, defineHarness } from "#src/grade/harness.ts";
import { review as story } from "#patterns/resilience/retry.scenario.ts";
import type * as Answer from "./3-review.stub.ts";

/** One check: the six patches in one world. */
export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/retry/3-review",
  kind: "review",
  checks: [
    check(story, {
      subject: ({ review }: typeof Answer) => review,
      seeds: 4,
      hints: {
        "Every patch has a verdict that can be played": [
          "Is there a verdict for each of the six names, and are the numbers within their limits?",
          "`callers` 1 to 50, `calls` 1 to 200, `troubleMs` up to 20,000, `retryAfterMs` up to 60,000, `trouble` one of the seven words.",
          "A verdict is `{ accept: true }` or `{ accept: false, because: { callers, trouble, troubleMs } }`, the rest is optional.",
        ],
        "A patch that is refuted does harm in the circumstances given": [
          "In the run that is shown nothing went wrong; in others it may have. Which of the four kinds of harm did you have in mind, and must it come, whatever is drawn?",
          "Does the trouble bring the client to the changed line at all? A wish needs a 429 or 503 with `retryAfterMs`, a deadline needs `patienceMs`.",
          "Crowds are judged from 30 callers on, load from 100 calls on. And ask whether it does harm at all: a patch may be unusual and right.",
        ],
        "The harm comes from the patch": [
          "The client before the patch does harm there as well, so the circumstances accuse both.",
          "What does the unchanged line prevent? Only what it prevents can tell the two apart.",
          "Make the circumstances milder: fewer callers, a shorter trouble, a patience that is not below one request.",
        ],
        "A patch that is accepted does no harm in production": [
          "One that you accepted did what is written above. Which line could do that?",
          "Take the patches one by one: who is told the same number, who hears of it too late, who is charged twice, who pays for the repetitions?",
          "What is common to the harmful ones: each takes away something that protects somebody else, the callee or the customer, and makes one call look better.",
        ],
      },
    }),
  ],
  explanation:
    "Each harmful patch improves the call that it looks at, and its tests look at one call. The harm is done to others: to the customer " +
    "who is charged again, to the callee that meets a crowd, to the caller who is kept, to everybody when the purse bounds nothing. " +
    "When you review a retry, ask four questions: may it be done twice, when do all of them return, who is still waiting, who pays.",
});
