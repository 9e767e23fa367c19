import { check, defineHarness } from "#src/grade/harness.ts";
import { search } from "./6-choose.scenario.ts";
import { decided } from "./decided.ts";
import type * as Answer from "./6-choose.stub.ts";

/** The case as it was told, on seeds that move its calls. */
export const harness = defineHarness<typeof Answer>({
  exercise: "clinic/resilience/6-choose",
  kind: "choose",
  checks: [check(search, {
    subject: (answer) => decided(answer).plan,
    seeds: 4,
    shrinks: false,
    hints: {
      "At least 99 of 100 searches of the new clients find within 800 ms": [
        "Which readers are hurt today, before you change anything? Which under your plan, and by whom?",
        "The errors come with certain queries and leave with them. What does a policy that keeps one state for all callers conclude from them?",
        "Ask what your policy protects, and from what. If the answer is nothing, it has a price all the same.",
      ],
      "A search costs at most 1.05 requests": [
        "What does a second attempt at the same query find?",
        "Errors that belong to the request do not pass by themselves, whatever their status says.",
        "Do not repeat what cannot succeed, or let successes pay for it.",
      ],
    },
  })],
  explanation:
    "Three tools were at hand and the trouble was one of naming: a request that cannot succeed was reported as a service that cannot serve. A breaker believes the status, and turns one client's bug into everybody's outage. A part of an on-call engineer's work is to leave alone what works, and to say why: the mend is a 400 in `search`. Where a policy is wanted all the same, keep it apart for each caller, or let it cost nothing when it is of no use.",
});
