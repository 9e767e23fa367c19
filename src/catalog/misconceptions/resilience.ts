/**
 * What people believe about resilience, and the run that shows it false.
 *
 * @module
 */
import { beliefs } from "../entry.ts";

/** Misconceptions of the category, in course order. */
export const resilienceBeliefs = beliefs([
  {
    id: "retries-only-help",
    belief: "A retry can only help: at worst it fails again.",
    correction:
      "Each retry is load, and it comes when the callee can bear it least. Enough of them keep a service down after its fault is over.",
    evidence: "Bronson et al., Metastable Failures in Distributed Systems (HotOS 2021), section 2",
    chapters: ["resilience/circuit-breaker", "resilience/retry"],
  },
  {
    id: "open-means-dead",
    belief: "Once a circuit is open, nothing reaches the service any more.",
    correction: "After the cooldown a probe goes through, and its success closes the circuit.",
    evidence: "Nygard, Release It!, 2nd edition (2018), section 5.2",
    chapters: ["resilience/circuit-breaker"],
  },
  {
    id: "timeout-means-not-done",
    belief: "The call timed out, so it did not happen.",
    correction:
      "A timeout says that the caller stopped waiting. The request may have been lost, may be done, or may still be done later.",
    evidence: "Waldo et al., A Note on Distributed Computing (1994), section 4.3",
    chapters: ["resilience/retry"],
  },
  {
    id: "backoff-suffices",
    belief: "Exponential backoff spreads the retries; jitter is decoration.",
    correction:
      "Callers that failed together wait equally long and come back together. Only chance spreads them.",
    evidence: "Brooker, Exponential Backoff and Jitter (AWS Architecture Blog, 2015)",
    chapters: ["resilience/retry"],
  },
]);
