/**
 * The entry of the circuit breaker.
 *
 * @module
 */
import type { Entry } from "../entry.ts";

/** What the catalog holds of it. */
export const circuitBreaker = {
  slug: "resilience/circuit-breaker",
  title: "Circuit breaker",
  otherNames: ["breaker", "fuse", "outlier ejection (per host, in proxies)"],
  summary: "Stops calling a dependency that keeps failing, and finds out with a few probes when it is back.",
  problem:
    "A dependency goes down. Every call to it still waits for its timeout, so its callers fill up with work that cannot succeed. " +
    "When it comes back, all of them rush in at once and push it down again: the outage outlives its cause.",
  needs: [],
  related: ["resilience/retry", "resilience/timeout"],
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
      can: "say why a service dies again at the moment it recovers, and who kills it",
      by: { gate: "recovery" },
    },
    {
      can: "say which line keeps all callers but one out while half-open, and what dies without it",
      by: { gate: "ablation" },
    },
    { can: "place a time limit so that the breaker sees what it ends", by: { gate: "deadline" } },
    {
      can: "choose a breaker's scope, and foresee when one breaker makes an outage larger",
      by: { gate: "scope" },
    },
    {
      can: "build a breaker whose places come back and whose late answers change nothing",
      by: { exercise: "1-build" },
    },
    {
      can: "find the race in a breaker that was merged, and mend it without making a new one",
      by: { exercise: "2-repair" },
    },
    { can: "write the tests that tell right breakers from wrong ones", by: { exercise: "3-attack" } },
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
        id: "resilience/bulkhead",
        chooseItWhen:
          "the dependency becomes slow and does not fail, and what must be saved is the caller's own room",
      },
      {
        id: "resilience/rate-limiting",
        chooseItWhen: "the callee is well, and it is single callers who ask for more than their part",
      },
      {
        id: "resilience/retry",
        chooseItWhen:
          "failures are rare, short and independent of each other: there a breaker only adds refusals",
      },
      {
        id: "resilience/timeout",
        chooseItWhen: "the callee is slow for moments only, and there are too few calls to judge it by",
      },
    ],
    conflicts: [
      {
        id: "resilience/retry",
        why:
          "Outside the breaker, a retry that repeats refusals turns failing fast into a busy loop; inside it, each attempt counts " +
          "and one unlucky call may open the circuit alone.",
      },
      {
        id: "resilience/timeout",
        why:
          "A limit around the breaker is a caller who leaves, and not counted. What is to open the circuit must be ended inside it.",
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
      {
        name: "A place of a probe is never given back",
        scenario: "resilience/circuit-breaker#lost-probe",
        metric: "time since the circuit's last change of state, while half-open",
        alert: "half-open for longer than the probe's time limit and a cooldown",
      },
      {
        name: "One sick shard closes the healthy ones",
        scenario: "resilience/circuit-breaker#shards",
        metric: "refusals by shard or endpoint",
        alert: "refusals for a shard whose own failure ratio is normal",
      },
      {
        name: "Our own limiter opens the circuit",
        scenario: "resilience/circuit-breaker#saturation",
        metric: "refusals by policy, beside the callee's own error rate",
        alert: "circuit open while the callee reports no errors",
      },
      {
        name: "The probes of a fleet come together",
        scenario: "resilience/circuit-breaker#fleet",
        metric: "the callee's arrivals in the second after a cooldown, over all callers",
        alert: "the callee restarts more than once in an incident",
      },
    ],
    defaults: [
      {
        knob: "failureRatio",
        start: "0.5",
        how: "well above the failure ratio of a normal bad day, or every deployment opens it",
        source: "Resilience4j, failureRateThreshold: 50 %",
      },
      {
        knob: "window, minimumCalls",
        start: "100 calls, 100 calls",
        how:
          "the outcomes of a few seconds at your rate; too few and chance opens it, too many and it comes late",
        source: "Resilience4j, slidingWindowSize and minimumNumberOfCalls: 100",
      },
      {
        knob: "slowCallMs",
        start: "a little below the callers' patience",
        how: "far above the p99 of a normal day; the default counts no call as slow",
        source: "Resilience4j, slowCallDurationThreshold: 60 s, in effect off",
      },
      {
        knob: "cooldownMs",
        start: "30 s, spread by chance over 15 to 45 s in a fleet",
        how: "about as long as a restart of the dependency takes",
        source:
          "Envoy, outlier detection, base_ejection_time: 30 s; Resilience4j, waitDurationInOpenState: 60 s",
      },
      {
        knob: "probes",
        start: "1",
        how: "times the number of processes it must be less than what a cold dependency bears",
        source: "gobreaker, MaxRequests: 1; Resilience4j, permittedNumberOfCallsInHalfOpenState: 10",
      },
    ],
    proof: [
      "resilience/circuit-breaker#outage",
      "resilience/circuit-breaker#slowness",
      "resilience/circuit-breaker#shards",
      "resilience/circuit-breaker#fleet",
    ],
  },
} as const satisfies Entry<string, string, "resilience/circuit-breaker">;
