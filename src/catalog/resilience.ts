/**
 * Resilience: what a caller does when the callee is slow, failing or full. Entries in course order.
 *
 * @module
 */
import { category } from "./entry.ts";

/** The category with its finished chapters. */
export const resilience = category("resilience", [
  {
    slug: "resilience/circuit-breaker",
    title: "Circuit breaker",
    otherNames: ["breaker", "fuse", "outlier ejection (per host, in proxies)"],
    summary:
      "Stops calling a dependency that keeps failing, and finds out with a few probes when it is back.",
    problem:
      "A dependency goes down. Every call to it still waits for its timeout, so its callers fill up with work that cannot succeed. " +
      "When it comes back, all of them rush in at once and push it down again: the outage outlives its cause.",
    needs: [],
    related: ["resilience/retry"],
    level: "introductory",
    tier: "core",
    minutes: 90,
    fading: "worked",
    sources: [
      {
        author: "Michael T. Nygard",
        title: "Release It! Design and Deploy Production-Ready Software, 2nd edition",
        year: 2018,
        section: "Stability Patterns: Circuit Breaker",
      },
      {
        author: "Martin Fowler",
        title: "CircuitBreaker",
        year: 2014,
        url: "https://martinfowler.com/bliki/CircuitBreaker.html",
      },
      {
        author: "Marc Brooker",
        title: "Will circuit breakers solve my problems?",
        year: 2022,
        url: "https://brooker.co.za/blog/2022/02/16/circuit-breakers.html",
      },
      {
        author: "Nathan Bronson, Abutalib Aghayev, Aleksey Charapko, Timothy Zhu",
        title: "Metastable Failures in Distributed Systems (HotOS)",
        year: 2021,
        section: "2: What are metastable failures?",
      },
      {
        author: "Resilience4j contributors",
        title: "Resilience4j user guide",
        year: 2024,
        section: "CircuitBreaker: create and configure a CircuitBreaker",
        url: "https://resilience4j.readme.io/docs/circuitbreaker",
      },
    ],
    objectives: [
      {
        can: "say what callers without a breaker do to a service at the moment it recovers",
        by: { gate: "recovery" },
      },
      {
        can: "name the property that dies when half-open lets every waiting call through",
        by: { gate: "ablation" },
      },
      {
        can: "build a breaker whose probes are limited and whose late answers change nothing",
        by: { exercise: "1-build" },
      },
      { can: "find the setting or fault with which a breaker makes an outage worse", by: { gate: "shards" } },
    ],
    card: {
      solves: ["dependency-down", "calls-without-hope", "outage-outlives-cause", "callers-hang"],
      tradeOffs: [
        {
          against: "resilience/retry",
          says:
            "It refuses calls that a patient retry would have brought through; in exchange a service that is down is left in peace.",
          measuredBy: "resilience/circuit-breaker#outage",
        },
      ],
      alternatives: [
        {
          id: "resilience/retry",
          chooseItWhen:
            "failures are rare, short and independent of each other: there a breaker only adds refusals",
        },
      ],
      conflicts: [
        {
          id: "resilience/retry",
          why:
            "Outside the breaker, a retry that repeats refusals turns failing fast into a busy loop; inside it, each attempt counts " +
            "and one unlucky call may open the circuit alone.",
        },
      ],
      dontUseWhen: [
        "the dependency is sharded and one breaker stands before all shards: one sick shard closes the healthy ones too",
        "there is nothing to do with a refusal: no fallback, no queue, and no callee that needs the rest",
        "there are so few calls that a window never fills: a timeout says as much",
      ],
      simplerFirst: "A timeout on every call and a limit on the calls in flight. Often that is enough.",
      failureModes: [
        {
          name: "All callers rush in when the cooldown ends",
          scenario: "resilience/circuit-breaker#outage",
          metric: "calls that reach the service while the circuit is half-open",
          alert: "the circuit has opened more than three times in ten minutes",
        },
      ],
      defaults: [
        {
          knob: "failure ratio",
          start: "0.5",
          how: "well above the failure ratio of a normal bad day, or deployments will open it",
          source: "Resilience4j, failureRateThreshold: 50 %",
        },
        {
          knob: "window and minimum volume",
          start: "100 calls",
          how:
            "few enough to be seen within a timeout or two at your rate; enough that one failure is no trend",
          source: "Resilience4j, slidingWindowSize and minimumNumberOfCalls: 100",
        },
        {
          knob: "cooldown",
          start: "60 s",
          how: "about as long as a restart of the dependency takes; shorter if probes are cheap and few",
          source: "Resilience4j, waitDurationInOpenState: 60 s",
        },
        {
          knob: "permitted probes",
          start: "10, over all callers of one process",
          how: "times the number of processes, it must be less than what a cold dependency bears",
          source: "Resilience4j, permittedNumberOfCallsInHalfOpenState: 10",
        },
      ],
      proof: ["resilience/circuit-breaker#outage"],
    },
  },
  {
    slug: "resilience/retry",
    title: "Retry with backoff and jitter",
    otherNames: ["retry", "exponential backoff", "retry budget", "retry throttling"],
    summary:
      "Repeats a call that may succeed the next time: later, at a random moment, a limited number of times, from a shared budget.",
    problem:
      "One call in a thousand fails and would work a moment later, so a loop is put around it. On the day the service is overloaded the " +
      "same loop multiplies its load, brings all callers back at the same moment, and charges some customers twice.",
    needs: ["resilience/circuit-breaker"],
    related: ["resilience/circuit-breaker"],
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
        title: "gRPC proposal A6: client retries",
        year: 2022,
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
      { can: "say when backoff without jitter brings all callers back together", by: { gate: "waves" } },
      { can: "name the property that dies when the shared budget is taken away", by: { gate: "ablation" } },
      {
        can: "build a retry that ends in time, draws full jitter and repeats only what may be repeated",
        by: { exercise: "1-build" },
      },
      { can: "say why an answer that did not come is no proof that nothing happened", by: { gate: "twice" } },
    ],
    card: {
      solves: ["transient-errors", "load-multiplies", "load-in-waves", "done-twice"],
      tradeOffs: [
        {
          against: "resilience/circuit-breaker",
          says:
            "It brings single failures through, and pays with load on a callee that may already have too much.",
          measuredBy: "resilience/retry#outage",
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
          id: "resilience/circuit-breaker",
          why:
            "A retry around a breaker must not repeat refusals at once; they say that the call has no chance for now.",
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
          name: "Retries multiply an overload",
          scenario: "resilience/retry#outage",
          metric: "attempts per call, and the share of attempts that are repetitions",
          alert: "more than one attempt in ten has been a repetition for five minutes",
        },
      ],
      defaults: [
        {
          knob: "maxAttempts",
          start: "3, the first included",
          how: "a third attempt is worth little where failures are independent, and less where they are not",
          source: "Site Reliability Engineering, chapter 21: a per-request budget of up to three attempts",
        },
        {
          knob: "retry budget",
          start: "0.1 retries for each first attempt",
          how: "the load that the callee must bear on its worst day, minus the load of first attempts",
          source: "Site Reliability Engineering, chapter 21: a client's retry ratio is kept below 10 %",
        },
        {
          knob: "jitter",
          start: "full: uniform between 0 and the backoff",
          how: "only leave it where a server gives a time in Retry-After, and spread even that a little",
          source: "Brooker, Exponential Backoff And Jitter, 2015",
        },
        {
          knob: "baseDelayMs and maxDelayMs",
          start: "100 ms and 1 s",
          how: "base: about the usual latency of the call; cap: what is left of the caller's patience",
          source: "gRPC proposal A6: the example of a retry policy (initialBackoff 0.1 s, maxBackoff 1 s)",
        },
      ],
      proof: ["resilience/retry#outage"],
    },
  },
]);
