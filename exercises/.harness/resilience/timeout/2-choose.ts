import { check, defineHarness } from "#src/grade/harness.ts";
import { pricePage } from "./2-choose.scenario.ts";
import type * as Answer from "./2-choose.stub.ts";

/** The case as it was told, on seeds that move customers and losses. */
export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/timeout/2-choose",
  kind: "choose",
  checks: [check(pricePage, {
    subject: ({ choice }) => choice,
    seeds: 6,
    hints: {
      "A lost message is hidden from the customer": [
        "Which calls fail here: only those that lost a message? And when does who asked learn of it?",
        "One in thirteen calls loses its request or its answer. Two attempts in a row do for one in a hundred and seventy, if there is time for two. An attempt that is cut short is lost as well, and answers take their time on the way, too.",
        "For each failed attempt write down what ended it, and when: a second one must begin early enough to be answered before the customer has gone.",
      ],
      "Nobody waits longer than 1 s": [
        "Add up the attempts and the waits between them, when nobody answers.",
        "A limit inside the retry begins anew with each attempt, and knows nothing of the ones before. The waits are by chance: take the longest.",
        "The sum must stay below what the customer waits, or something that sees all attempts as one call must end it.",
      ],
      "No more requests reach the supplier than were bought": [
        "Look at the second with the most requests. How many customers came in it, how many attempts did each of them make, and what could have held them back?",
        "In the crowd every fourth answer is lost: 55 customers are some seventy requests.",
        "What is counted is what passes the limiter. Follow one customer with three attempts through your order, and count how often it does.",
      ],
      "A supplier that answers 503 is left in peace": [
        "How many requests does it take until the breaker has seen ten failures?",
        "Outside the retry the breaker sees one outcome for each customer, however many attempts that was; and its one probe is as many.",
        "Find the place in your order where each attempt passes the breaker by itself.",
      ],
      "A supplier that answers nobody is left in peace": [
        "What does the breaker see of a call that is ended from outside?",
        "A caller who leaves is no failure of the callee: a breaker does not count what somebody around it has ended.",
        "The breaker must see a call fail by itself, and early. What in your order fails a call, and stands to the right of the breaker?",
      ],
      "Customers are served again afterwards": [
        "Nothing is wrong any more 1.5 s after the trouble. Who refuses, or who gives up?",
        "The breaker lets one call try after 1 s, and stays shut for all others until that call has come back. And a healthy answer takes 40 ms and the way.",
        "Follow the first probe after 13 s: how long may it take at most, and what ends it?",
      ],
    },
  })],
  explanation:
    "Read your order aloud from the outside in: whose time is it, how often is it tried, may it be tried at all, how many in all, how long does one try take. Each policy sees as one call what stands to its right, and that is the whole rule. " +
    "Limiter and breaker may change places, since a refusal of either is neither counted nor repeated. Retry, breaker and the attempt's limit may not. With attempts so short that all of them and the waits fit into a second, the deadline may even be left out; then it is the sum that somebody must keep in mind with each change. " +
    "Until the crowd came, the limiter had nothing to do: any place for it, and none, would have looked right. " +
    ".NET's standard handler is limiter, total timeout, retry, breaker, attempt timeout. Its limiter bounds the customers who are inside at once; one that keeps to what was bought must stand inside the retry.",
});
