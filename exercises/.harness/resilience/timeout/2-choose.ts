import { check, defineHarness } from "#src/grade/harness.ts";
import { pricePage } from "./2-choose.scenario.ts";
import type * as Answer from "./2-choose.stub.ts";

/** The case as it was told, on seeds that move customers and losses. */
export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/timeout/2-choose",
  kind: "choose",
  checks: [check(pricePage, {
    subject: ({ choice }) => choice,
    seeds: 4,
    hints: {
      "A lost message is hidden from the customer": [
        "A message is lost. Who notices, when, and is there time for another attempt?",
        "One in thirteen calls loses its request or its answer. Two attempts in a row fail for one in a hundred and seventy.",
        "Each attempt needs a limit of its own, inside the retry, and so short that two or three fit into a second; but well above the 40 ms that `risk` takes.",
      ],
      "Nobody waits longer than 1 s": [
        "Add up the attempts and the waits between them, when nobody answers.",
        "A limit inside the retry begins anew with each attempt.",
        "Put the deadline outermost, and at most 1,000 ms.",
      ],
      "No more requests reach the supplier than were bought": [
        "What does the limiter count where you have put it: customers, or requests?",
        "A permit that is taken outside the retry is good for all attempts.",
        "Put the limiter inside the retry.",
      ],
      "A supplier that answers 503 is left in peace": [
        "How many requests does it take until the breaker has seen ten failures?",
        "Outside the retry the breaker sees one outcome for each customer, however many attempts that was; and its one probe is as many.",
        "Put the breaker inside the retry. Refusals are not repeated.",
      ],
      "A supplier that answers nobody is left in peace": [
        "What does the breaker see of a call that is ended from outside?",
        "A caller who leaves is no failure of the callee, so a limit around the breaker never opens it.",
        "Put the limit of an attempt inside the breaker.",
      ],
      "Customers are served again afterwards": [
        "Is there anything left of the trouble 1.5 s after it?",
        "The breaker lets a call try after 1 s, and that call must come back.",
        "A probe needs a limit, or it is waited for.",
      ],
    },
  })],
  explanation:
    "Read your order aloud from the outside in: whose time is it, how often is it tried, may it be tried at all, how many in all, how long does one try take. Each policy sees as one call what stands to its right, and that is the whole rule. " +
    "Limiter and breaker may change places, since a refusal of either is neither counted nor repeated. Retry, breaker and the two limits may not. On these days the breaker alone kept the requests below what was bought, so the run does not judge where the limiter stands. Inside the retry it counts what was sold, also on a day with more customers. " +
    "Known products choose nearly the same: .NET's standard handler is limiter, total timeout, retry, breaker, attempt timeout, with a limiter that bounds concurrent customers and not attempts.",
});
