/**
 * What people believe about timeout, and the run that shows it false.
 *
 * @module
 */
import { beliefs } from "../../entry.ts";

/** Misconceptions that this chapter is the first to treat. */
export const timeoutBeliefs = beliefs([
  {
    id: "timeout-stops-the-work",
    belief: "When the time limit is over, the call has ended.",
    correction:
      "It ends the wait. The work goes on until somebody stops it, holds what it holds, and the caller is free to ask for more.",
    evidence:
      "Azure AppConfiguration-JavaScriptProvider pull request 144: Promise.race does not cancel the other promise",
    refutedBy: {
      scenario: "resilience/timeout#abandoned",
      variant: "without",
      seed: 7,
      property: "The outage ends with its cause",
    },
    chapters: ["resilience/timeout"],
  },
  {
    id: "losers-vanish",
    belief: "When one side of a race has won, the other is gone.",
    correction:
      "It goes on in silence. A timer runs to its end and holds its closure, a listener stays as long as its signal, and neither is ever seen by a caller.",
    evidence:
      "apify/crawlee issue 263 (timers of races that were won); sindresorhus/p-retry issue 71 (listeners on a signal that lives on)",
    refutedBy: {
      scenario: "resilience/timeout#leftovers",
      variant: "without",
      seed: 7,
      property: "A call that has ended leaves no timer",
    },
    chapters: ["resilience/timeout"],
  },
  {
    id: "aborted-means-timed-out",
    belief: "The call was aborted, so it has timed out.",
    correction:
      "A caller who leaves aborts it too, and says nothing about the callee. The signal's reason tells them apart, if somebody set one.",
    evidence:
      "Kubernetes pull request 116871: clients that cancelled were reported as timeouts of the API server",
    refutedBy: {
      scenario: "resilience/timeout#blame",
      variant: "without",
      seed: 7,
      property: "What is reported as timed out took too long",
    },
    chapters: ["resilience/timeout"],
  },
  {
    id: "usual-is-safe",
    belief: "A limit a little above the usual latency keeps the page fast.",
    correction:
      "Latencies have a tail. A limit near the median throws a third of a healthy service's answers away, and a retry turns them into load.",
    evidence:
      "Brooker, Timeouts, retries and backoff with jitter (Amazon Builders' Library): choose a rate of false timeouts, and read the percentile",
    refutedBy: {
      scenario: "resilience/timeout#limit",
      variant: "usual",
      seed: 7,
      property: "A healthy service fails hardly a call",
    },
    chapters: ["resilience/timeout"],
  },
  {
    id: "round-is-safe",
    belief: "Five seconds are a safe limit: it hurts nobody.",
    correction:
      "It fails no good answer, and holds everybody whose answer was lost for five seconds, with the place that each of them has taken.",
    evidence:
      "Ulrich, Addressing Cascading Failures, in Site Reliability Engineering (2016), chapter 22, on deadlines far above the mean latency",
    refutedBy: {
      scenario: "resilience/timeout#limit",
      variant: "round",
      seed: 7,
      property: "A lost answer does not hold its caller",
    },
    chapters: ["resilience/timeout"],
  },
  {
    id: "hop-limits-add-up",
    belief: "If every service has a limit of one second, nobody works on a request for longer than that.",
    correction:
      "Each second begins when that service asks. What is left of the customer's second is not known to anybody down the chain.",
    evidence:
      "Ulrich, Addressing Cascading Failures, in Site Reliability Engineering (2016), chapter 22: deadline propagation",
    refutedBy: {
      scenario: "resilience/timeout#hops",
      variant: "without",
      seed: 7,
      property: "Nobody works for customers who have left",
    },
    chapters: ["resilience/timeout"],
  },
  {
    id: "deadline-is-a-time",
    belief: "A deadline is a moment, so send the moment.",
    correction:
      "Then it is read on another clock. Ahead, every request has expired on arrival; behind, none ever does. Send what is left.",
    evidence:
      "google/tarpc issue 366: all calls of a Raspberry Pi failed, whose clock stood in the year before",
    refutedBy: {
      scenario: "resilience/timeout#clocks",
      variant: "without",
      seed: 7,
      property: "A request in time is answered",
    },
    chapters: ["resilience/timeout"],
  },
  {
    id: "expired-is-enough",
    belief: "Under overload it is enough to drop what has expired.",
    correction:
      "Then the queue stays as long as the callers' patience, and what is begun has not expired yet and soon will. Judge by what work needs, and by the time in the queue.",
    evidence:
      "Maurer, Fail at Scale (ACM Queue 2015): requests that waited too long are dropped by time in the queue, long before they expire",
    refutedBy: {
      scenario: "resilience/timeout#overload",
      variant: "expired",
      seed: 7,
      property: "An overloaded service does nearly as much as one that is just full",
    },
    chapters: ["resilience/timeout"],
  },
  {
    id: "late-is-noise",
    belief: "An answer after the limit is noise.",
    correction:
      "It says what became of a thing that somebody was told had failed. Where it changes something, it is the first one should look at.",
    evidence:
      "gRPC documentation, Core concepts, RPC termination: client and server each decide for themselves how a call ended, and may not agree",
    refutedBy: {
      scenario: "resilience/timeout#issue",
      variant: "without",
      seed: 7,
      property: "Shop and insurer agree on who is insured",
    },
    chapters: ["resilience/timeout"],
  },
  {
    id: "no-means-never",
    belief: "After a timeout I ask whether it was done, and the callee says no: so it was not.",
    correction:
      "It was not done yet. The request may still be on its way or at work; only a question that forbids it from now on has a lasting answer.",
    evidence:
      "Waldo et al., A Note on Distributed Computing (1994), section 4.3: nobody can tell what became of the part that failed",
    refutedBy: {
      scenario: "resilience/timeout#issue",
      variant: "look",
      seed: 7,
      property: "Shop and insurer agree on who is insured",
    },
    chapters: ["resilience/timeout"],
  },
  {
    id: "order-is-taste",
    belief: "In which order policies are put around a call is a matter of taste.",
    correction:
      "Each sees as one call what it stands around. Retry and limit, breaker, limiter or places: swapped, they keep another promise.",
    evidence: ".NET and Resilience4j both document one fixed order, and not the same one",
    refutedBy: {
      scenario: "resilience/timeout#attempts",
      variant: "around",
      seed: 7,
      property: "A lost message is hidden from the caller",
    },
    chapters: ["resilience/timeout"],
  },
]);
