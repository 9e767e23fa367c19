/**
 * Checks of the attack: eight services, each at its two loads, one load in each run.
 *
 * @module
 */
import { check, defineHarness, type Hints } from "#src/grade/harness.ts";
import { falling, type Name, names, sentences, standing } from "./3-attack.scenario.ts";
import type * as Answer from "./3-attack.stub.ts";

const hints: Readonly<Record<Name, Hints>> = {
  A: [
    "Suppose it is down: no rider is served. How many requests does each rider make?",
    "It stays down while more comes than it can work off, whether or not that is of use to anybody.",
    "Three tries, and 50 requests a second can be worked off. Stand a little below 50 / 3, and fall a little above.",
  ],
  B: [
    "What does one try less change while nobody is served?",
    "The same account as for A, with another number.",
    "Two tries: 50 / 2, and some room to both sides.",
  ],
  C: [
    "How often is one rider's question asked in all, if it never succeeds?",
    "Layers multiply.",
    "Six tries: 50 / 6, and some room to both sides.",
  ],
  D: [
    "Nobody tries again. What else gets worse while it is down?",
    "How long does one request take with a hundred in the queue, and how many can then be served?",
    "With a full queue it serves 50 / (1 + 100 / 150) a second.",
  ],
  E: [
    "It drops old requests. Is what it serves then young enough?",
    "What has waited between 1 s and 1.5 s is served, and nobody waits for it.",
    "Dropping too late is not dropping: four tries, 50 / 4.",
  ],
  F: [
    "How old is the oldest request that it serves?",
    "Half a second, and its rider waits a whole one. So what becomes of the requests that it serves, at any load?",
    "They succeed, however many come: there is no load below 50 that holds it down.",
  ],
  G: [
    "How long does the last of thirty wait?",
    "30 times 20 ms. And what happens to the thirty-first?",
    "It is sent away at once and costs nothing; the thirty are served in time. No load below 50 holds it down.",
  ],
  H: [
    "While nobody is served, how many calls are repeated?",
    "Successes pay for repetitions.",
    "After the first few nothing is repeated, and 45 a second are less than 50.",
  ],
};

const subject = ({ attacks }: typeof Answer) => attacks;
const seeds = 2;

export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/metastable-failure/3-attack",
  kind: "attack",
  checks: names.flatMap((name) => [
    check(standing(name), { subject, seeds, hints: { [sentences(name).stands]: hints[name] } }),
    check(falling(name), { subject, seeds, hints: { [sentences(name).falls]: hints[name] } }),
  ]),
  explanation:
    "You have found the border between stable and vulnerable without measuring a single latency: by asking what comes while nothing succeeds, and what can be worked off then. " +
    'Below that border a push of any length is survived. Above it a push throws the service if the tries build up sooner than the queue is worked off: near the border that takes long, so the two loads had to leave some room. Riders who come by chance blur it more: try `spacing: "poisson"` in the scenario. All eight serve 45 riders a second on a good day, and a load test would call them equal. ' +
    "Of the three that cannot be thrown, two keep what they serve young, and one makes repetitions depend on success. None of them has more capacity than the others.",
});
