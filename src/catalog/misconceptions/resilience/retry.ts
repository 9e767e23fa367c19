/**
 * What people believe about retry, and the run that shows it false.
 *
 * @module
 */
import { beliefs } from "../../entry.ts";

/** Misconceptions that this chapter is the first to treat. */
export const retryBeliefs = beliefs([
  {
    id: "timeout-means-not-done",
    belief: "The call timed out, so it did not happen.",
    correction:
      "A timeout says that the caller stopped waiting. The request may have been lost, may be done, or may still be done later.",
    evidence: "Waldo et al., A Note on Distributed Computing (1994), section 4.3",
    refutedBy: {
      scenario: "resilience/retry#twice",
      variant: "without",
      seed: 7,
      property: "Nobody pays twice",
    },
    chapters: ["resilience/retry", "resilience/timeout"],
  },
  {
    id: "backoff-suffices",
    belief: "Exponential backoff spreads the retries; jitter is decoration.",
    correction:
      "Callers that failed together wait equally long and come back together. Only chance spreads them.",
    evidence:
      "nats-io/nats.go issue 563, XRPLF/xrpl.js issue 3300, gravitational/teleport issue 6889: clients shipped without jitter",
    refutedBy: {
      scenario: "resilience/retry#waves",
      variant: "without",
      seed: 7,
      property: "Returning callers are spread over time",
    },
    chapters: ["resilience/retry"],
  },
  {
    id: "jitter-ends-storms",
    belief: "With full jitter there are no retry storms.",
    correction:
      "Jitter moves load in time and takes none away. Where new calls keep coming, three attempts per call stay three times the load, evenly spread.",
    evidence:
      "Brooker, Fixing retries with token buckets and circuit breakers (2022): at 100 % failures N retries mean 1 + N times the work",
    refutedBy: {
      scenario: "resilience/retry#storm",
      variant: "jitter",
      seed: 7,
      property: "The outage ends with its cause",
    },
    chapters: ["resilience/retry"],
  },
  {
    id: "three-attempts-are-three",
    belief: "With maxAttempts = 3 a call reaches the callee at most three times.",
    correction:
      "That bounds one layer. Each layer above repeats the whole: three layers of three are twenty-seven.",
    evidence:
      "Ulrich, Addressing Cascading Failures, in Site Reliability Engineering (2016), chapter 22: the warning of retries on several levels",
    refutedBy: {
      scenario: "resilience/retry#layers",
      variant: "without",
      seed: 7,
      property: "Layers do not multiply each other's retries",
    },
    chapters: ["resilience/retry"],
  },
  {
    id: "attempts-bound-time",
    belief: "A limited number of attempts is a limit in time.",
    correction:
      "Attempts take as long as the callee likes, and waits grow. Only a deadline that is checked before each wait bounds the time.",
    evidence: "gRPC proposal A6, Maximum Number of Retries: the call's deadline applies across all attempts",
    refutedBy: {
      scenario: "resilience/retry#deadline",
      variant: "without",
      seed: 7,
      property: "No attempt begins after the caller has left",
    },
    chapters: ["resilience/retry"],
  },
  {
    id: "budget-is-free",
    belief: "A retry budget costs nothing: it only stops retries that would have failed anyway.",
    correction:
      "It cannot tell overload from a broken replica. Where a retry would have found a healthy one, an empty budget makes the failure visible.",
    evidence:
      "Brooker, Fixing retries with token buckets and circuit breakers (2022): above the deposit's share it behaves like a fraction of a retry",
    refutedBy: {
      scenario: "resilience/retry#replica",
      variant: "with",
      seed: 7,
      property: "A partial failure is hidden from the caller",
    },
    chapters: ["resilience/retry"],
  },
  {
    id: "networks-are-reliable-enough",
    belief: "On an ordinary day calls inside one data centre do not fail; a retry is for outages.",
    correction:
      "Where one message in fifty gets lost, one call in twenty-five fails, and a second attempt hides nearly all of them. Ordinary days are what retries are for.",
    evidence:
      "Brooker, Timeouts, retries and backoff with jitter (Amazon Builders' Library), on transient failures",
    refutedBy: {
      scenario: "resilience/retry#drizzle",
      variant: "once",
      seed: 7,
      property: "A passing failure is hidden from the caller",
    },
    chapters: ["resilience/retry"],
  },
]);
