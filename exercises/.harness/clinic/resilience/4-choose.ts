import { check, defineHarness } from "#src/grade/harness.ts";
import { labels, slowLabels } from "./4-choose.scenario.ts";
import { decided } from "./decided.ts";
import type * as Answer from "./4-choose.stub.ts";

/** The case as it was told, on seeds that move its calls. */
export const harness = defineHarness<typeof Answer>({
  exercise: "clinic/resilience/4-choose",
  kind: "choose",
  checks: [
    check(labels, {
      subject: (answer) => decided(answer).plan,
      seeds: 3,
      shrinks: false,
      hints: {
        "Of the calls around a replacement at least 99 of 100 are answered in time": [
          "What becomes of a call today that begins when `labels` has just gone? Follow it to its end.",
          "Nobody listens for two seconds, and a customer waits for five. How many attempts does such a call make, and when is its last one?",
          "Go through your plan and ask of each policy what it takes from these calls. Then ask what it guards against, and whether that can happen at these numbers.",
        ],
        "Of all other calls at least 99 of 100 are answered in time": [
          "What fails on ordinary minutes, and what brings those calls through today?",
          "One message in a hundred is lost on each way. Only a time limit notices.",
          "See that a call whose first attempt is lost has time for another.",
        ],
        "A call costs at most 1.3 requests": [
          "Which calls make more than one request, and how many do they make?",
          "A refused attempt is over at once, and the next one waits only for your backoff. How many fit into two seconds?",
          "Let an attempt come when it has a chance: what fails for two seconds need not be asked every tenth of one.",
        ],
      },
    }),
    check(slowLabels, {
      subject: (answer) => decided(answer).plan,
      seeds: 1,
      shrinks: false,
      hints: {
        "Four seconds after slow ones at least 99 of 100 calls are answered in time": [
          "How many requests does a call become while nothing is answered in time?",
          "`labels` bears 600 requests a second, as each of its 60 places is free again after 100 ms. Compare that with 140 calls times their attempts.",
          "As long as all attempts together stay below what `labels` bears, its queue shrinks when it is quick again.",
        ],
      },
    }),
  ],
  explanation:
    "What the alarm saw is what it sees in a storm: far more requests, and no customer more. A storm is a loop, in which calls fail because calls are repeated. Here there is none: 140 calls of at most four attempts are 560 requests a second, and `labels` bears 600; it came back by itself from eight times slower, too. The repetitions were refused at once and cost next to nothing, and they carried nearly every customer over two seconds without a service. A budget is an insurance against a loop, and its sum must cover the longest gap that is ordinary: with its defaults it would have turned away nearly half of those who called around a replacement.",
});
