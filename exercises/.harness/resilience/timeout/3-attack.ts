import { check, defineHarness, type Hints } from "#src/grade/harness.ts";
import { entrants } from "./3-attack.scenario.ts";
import type * as Answer from "./3-attack.stub.ts";

const attack = (where: string, what: string, how: string): Hints => [
  `It is wrong in point ${where} of the contract. Does any of your cases go there?`,
  what,
  how,
];

export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/timeout/3-attack",
  kind: "attack",
  checks: [check(entrants, {
    subject: ({ cases }) => cases,
    seeds: 1,
    hints: {
      "The right limits meet every case": [
        "A right limit does something else than your case expects. Which point of the contract speaks of it?",
        "Two things at the same millisecond have no order in the contract. And a call that obeys ends when it is stopped, not when it would have been done.",
        "Expect of a case only what the contract says; keep a call's end, the limit and the leave apart by some milliseconds.",
      ],
      "Some case refutes limit A": attack(
        "2",
        "The caller hears in time, and nobody else does.",
        "Let a call take longer than its limit. Which fields of `expect` are about the call, and not about its caller?",
      ),
      "Some case refutes limit B": attack(
        "4",
        "All that one sees of the call is right. What is left of it?",
        "Let a call end in time. Which field is about what stays behind?",
      ),
      "Some case refutes limit C": attack(
        "3",
        "Two things end a call from outside. Does it keep them apart?",
        "Let the caller leave long before the limit. What does it hear?",
      ),
      "Some case refutes limit D": attack(
        "1",
        "Whose time is it?",
        "Let less be left than the limit, and the call take a time between the two.",
      ),
      "Some case refutes limit E": attack(
        "1",
        "How much time has a caller with nothing left?",
        "Try the smallest `remainingMs` that there is. What does point 1 say of it?",
      ),
      "Some case refutes limit F": attack(
        "3",
        "The caller who leaves is let go. What of the call?",
        "Let the caller leave, and look at what the call hears, and when.",
      ),
      "Some case refutes limit G": attack(
        "2",
        "Who decides how long the caller waits?",
        "Let a call be slow that does not obey. When does its caller hear?",
      ),
      "Some case refutes limit H": attack(
        "5",
        "Nobody waits for the call any more. What becomes of it?",
        "Let a call be slow that does not obey, and so is done after all. Which field is about that?",
      ),
    },
  })],
  explanation:
    "All eleven give up in time when a call is slow and obeys: the one test that everybody writes for a timeout. What told them apart was a call that ends in time (B), one that does not obey (G, H), a caller who leaves (C, F), one with little time or none (D, E), and a look at the call's side of things (A). " +
    "Three right ones met all of it without sharing a line.",
});
