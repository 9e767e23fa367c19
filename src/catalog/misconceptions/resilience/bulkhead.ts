/**
 * What people believe about bulkheads and queues, and the run that shows it false.
 *
 * @module
 */
import { beliefs } from "../../entry.ts";

/** Misconceptions that this chapter is the first to treat. */
export const bulkheadBeliefs = beliefs([
  {
    id: "queues-turn-nobody-away",
    belief: "A queue turns nobody away, so it is kinder than a refusal.",
    correction:
      "Above the callee's rate a queue grows until its wait is the callers' patience. From then on it serves those who are about to leave, and nobody is served in time.",
    evidence:
      "Maurer, Fail at Scale (ACM Queue, 2015): many of the worst incidents had large numbers of requests waiting in queues",
    refutedBy: {
      scenario: "resilience/bulkhead#rush",
      variant: "without",
      seed: 7,
      property: "In the rush the work of cabins reaches customers",
    },
    chapters: ["resilience/bulkhead"],
  },
  {
    id: "leaving-makes-room",
    belief: "If callers who have left are taken out of the queue, a long queue does no harm.",
    correction:
      "They leave at the age of their patience, so the head of the queue is always nearly that old: whoever is served leaves during the call.",
    evidence: "failsafe-lib/failsafe issues 365 and 393: bulkheads whose waiting callers gave up",
    refutedBy: {
      scenario: "resilience/bulkhead#rush",
      variant: "long-queue",
      seed: 7,
      property: "In the rush the work of cabins reaches customers",
    },
    chapters: ["resilience/bulkhead"],
  },
  {
    id: "order-changes-nothing",
    belief: "The order of a queue changes who is served, and not how many.",
    correction:
      "Where callers leave, it decides how many answers still find somebody. Oldest first serves those who are about to leave; newest first, those who have just come.",
    evidence: "Maurer, Fail at Scale (ACM Queue, 2015), adaptive LIFO: most teams queue first in, first out",
    refutedBy: {
      scenario: "resilience/bulkhead#rush",
      variant: "long-queue",
      seed: 7,
      property: "In the rush the work of cabins reaches customers",
    },
    chapters: ["resilience/bulkhead"],
  },
  {
    id: "mean-is-the-size",
    belief: "By Little's law rate times latency is the number of places that is needed.",
    correction:
      "It is the mean number in flight. Where calls come by chance, as many or more are wanted about half of the time, and a limit at the mean refuses more than a fifth of them.",
    evidence:
      "Landau, Thurston, Bozarth, Performance Under Load (Netflix, 2018): some queueing is needed as arrivals and service times are not even",
    refutedBy: {
      scenario: "resilience/bulkhead#sizing",
      variant: "without",
      seed: 7,
      property: "On an ordinary day at most two calls in a hundred are refused",
    },
    chapters: ["resilience/bulkhead"],
  },
  {
    id: "ended-here-is-ended-there",
    belief: "If the caller hangs up, the callee stops, so its place may be given away.",
    correction:
      "Most servers work on. With a time limit shorter than the work, the callee has several times the limit in the house.",
    evidence:
      "resilience4j pull request 729, review: whether a cancelled future may give its permission back",
    refutedBy: {
      scenario: "resilience/bulkhead#leaving",
      variant: "hangs-up",
      seed: 7,
      property: "Cabins never has more than 16 calls in the house",
    },
    chapters: ["resilience/bulkhead"],
  },
  {
    id: "freed-is-handed-on",
    belief: "To free a place and to wake who waits is the same as to hand the place on.",
    correction:
      "Who is woken believes that the place is its own, and nobody has counted it. So one place is given to two, and after each queue one more.",
    evidence: "failsafe-lib/failsafe issue 365: a place that was handed on was counted as free as well",
    refutedBy: {
      scenario: "resilience/bulkhead#leaving",
      variant: "tidy",
      seed: 7,
      property: "Cabins never has more than 16 calls in the house",
    },
    chapters: ["resilience/bulkhead"],
  },
  {
    id: "one-pool-is-enough",
    belief: "One limit on all outgoing calls protects the process.",
    correction:
      "It protects the process and not its callers: the slow dependency takes all places, and the healthy ones wait behind it.",
    evidence:
      "Nygard, Release It!, 2nd edition (2018), Bulkheads: partitions, so that a failure in one part does not sink the whole",
    refutedBy: {
      scenario: "resilience/bulkhead#slowness",
      variant: "shared",
      seed: 7,
      property: "Fares are answered while weather is slow",
    },
    chapters: ["resilience/bulkhead"],
  },
  {
    id: "a-pool-for-each-name",
    belief: "A pool that is made for whatever name comes is one pool for each dependency.",
    correction:
      "It is a pool for each spelling. With a key that varies (a path, a harbour) the sum of the pools is no limit.",
    evidence: "Seen in example code of bulkheads: a call under an unknown name silently makes a pool of ten",
    refutedBy: {
      scenario: "resilience/bulkhead#slowness",
      variant: "per-harbour",
      seed: 7,
      property: "Fares are answered while weather is slow",
    },
    chapters: ["resilience/bulkhead"],
  },
  {
    id: "limit-is-the-fleets",
    belief: "A limit of ten means that the callee gets at most ten calls.",
    correction:
      "It means ten for each process. A fleet that grows to three times its size sends three times as many.",
    evidence:
      "Netflix, concurrency-limits, README, Background: a limit that was set by a stress test goes out of date where systems scale by themselves",
    refutedBy: {
      scenario: "resilience/bulkhead#fleet",
      variant: "twelve",
      seed: 7,
      property: "What cabins does is done in time",
    },
    chapters: ["resilience/bulkhead"],
  },
  {
    id: "calls-are-all-that-is-shared",
    belief: "A bulkhead around a piece of work keeps it from slowing down the rest.",
    correction:
      "It counts calls. In one JavaScript process all share one thread: while it counts a report, nothing else moves.",
    evidence: "Node.js documentation, Don't Block the Event Loop",
    refutedBy: {
      scenario: "resilience/bulkhead#thread",
      variant: "without",
      seed: 7,
      property: "Fares are answered while the report is made",
    },
    chapters: ["resilience/bulkhead"],
  },
  {
    id: "nesting-is-safe",
    belief: "A call may take a second place of the same bulkhead; it only waits a little longer.",
    correction: "When all places are held by calls that wait for a second one, nobody can ever go on.",
    evidence:
      "sequelize issue 10976; spring-authorization-server issue 1257: nested calls on a pool of connections",
    refutedBy: {
      scenario: "resilience/bulkhead#nested",
      variant: "wait-limit",
      seed: 7,
      property: "All four travel",
    },
    chapters: ["resilience/bulkhead"],
  },
]);
