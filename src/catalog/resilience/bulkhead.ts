/**
 * The entry of the bulkhead.
 *
 * @module
 */
import type { Entry } from "../entry.ts";

/** What the catalog holds of it. */
export const bulkhead = {
  slug: "resilience/bulkhead",
  title: "Bulkhead",
  otherNames: [
    "concurrency limit",
    "semaphore isolation",
    "compartment",
    "adaptive concurrency",
    "connection pool",
  ],
  summary:
    "Lets only so many calls to one dependency be in flight at once, and few others wait for a short time.",
  problem:
    "One dependency becomes slow, and its calls take all connections, workers or memory that the others need as well. The queue that " +
    "was put before it turns nobody away, and nobody knows how long it should be.",
  needs: ["resilience/circuit-breaker"],
  related: ["resilience/circuit-breaker", "resilience/retry", "resilience/rate-limiting"],
  level: "introductory",
  tier: "standard",
  minutes: 45,
  fading: "contract",
  sources: [
    {
      author: "Michael T. Nygard",
      title: "Release It! Design and Deploy Production-Ready Software, 2nd edition",
      year: 2018,
      section: "Stability Patterns: Bulkheads",
    },
    {
      author: "John D. C. Little",
      title: "A Proof for the Queuing Formula: L = λW (Operations Research 9)",
      year: 1961,
    },
    {
      author: "Ben Maurer",
      title: "Fail at Scale (ACM Queue 13)",
      year: 2015,
      section: "Controlled Delay; Adaptive LIFO; Concurrency Control",
      url: "https://queue.acm.org/detail.cfm?id=2839461",
    },
    {
      author: "Eran Landau, William Thurston, Tim Bozarth",
      title: "Performance Under Load (Netflix Technology Blog)",
      year: 2018,
      url: "https://netflixtechblog.medium.com/performance-under-load-3e6fa9a60581",
    },
    {
      author: "Van Jacobson",
      title: "Congestion Avoidance and Control (SIGCOMM)",
      year: 1988,
      section: "Adapting to the path: congestion avoidance",
    },
    {
      author: "Resilience4j contributors",
      title: "Resilience4j user guide",
      year: 2024,
      section: "Bulkhead: create and configure a Bulkhead",
      url: "https://resilience4j.readme.io/docs/bulkhead",
    },
  ],
  objectives: [
    { can: "say what a queue without a bound does above the callee's rate", by: { gate: "sale" } },
    {
      can: "say why a place is handed on, and what a wrong count of places does",
      by: { gate: "ablation" },
    },
    { can: "choose the order in which those who wait are served", by: { gate: "newest" } },
    { can: "size a limit from rate and latency, and test the size", by: { gate: "day" } },
    {
      can: "say when a place may be given away again, and what the callee sees of it",
      by: { gate: "left" },
    },
    { can: "bound a queue without losing or doubling a place", by: { exercise: "1-repair" } },
    { can: "divide a site into compartments for a bad afternoon", by: { exercise: "2-choose" } },
    { can: "write the timetables that tell right bulkheads from wrong ones", by: { exercise: "3-attack" } },
  ],
  card: {
    solves: ["callers-hang", "busy-for-nobody", "one-takes-all"],
    tradeOffs: [
      {
        against: "resilience/circuit-breaker",
        says:
          "It acts at once and needs no failures to count; in exchange it goes on sending calls, up to its limit, to a dependency that is slow or down.",
        measuredBy: "resilience/bulkhead#slowness",
      },
      {
        against: "resilience/rate-limiting",
        says:
          "It notices that calls became slow; in exchange nobody can say how many calls a second ten places are, and with more processes the callee gets more.",
        measuredBy: "resilience/bulkhead#fleet",
      },
    ],
    alternatives: [
      {
        id: "resilience/circuit-breaker",
        chooseItWhen: "the dependency is away for minutes, and each call to it is wasted",
      },
      {
        id: "resilience/rate-limiting",
        chooseItWhen: "callers are many and not yours, and what each may use must be said in a contract",
      },
    ],
    conflicts: [
      {
        id: "resilience/retry",
        why:
          "Inside the bulkhead a retry holds its place while it waits; outside, one that repeats refusals brings back at once all who were turned away.",
      },
    ],
    dontUseWhen: [
      "the dependency has a bounded pool already, and its wait can be bounded as well",
      "the work must be done some day: that needs a durable queue, and not one in memory",
      "what runs out is the thread: places divide calls, and not a processor",
    ],
    simplerFirst:
      "A time limit on every call, and a client whose pool of connections is bounded for each host.",
    failureModes: [
      {
        name: "The queue serves those who have left",
        scenario: "resilience/bulkhead#rush",
        metric: "time in the queue, 99th percentile, beside the callers' patience",
        alert: "it is above half of the patience for a minute",
      },
      {
        name: "The limit is the mean",
        scenario: "resilience/bulkhead#sizing",
        metric: "refusals while the callee is well",
        alert: "more than one in a hundred for five minutes",
      },
      {
        name: "Places are given back while the callee works on",
        scenario: "resilience/bulkhead#leaving",
        metric: "requests in the callee's house, against the sum of its callers' limits",
        alert: "above the sum for a minute",
      },
      {
        name: "More processes, the same limit",
        scenario: "resilience/bulkhead#fleet",
        metric: "processes times limit, against what the callee bears",
        alert: "above it, at any deployment",
      },
      {
        name: "Nested calls wait for each other",
        scenario: "resilience/bulkhead#nested",
        metric: "calls in flight at the limit, and calls ended per second",
        alert: "at the limit, and nothing ended for ten seconds",
      },
    ],
    defaults: [
      {
        knob: "limit",
        start: "peak rate times 99th percentile of the latency, and headroom",
        how:
          "at most the callee's capacity divided by the processes; play an ordinary day and count the refusals",
        source: "Hystrix wiki, Configuration: thread pool size; Resilience4j, maxConcurrentCalls: 25",
      },
      {
        knob: "maxQueue",
        start: "as many as limit",
        how: "maxQueue divided by the rate must be a small part of the callers' patience",
        source: "run resilience/bulkhead#rush",
      },
      {
        knob: "maxWaitMs",
        start: "a tenth to a third of the callers' patience",
        how: "patience minus the 99th percentile of a call",
        source: "Resilience4j, maxWaitDuration: 0",
      },
      {
        knob: "slowMs (AIMD)",
        start: "twice the 99th percentile of a good day",
        how: "above whatever a good day shows, or the limit falls for nothing",
        source: "run resilience/bulkhead#drift",
      },
      {
        knob: "usualOver (gradient)",
        start: "3,000 calls",
        how: "several times the calls that are answered in an overload that the limit must see through",
        source: "run resilience/bulkhead#drift",
      },
    ],
    proof: [
      "resilience/bulkhead#slowness",
      "resilience/bulkhead#rush",
      "resilience/bulkhead#sizing",
      "resilience/bulkhead#leaving",
      "resilience/bulkhead#drift",
    ],
  },
} as const satisfies Entry<string, string, "resilience/bulkhead">;
