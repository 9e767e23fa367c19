/**
 * Checks of the repair: the sale in which the code failed, and the contract point by point.
 *
 * @module
 */
import { check, defineHarness } from "#src/grade/harness.ts";
import { rush } from "#patterns/resilience/bulkhead.scenario.ts";
import { kept } from "./1-repair.kept.scenario.ts";
import type * as Answer from "./1-repair.stub.ts";

/** Two checks: visits by chance, and the sale. */
export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/bulkhead/1-repair",
  kind: "repair",
  checks: [
    check(kept, {
      subject: ({ hopefulBulkhead }: typeof Answer) => hopefulBulkhead,
      seeds: 6,
      hints: {
        "At most limit calls are in flight": [
          "Which two moments does a call have at which somebody might think that its place is free?",
          "The caller's leaving ends nothing: the work goes on. And what is given back at both moments is given back twice.",
          "Give the place back in one `finally` around the call alone; let the caller go by a race that this `finally` does not see.",
        ],
        "A place comes back however its call ends": [
          "Somebody waits, and a place is not used. Whose place was it?",
          "A call may throw before it has returned a promise. And a caller who has left the queue must not be handed a place.",
          "Make the call inside of `try`, as `await call(…)`; take out of the queue whoever leaves it.",
        ],
        "A call is refused when the queue is full, and only then": [
          "How many wait when this call comes, and how many may?",
          "Two numbers decide: calls in flight against `limit`, then calls that wait against `maxQueue`. With `maxQueue` 0 nobody waits; without it, 16 do. And callers know a refusal by its class.",
          "After the test for a free place: `if (waiting.size >= maxQueue) throw new Refused(…)`.",
        ],
        "Who waits is served in order of arrival": [
          "Somebody who came later was called earlier. From which end did you take, or who took the free place first?",
          "If a place is made free before it is given to the next one, a newcomer finds it.",
          "Take the oldest, and hand the place on without changing `inFlight`.",
        ],
        "Who leaves the queue is told why and is not called": [
          "What did the given code do when a signal aborted before or while its caller waited?",
          "That part was right. Does your change go around it?",
          "`options.signal?.throwIfAborted()` first; and while it waits, the listener that takes it out of the queue and rejects.",
        ],
        "Who leaves during its call is told at once": [
          "The caller has left, and its promise is open until the call ends. Who could settle it?",
          "A race between the call and the signal tells the caller, and the call must still be handed the signal.",
          "`untilAborted` (`#src/pure/race.ts`) around the promise of the call with its `finally`; `contextOf(options)` for the call.",
        ],
        "Sizes that are nonsense are refused": [
          "`NaN` is neither below nor above anything.",
          "`maxQueue` may be 0 and must be whole, `limit` at least 1.",
          "`numberOption` (`#src/pure/option.ts`) with `integer: true` says it in one line each.",
        ],
      },
    }),
    check(rush, {
      subject: ({ hopefulBulkhead }: typeof Answer) => () => hopefulBulkhead({ limit: 8, maxQueue: 16 }),
      seeds: 2,
      hints: {
        "In the rush the work of cabins reaches customers": [
          "How long has the one waited who gets the next place?",
          "A queue of n calls is n/80 seconds long here, and a customer waits for one.",
          "Refuse who comes when `maxQueue` wait.",
        ],
        "When the rush is over, customers are served": [
          "What does cabins work on just after the sale?",
          "Calls that were begun late and given up are still in its house.",
          "With a short queue no call is begun that cannot end in time.",
        ],
      },
    }),
  ],
  explanation:
    "The merged code was careful about places and generous with time. A bound on the queue is a bound on the wait, which is what its callers feel; the refusal is the kind answer, since it comes while there is time to do something else. " +
    "The other half was a question of whose end it is: the caller's, which is told at once, or the call's, which alone gives the place back. Put both into one `finally` and the place comes back early or twice; put neither there and it never does.",
});
