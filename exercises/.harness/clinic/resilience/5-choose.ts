import { check, defineHarness, type Hints } from "#src/grade/harness.ts";
import { charges, silence } from "./5-choose.scenario.ts";
import { decided } from "./decided.ts";
import type * as Answer from "./5-choose.stub.ts";

const once: Hints = [
  "What happened at the bank when an attempt of the till timed out?",
  "Either the request was lost, or the answer. The till cannot tell, and the bank cannot tell a repetition from a second purchase.",
  "Let the bank recognise what belongs to one purchase, and end all attempts before it forgets.",
];

/** The case as it was told, on seeds that move its calls. */
export const harness = defineHarness<typeof Answer>({
  exercise: "clinic/resilience/5-choose",
  kind: "choose",
  checks: [
    check(charges, {
      subject: (answer) => decided(answer),
      seeds: 4,
      shrinks: false,
      hints: {
        "Nobody is charged twice": once,
        "At least 98 of 100 buyers know within five seconds that they have paid": [
          "Who is left without an answer under your plan?",
          "Of a hundred purchases about eight get no answer at the first attempt. Only asking again tells those buyers.",
          "Repeat what may be repeated without harm; and make that true for a charge.",
        ],
        "A purchase costs at most 1.3 requests": [
          "How many requests does an ordinary purchase make?",
          "The bank takes 60 ms. A limit that is shorter than the answer makes every attempt fail.",
          "Let the limit be well above an ordinary answer, and the attempts few.",
        ],
      },
    }),
    check(silence, {
      subject: (answer) => decided(answer),
      seeds: 2,
      shrinks: false,
      hints: { "Nobody is charged twice": once },
    }),
  ],
  explanation:
    "A timeout says that nobody waits any more, not that nothing happened. Whether a call may be repeated is a property of the callee, and can be given to it: by a key that names the purchase, not the attempt. The key has a lifetime, and a retry that outlives it charges twice again: that is why patience fails here where haste passes. Not repeating at all is safe and leaves seven buyers of a hundred in doubt, who will repeat it themselves.",
});
