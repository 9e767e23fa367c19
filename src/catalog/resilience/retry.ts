/**
 * The entry of retry.
 *
 * @module
 */
import type { Entry } from "../entry.ts";

/** What the catalog holds of it. */
export const retry = {
  slug: "resilience/retry",
  title: "Retry with backoff and jitter",
  otherNames: ["retry", "exponential backoff", "retry budget", "retry throttling"],
  summary:
    "Repeats a call that may succeed the next time: later, at a random moment, a limited number of times, from a shared budget.",
  problem:
    "One call in a thousand fails and would work a moment later, so a loop is put around it. On the day the service is overloaded the " +
    "same loop multiplies its load, brings all callers back at the same moment, and charges some customers twice.",
  needs: ["resilience/circuit-breaker"],
  related: ["resilience/circuit-breaker", "resilience/timeout"],
  level: "introductory",
  tier: "core",
  minutes: 90,
  fading: "holes",
  sources: [
    {
      author: "Marc Brooker",
      title: "Exponential Backoff And Jitter (AWS Architecture Blog)",
      year: 2015,
      url: "https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/",
    },
    {
      author: "Marc Brooker",
      title: "Fixing retries with token buckets and circuit breakers",
      year: 2022,
      url: "https://brooker.co.za/blog/2022/02/28/retries.html",
    },
    {
      author: "Mike Ulrich, in Beyer, Jones, Petoff, Murphy (editors)",
      title: "Site Reliability Engineering",
      year: 2016,
      section: "22: Addressing Cascading Failures: Retries",
      url: "https://sre.google/sre-book/addressing-cascading-failures/",
    },
    {
      author: "Alejandro Forero Cuervo, in Beyer, Jones, Petoff, Murphy (editors)",
      title: "Site Reliability Engineering",
      year: 2016,
      section: "21: Handling Overload: Deciding to Retry",
      url: "https://sre.google/sre-book/handling-overload/",
    },
    {
      author: "Noah Eisen, Eric Gribkoff",
      title: "gRPC proposal A6: gRPC Retry Design",
      year: 2017,
      section: "Throttling Retry Attempts and Hedged RPCs; Pushback",
      url: "https://github.com/grpc/proposal/blob/master/A6-client-retries.md",
    },
    {
      author: "Roy T. Fielding, Mark Nottingham, Julian Reschke (editors)",
      title: "RFC 9110: HTTP Semantics",
      year: 2022,
      section: "9.2.2 Idempotent Methods; 10.2.3 Retry-After",
      url: "https://www.rfc-editor.org/rfc/rfc9110",
    },
    {
      author: "Nathan Bronson, Abutalib Aghayev, Aleksey Charapko, Timothy Zhu",
      title: "Metastable Failures in Distributed Systems (HotOS)",
      year: 2021,
      section: "2: What are metastable failures?",
    },
  ],
  objectives: [
    {
      can: "say how callers that failed together come back, with jitter and without",
      by: { gate: "waves" },
    },
    {
      can: "say on which days the missing jitter costs nothing, and why it survives review",
      by: { gate: "calm" },
    },
    {
      can: "name the property that dies when retries are not paid for, and why jitter cannot save it",
      by: { gate: "ablation" },
    },
    { can: "say why an answer that did not come is no proof that nothing happened", by: { gate: "twice" } },
    {
      can: "give a retry a shared budget, a deadline and an ear for what the callee asks",
      by: { exercise: "1-extend" },
    },
    { can: "mend a merged retry whose callers return together", by: { exercise: "2-repair" } },
    {
      can:
        "tell a harmless patch to a retry from a harmful one, and give the circumstances that show the harm",
      by: { exercise: "3-review" },
    },
  ],
  card: {
    solves: ["transient-errors", "load-multiplies", "load-in-waves", "done-twice"],
    tradeOffs: [
      {
        against: "resilience/circuit-breaker",
        says:
          "It brings single failures through. Under overload it pays with load on a callee that has too much already: 2.6 requests per purchase without a budget, 1.01 with one.",
        measuredBy: "resilience/retry#storm",
      },
      {
        against: "resilience/circuit-breaker",
        says:
          "A budget protects the callee and shows more failures: with one of four replicas broken 85 % of the calls are answered, without the budget 99 %.",
        measuredBy: "resilience/retry#replica",
      },
    ],
    alternatives: [
      {
        id: "resilience/circuit-breaker",
        chooseItWhen:
          "the dependency is down for minutes: then no number of attempts helps, and each one costs",
      },
    ],
    conflicts: [
      {
        id: "resilience/bulkhead",
        why:
          "Inside a bulkhead a retry holds its place while it waits; outside, it must not repeat the refusals of a full one.",
      },
      {
        id: "resilience/metastable-failure",
        why:
          "Without a budget each try divides the load at which a service can still come back by itself; with one it stays near the capacity.",
      },
      {
        id: "resilience/rate-limiting",
        why:
          "Whoever repeats a 429 without waiting for its Retry-After is refused again, and those refused together return together.",
      },
      {
        id: "resilience/circuit-breaker",
        why:
          "A retry around a breaker must not repeat refusals at once; they say that the call has no chance for now.",
      },
      {
        id: "resilience/timeout",
        why:
          "With one limit around all attempts the first lost message uses up the time of the others; with one inside alone, the caller waits for the sum. It takes both.",
      },
    ],
    dontUseWhen: [
      "the call changes something and the callee cannot recognise a repetition",
      "another layer already retries the same call: three attempts on each of three layers are twenty-seven",
      "the caller's time is nearly over: the answer would find nobody",
      "the error says that the request itself is wrong",
    ],
    simplerFirst:
      "One attempt and an honest error. A user who presses the button again is a retry with excellent jitter.",
    failureModes: [
      {
        name: "Retries keep an overload alive after its cause is gone",
        scenario: "resilience/retry#storm",
        metric:
          "attempts per call; tokens left in the budget; on the callee, requests that carry an attempt above 1",
        alert:
          "more than one request in twenty has been a repetition for five minutes, or the budget is empty",
      },
      {
        name: "Callers that failed together return together",
        scenario: "resilience/retry#waves",
        metric: "arrivals at the callee in steps of 100 ms or finer; a graph of minutes hides the comb",
        alert: "the busiest step has more than five times the mean, several times in a minute",
      },
      {
        name: "Something is done twice",
        scenario: "resilience/retry#twice",
        metric: "requests with a key that the callee has seen; bookings per order above 1",
        alert: "any booking that stands twice",
      },
      {
        name: "Layers multiply",
        scenario: "resilience/retry#layers",
        metric: "requests at the deepest layer for each request at the edge",
        alert: "the ratio has doubled against the week before",
      },
      {
        name: "Work goes on for callers who have left",
        scenario: "resilience/retry#deadline",
        metric: "time from the caller's deadline to the end of its last attempt",
        alert: "attempts that begin after the deadline: there should be none",
      },
    ],
    defaults: [
      {
        knob: "maxAttempts",
        start: "3, the first included",
        how: "a third attempt is worth little where failures are independent, and nothing where they are not",
        source:
          "AWS SDKs, standard retry mode: 3; Site Reliability Engineering, chapter 21: up to three attempts",
      },
      {
        knob: "budget: depositPerSuccess",
        start: "0.1",
        how: "the load that the callee must bear on its worst day, minus the load of first attempts",
        source:
          "gRPC proposal A6, retryThrottling: tokenRatio 0.1; Envoy, retry_budget: 20 % of the active requests",
      },
      {
        knob: "budget: maxTokens",
        start: "10",
        how: "the burst that one hiccup may cost; times the number of processes, it must be bearable",
        source: "gRPC proposal A6, retryThrottling: maxTokens 10",
      },
      {
        knob: "jitter",
        start: "full: uniform between 0 and the ceiling",
        how: "equal where a wait of almost nothing does harm; never none where callers can fail together",
        source:
          "Brooker, Exponential Backoff And Jitter, 2015; gRPC proposal A6 since 2024: a fifth either way of the ceiling",
      },
      {
        knob: "baseDelayMs",
        start: "50 to 100 ms; 1 s where the callee throttles",
        how: "about the usual latency of the call",
        source:
          "AWS SDKs, updated behaviour of 2026: 50 ms, throttling 1 s; gRPC proposal A6, example: 100 ms",
      },
      {
        knob: "maxDelayMs",
        start: "1 to 20 s",
        how:
          "the caller's patience; for clients that reconnect: their number divided by the rate that the callee bears",
        source: "gRPC proposal A6, example: 1 s; AWS SDKs: 20 s",
      },
    ],
    proof: [
      "resilience/retry#waves",
      "resilience/retry#storm",
      "resilience/retry#twice",
      "resilience/retry#layers",
      "resilience/retry#deadline",
    ],
  },
} as const satisfies Entry<string, string, "resilience/retry">;
