/**
 * Beliefs that people bring along and that a run in the course refutes.
 *
 * An option of a gate, a distractor of an exercise and a mutant name the belief behind them by its id.
 *
 * @module
 */

/** A belief that is common, plausible and false. */
export interface Misconception {
  /** Its name in options, distractors and mutants. */
  id: string;
  /** The belief, as its holder would say it. */
  belief: string;
  /** What is so instead, and why: one or two sentences. */
  correction: string;
  /** Where it was seen: an issue, a post-mortem, a forum, a paper. */
  evidence: string;
  /** The run that refutes it. */
  refutedBy?: {
    /** The scenario's id. */
    scenario: string;
    /** The variant that holds the belief. */
    variant: string;
    /** A seed with which it fails. */
    seed: number;
    /** The property that it breaks. */
    property: string;
  };
  /** Slugs of the chapters in which it is met. */
  chapters: readonly string[];
}

/** All misconceptions, in course order. */
export const misconceptions = [
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
] as const satisfies readonly Misconception[];

/** The id of a misconception in the list. */
export type MisconceptionId = (typeof misconceptions)[number]["id"];
