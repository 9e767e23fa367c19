import { check, defineHarness } from "#src/grade/harness.ts";
import { afternoon } from "./2-choose.scenario.ts";
import type * as Answer from "./2-choose.stub.ts";

/** The case as it was told, on seeds that move the callers a little. */
export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/bulkhead/2-choose",
  kind: "choose",
  checks: [check(afternoon, {
    subject: ({ choice }) => choice,
    seeds: 3,
    shrinks: false,
    hints: {
      "Fares are answered while weather is slow": [
        "From 4 s on weather is slow. Who takes the connections, and who waits behind it?",
        "Thirty forecasts a second that last two seconds each would be sixty connections; there are 40 for everybody.",
        "A bulkhead for each dependency, with all limits together no more than 40, and some headroom above 60 · 0.02 for fares.",
      ],
      "Payments are made all the time": [
        "Payments and visits ask the same service. Who is refused in the sale?",
        "More is asked than cabins can give, so somebody is refused. Nothing says yet that it should not be a payment.",
        "Priority for payments; and few enough calls in the house of cabins that theirs are answered in time.",
      ],
      "The work of cabins reaches customers in the sale": [
        "How long has a call waited when cabins begins with it? And from 7 s on: how many connections has it?",
        "Above its rate every queue fills: its length divided by 80 a second is the wait in each process. And two that are slow at the same time hold all the places that they may have.",
        "A limit near 16 / 2 in each process, a wait of some tenths of a second, and walls around fares and weather that leave those connections free.",
      ],
      "Cabins never has more than 25 calls in the house": [
        "Who else sends calls to cabins?",
        "A limit holds in one process.",
        "What the callee can bear, divided by the number of processes.",
      ],
      "In quiet times everybody is served": [
        "Who was refused while nothing was wrong?",
        "Rate times latency is the mean in flight. What do half of the moments need?",
        "Some places above the mean: 50 · 0.1 for cabins, 30 · 0.04 for weather; a short queue helps as well.",
      ],
      "Visitors who are served do not wait long": [
        "Add up the wait in your queue, the wait at cabins and the call.",
        "Two processes share sixteen workers: what is in flight above eight each waits in the house of cabins.",
        "A shorter queue or a shorter wait; or serve the newest first.",
      ],
    },
  })],
  explanation:
    "Three decisions carry the rest. Walls stand between dependencies, and their sum is no more than what they share: it shows only when two are slow at once. A limit has a floor (rate times latency, and headroom for chance) and a ceiling (the callee's capacity, divided by the processes), and the case is one in which there is room between them. " +
    "And a wait has the callers' patience as its measure. Priorities decide who is refused and never how many. Where floor and ceiling cross, no choice passes, and that is worth finding out before the sale.",
});
