import { check, defineHarness } from "#src/grade/harness.ts";
import { orders } from "./4-choose.scenario.ts";
import { decided } from "./decided.ts";
import type * as Answer from "./4-choose.stub.ts";

/** The case as it was told, on seeds that move its calls. */
export const harness = defineHarness<typeof Answer>({
  exercise: "clinic/resilience/4-choose",
  kind: "choose",
  checks: [check(orders, {
    subject: (answer) => decided(answer),
    seeds: 4,
    hints: {
      "Before the trouble at least 99 of 100 orders succeed": [
        "What fails before the trouble, and what mends it today?",
        "A message that is lost is never answered: only a limit for the attempt finds out, and only a second attempt within the customer's two seconds helps.",
        "Keep a retry with a limit on each attempt that leaves time for another one.",
      ],
      "Three seconds after the trouble at least 98 of 100 orders succeed": [
        "Whose requests stand in line before `stock` at 09:11?",
        "One order may occupy `stock` for three attempts of 1.5 s, and its customer leaves after two seconds. Who tells `stock` to stop?",
        "Let what `orders` knows of its customer end the attempts: hand it on, and keep policies that heed it.",
      ],
      "At most 1 of 100 reservations is made for somebody who has left": [
        "When does a customer leave, and when does the last attempt for it end?",
        "`stock` stops when its caller hangs up; so `orders` must hang up.",
        "Hand on the time that is left or the cancellation: both are known to `orders` already.",
      ],
    },
  })],
  explanation:
    "Work for people who have left is the most expensive kind: it earns nothing, and it stands in line before work that would. Nothing was missing here but a wire. The caller's deadline was known at every hop and used at one; handed on, it bounds the attempts, the waits and, through cancellation, the callee's work. Circuit breakers and compartments would have hidden it: they refuse people who are still there.",
});
