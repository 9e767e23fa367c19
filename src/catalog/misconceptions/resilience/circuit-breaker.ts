/**
 * What people believe about the circuit breaker, and the run that shows it false.
 *
 * @module
 */
import { beliefs } from "../../entry.ts";

/** Misconceptions that this chapter is the first to treat. */
export const circuitBreakerBeliefs = beliefs([
  {
    id: "retries-only-help",
    belief: "A retry can only help: at worst it fails again.",
    correction:
      "Each retry is load, and it comes when the callee can bear it least. Enough of them keep a service down after its fault is over.",
    evidence: "Bronson et al., Metastable Failures in Distributed Systems (HotOS 2021), section 2",
    refutedBy: {
      scenario: "resilience/retry#storm",
      variant: "without",
      seed: 7,
      property: "The outage ends with its cause",
    },
    chapters: ["resilience/circuit-breaker", "resilience/retry", "resilience/metastable-failure"],
  },
  {
    id: "repaired-means-over",
    belief: "When the fault is repaired, the outage is over.",
    correction:
      "What comes back is cold, and everybody who waited comes at once. An outage ends when the load at that moment is one that the service can bear.",
    evidence: "Bronson et al., Metastable Failures in Distributed Systems (HotOS 2021), section 2",
    refutedBy: {
      scenario: "resilience/circuit-breaker#outage",
      variant: "bare",
      seed: 7,
      property: "The outage ends with the fault",
    },
    chapters: ["resilience/circuit-breaker", "resilience/metastable-failure"],
  },
  {
    id: "one-thread-is-a-lock",
    belief: "JavaScript runs one thing at a time, so only one call will test whether the service is back.",
    correction:
      "Every await lets all others run. Between the moment the circuit is half-open and the first answer everybody gets through, unless a place is taken before the call.",
    evidence:
      "SmallRye Fault Tolerance pull request 323, Open Liberty issue 7080, pyfailsafe pull request 31: half-open let all callers through",
    refutedBy: {
      scenario: "resilience/circuit-breaker#outage",
      variant: "without",
      seed: 7,
      property: "The outage ends with the fault",
    },
    chapters: ["resilience/circuit-breaker"],
  },
  {
    id: "success-is-news",
    belief: "A success shows that the service is well, whenever it arrives.",
    correction:
      "An answer speaks for the time at which its call began. Only a call that began in the present phase may change the state.",
    evidence:
      "Polly issue 217 asks whether a half-open breaker should care when a call began; sony/gobreaker answers it with a generation counter",
    refutedBy: {
      scenario: "resilience/circuit-breaker#afterglow",
      variant: "without",
      seed: 7,
      property: "An answer from before the trip does not close the circuit",
    },
    chapters: ["resilience/circuit-breaker"],
  },
  {
    id: "errors-tell-all",
    belief: "A breaker that counts errors will notice a service that is in trouble.",
    correction:
      "A service in trouble is slow long before it fails. Unless slow calls are counted, every caller waits and no circuit opens.",
    evidence:
      "Resilience4j judges a slow-call rate beside the failure rate; by default a call is slow after 60 s, which leaves it off",
    refutedBy: {
      scenario: "resilience/circuit-breaker#slowness",
      variant: "without",
      seed: 7,
      property: "A payment that is only slow does not hold up the shop",
    },
    chapters: ["resilience/circuit-breaker"],
  },
  {
    id: "deadline-is-failure",
    belief: "When my deadline ends a call, the breaker sees a failure.",
    correction:
      "It sees a caller who went away, and must not blame the callee for that. The time limit has to be inside the breaker to count.",
    evidence:
      "dodopizza/httpclient-resilience-policies pull request 5 had to move the timeout inside the breaker",
    refutedBy: {
      scenario: "resilience/circuit-breaker#silence",
      variant: "outside",
      seed: 7,
      property: "Calls that run out of time open the circuit",
    },
    chapters: ["resilience/circuit-breaker", "resilience/timeout"],
  },
  {
    id: "mean-decides",
    belief: "A quarter of the calls fails and the threshold is one half, so the circuit stays closed.",
    correction:
      "The window is a sample. Of ten calls that fail with probability one quarter each, five or more fail every thirteenth time, and the window slides with every call.",
    evidence: "Brooker, Will circuit breakers solve my problems? (2022): one sick shard behind one breaker",
    refutedBy: {
      scenario: "resilience/circuit-breaker#shards",
      variant: "one",
      seed: 7,
      property: "Customers of the healthy shards are served",
    },
    chapters: ["resilience/circuit-breaker"],
  },
  {
    id: "every-error-counts",
    belief: "Whatever error comes out of the call, the dependency is in trouble.",
    correction:
      "A full bulkhead or a limiter on this side refuses without asking the dependency. Counted, our own load opens the circuit before a healthy service.",
    evidence: "Resilience4j issues 1656 and 989: a full bulkhead opened the circuit",
    refutedBy: {
      scenario: "resilience/circuit-breaker#saturation",
      variant: "without",
      seed: 7,
      property: "A healthy payment is never cut off",
    },
    chapters: ["resilience/circuit-breaker"],
  },
  {
    id: "my-probe-is-alone",
    belief: "One probe cannot hurt anybody.",
    correction:
      "It is one probe for each process. Processes that saw the fault at the same moment come back at the same moment.",
    evidence:
      "Resilience4j offers a randomised wait in the open state; Brooker, Exponential Backoff and Jitter (2015), on what synchronised clients do",
    refutedBy: {
      scenario: "resilience/circuit-breaker#fleet",
      variant: "with",
      seed: 7,
      property: "The outage ends with the fault",
    },
    chapters: ["resilience/circuit-breaker"],
  },
  {
    id: "probes-return",
    belief: "A probe succeeds or fails, so half-open is short.",
    correction:
      "It may also be cancelled, ignored or never answered. A place that is not given back in each of these cases keeps the circuit half-open for ever.",
    evidence: "Resilience4j issues 544 and 903: stuck half-open in production",
    refutedBy: {
      scenario: "resilience/circuit-breaker#lost-probe",
      variant: "without",
      seed: 7,
      property: "A probe that never returns does not block the circuit",
    },
    chapters: ["resilience/circuit-breaker"],
  },
]);
