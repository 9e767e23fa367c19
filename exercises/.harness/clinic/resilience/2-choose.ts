import { check, defineHarness } from "#src/grade/harness.ts";
import { pages } from "./2-choose.scenario.ts";
import { decided } from "./decided.ts";
import type * as Answer from "./2-choose.stub.ts";

/** The case as it was told, on seeds that move its calls. */
export const harness = defineHarness<typeof Answer>({
  exercise: "clinic/resilience/2-choose",
  kind: "choose",
  checks: [check(pages, {
    subject: (answer) => decided(answer).plan,
    seeds: 4,
    shrinks: false,
    hints: {
      "While tips is ill at least 98 of 100 pages are there within a second": [
        "Who waits for whom? Say what each of the thirty workers is doing at 14:02.",
        "A hundred pages a second and thirty workers: how long may a page take at most before workers run out, and how much of that is left for tips?",
        "Bound how many workers can wait for tips at once, or see to it that after a while nobody does.",
      ],
      "On ordinary minutes at least 97 of 100 pages have tips": [
        "Which of your policies says no to an ordinary call to tips?",
        "A hundred calls a second that take about 75 ms are eight in flight on the average, and chance makes it twice as many at times; one call in a hundred takes more than 200 ms.",
        "Leave room above the ordinary number in flight, and above the ordinary time.",
      ],
      "Tips, while it is ill, never has more than 20 requests in the house": [
        "How many calls wait for tips at once, at most?",
        "Little's law: a hundred a second that wait for as long as your limit says. Which policy bounds that number, whatever the time?",
        "Limit the calls in flight to fewer than 20, or stop calling soon after the answers have become slow.",
      ],
    },
  })],
  explanation:
    "A dependency that nobody needs took down one that everybody needs, by holding what both share: workers. A time limit bounds each wait, but thirty workers at a hundred pages a second leave 250 ms for tips, and a limit that short is too short for some of its ordinary answers. A compartment bounds the waits together; a breaker ends them after it has seen enough. A bulkhead's places come from Little's law, with room for chance.",
});
