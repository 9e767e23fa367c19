/**
 * The entry of timeout and deadline.
 *
 * @module
 */
import type { Entry } from "../entry.ts";

/** What the catalog holds of it. */
export const timeout = {
  slug: "resilience/timeout",
  title: "Timeout and deadline",
  otherNames: ["time limit", "deadline propagation", "time limiter", "cancellation", "policy composition"],
  summary:
    "Ends a call when its time is over, stops its work, and carries what is left of the time from host to host.",
  problem:
    "A dependency becomes slow, and every caller has a limit. Callers are let go in time; their work goes on, fills the queue and keeps " +
    "the next ones waiting until they are let go too. Some of them are told that it failed, and it had not.",
  needs: ["resilience/retry"],
  related: ["resilience/circuit-breaker", "resilience/retry", "resilience/rate-limiting"],
  level: "introductory",
  tier: "core",
  minutes: 90,
  fading: "holes",
  sources: [
    {
      author: "Marc Brooker",
      title: "Timeouts, retries, and backoff with jitter (Amazon Builders' Library)",
      year: 2019,
      section: "Timeouts",
      url: "https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/",
    },
    {
      author: "Mike Ulrich, in Beyer, Jones, Petoff, Murphy (editors)",
      title: "Site Reliability Engineering",
      year: 2016,
      section: "22: Addressing Cascading Failures: Latency and Deadlines; Queue Management",
      url: "https://sre.google/sre-book/addressing-cascading-failures/",
    },
    {
      author: "gRPC Authors",
      title: "gRPC documentation: Deadlines",
      year: 2023,
      section: "Deadlines on the Client; Deadline Propagation",
      url: "https://grpc.io/docs/guides/deadlines/",
    },
    {
      author: "Ben Maurer",
      title: "Fail at Scale (ACM Queue)",
      year: 2015,
      section: "Controlled Delay; Adaptive LIFO",
      url: "https://queue.acm.org/detail.cfm?id=2839461",
    },
    {
      author: "Michael T. Nygard",
      title: "Release It! Design and Deploy Production-Ready Software, 2nd edition",
      year: 2018,
      section: "Stability Patterns: Timeouts",
    },
    {
      author: "Jim Waldo, Geoff Wyant, Ann Wollrath, Sam Kendall",
      title: "A Note on Distributed Computing",
      year: 1994,
      section: "4.3: Partial failure and concurrency",
    },
  ],
  objectives: [
    {
      can: "say what becomes of a call that nobody waits for any more, and what it costs those who come next",
      by: { gate: "disk" },
    },
    { can: "say what a race leaves behind, and who notices", by: { gate: "ablation" } },
    { can: "say what cancellation and a deadline each do for a chain of hosts", by: { gate: "chain" } },
    { can: "decide what an overloaded callee should not begin", by: { gate: "expired" } },
    { can: "foresee what two policies do to each other, in either order", by: { gate: "place" } },
    {
      can: "end a call so that nothing of it goes on, and tell a caller who left from time that is over",
      by: { exercise: "1-repair" },
    },
    {
      can: "put five policies into an order for a case, and defend each place",
      by: { exercise: "2-choose" },
    },
    { can: "write the cases that tell right time limits from wrong ones", by: { exercise: "3-attack" } },
  ],
  card: {
    solves: ["callers-hang", "busy-for-nobody", "told-it-failed", "outage-outlives-cause"],
    tradeOffs: [
      {
        against: "resilience/circuit-breaker",
        says:
          "It needs no history and works from the first call on; while the callee is down each caller waits the whole limit, where a breaker refuses at once.",
        measuredBy: "resilience/timeout#verdict",
      },
      {
        against: "resilience/retry",
        says:
          "One limit around all attempts leaves no time for a second: 12 % of the calls fail with one lost message in twenty, and none with a limit for each attempt inside.",
        measuredBy: "resilience/timeout#attempts",
      },
    ],
    alternatives: [
      {
        id: "resilience/circuit-breaker",
        chooseItWhen:
          "the callee is down for minutes: then even a short limit is a long wait for a certain failure",
      },
    ],
    conflicts: [
      {
        id: "resilience/retry",
        why:
          "Around the retry, a limit alone lets the first lost message use up all the time; inside it, a limit alone lets the caller wait for the sum.",
      },
      {
        id: "resilience/circuit-breaker",
        why:
          "A limit around the breaker ends calls as a caller who leaves, which no breaker counts. The attempt's limit belongs inside.",
      },
      {
        id: "resilience/rate-limiting",
        why:
          "A limiter that makes calls wait inside the caller's limit uses up its time; outside of it, the wait has no end.",
      },
    ],
    dontUseWhen: [
      "the work must not be abandoned half-way and its outcome cannot be asked for: limit the wait, and leave the work to a queue",
      "the work is a loop in your own process: it delays the timer that was to stop it",
      "nobody waits: a batch is bounded by its own schedule, and a lease or a heartbeat says more",
    ],
    simplerFirst:
      "The limit that the client has already: `fetch` with a signal, a statement's own timeout, the driver's option. One number, set.",
    failureModes: [
      {
        name: "The caller is let go, and the work goes on",
        scenario: "resilience/timeout#abandoned",
        metric: "work that was finished after its caller had gone, on the callee",
        alert: "more than one in a hundred for five minutes",
      },
      {
        name: "Timers and listeners of calls that have ended",
        scenario: "resilience/timeout#leftovers",
        metric: "active timers of the process, beside the calls in flight",
        alert: "ten times as many timers as calls",
      },
      {
        name: "Callers who leave are counted as timeouts",
        scenario: "resilience/timeout#blame",
        metric: "aborted calls by the reason of their signal",
        alert: "timeouts while the callee's own latency is normal",
      },
      {
        name: "One number for connecting, answering and flowing",
        scenario: "resilience/timeout#pieces",
        metric: "how long a call waited that failed, by its last step: connect, first piece, next piece",
        alert: "connections that are waited for longer than 3 s",
      },
      {
        name: "Work is begun that cannot be in time",
        scenario: "resilience/timeout#hops",
        metric: "what is left of the caller's time when work is begun, by hop",
        alert: "less than the callee's median, for more than one request in twenty",
      },
      {
        name: "The outcome is told wrongly",
        scenario: "resilience/timeout#issue",
        metric: "late outcomes that succeeded, of calls that change something",
        alert: "any that was not settled afterwards",
      },
    ],
    defaults: [
      {
        knob: "timeoutMs of an attempt",
        start: "the callee's 99.9th percentile and a round trip",
        how: "choose the share of good answers that you are ready to lose, and read the latency there",
        source: "Brooker, Timeouts, retries, and backoff with jitter: an acceptable rate of false timeouts",
      },
      {
        knob: "the caller's deadline",
        start: "what the person or the caller in front waits",
        how: "two attempts and the wait between them must fit",
        source: "gRPC documentation, Deadlines: none is set unless you set one",
      },
      {
        knob: "minRemainingMs, needMs",
        start: "the median of the work; its 99th percentile where it varies much",
        how: "with less left, count what is finished in time",
        source: "run resilience/timeout#overload",
      },
      {
        knob: "maxQueueMs",
        start: "a fifth of the callers' patience",
        how: "longer than an ordinary burst takes to be worked off",
        source: "Maurer, Fail at Scale, 2015: 100 ms, and 5 ms while the queue has not been empty for 100 ms",
      },
      {
        knob: "connect, idle",
        start: "1 s to connect; two to three times the usual pause between two pieces",
        how: "apart from the request's limit, which must hold what the work takes",
        source: "run resilience/timeout#pieces",
      },
    ],
    proof: [
      "resilience/timeout#abandoned",
      "resilience/timeout#hops",
      "resilience/timeout#overload",
      "resilience/timeout#issue",
      "resilience/timeout#attempts",
    ],
  },
} as const satisfies Entry<string, string, "resilience/timeout">;
