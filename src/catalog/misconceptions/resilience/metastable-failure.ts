/**
 * What people believe about metastable failure, and the run that shows it false.
 *
 * @module
 */
import { beliefs } from "../../entry.ts";

/** Misconceptions that this chapter is the first to treat. */
export const metastableFailureBeliefs = beliefs([
  {
    id: "below-capacity-is-enough",
    belief: "Bring the load below capacity and the service recovers.",
    correction:
      "What counts is the load that arrives: the riders who are left, times the tries of each. That must be below what can be worked off.",
    evidence:
      "Amazon Web Services, Summary of the Amazon DynamoDB Service Disruption (2015): requests had to be paused before capacity could be added",
    refutedBy: {
      scenario: "resilience/metastable-failure#rescue",
      variant: "shed-some",
      seed: 7,
      property: "Riders are served again within 20 s of the remedy",
    },
    chapters: ["resilience/metastable-failure"],
  },
  {
    id: "same-load-same-state",
    belief: "At the same load a service behaves the same.",
    correction:
      "Between the stable load and the capacity it has two states, and its past decides which one it is in.",
    evidence:
      "Brooker, Metastability and Distributed Systems (2021): a load that was handled in the past, and is not any more",
    refutedBy: {
      scenario: "resilience/metastable-failure#climb",
      variant: "without",
      seed: 7,
      property: "The way down is the way up",
    },
    chapters: ["resilience/metastable-failure"],
  },
  {
    id: "retries-are-the-loop",
    belief: "Metastable failures are retry storms: without retries there is no loop.",
    correction:
      "Any effect of failure that makes failure likelier is a loop: work that gets slower the more of it waits, or a cache that cannot fill.",
    evidence:
      "Huang et al., Metastable Failures in the Wild (OSDI 2022): loops that take capacity away, beside those that make load",
    refutedBy: {
      scenario: "resilience/metastable-failure#backlog",
      variant: "fair-heap",
      seed: 7,
      property: "Kerbside comes back by itself",
    },
    chapters: ["resilience/metastable-failure"],
  },
  {
    id: "work-for-nobody-is-waste",
    belief: "Work whose caller has left should be stopped: it is of use to nobody.",
    correction:
      "That is true of work for this caller alone. A value for a cache serves everybody who comes next; thrown away, the cache never fills.",
    evidence:
      "Bronson et al., Metastable Failures in Distributed Systems (HotOS 2021), the example of the look-aside cache",
    refutedBy: {
      scenario: "resilience/metastable-failure#cold",
      variant: "without",
      seed: 7,
      property: "An empty cache fills again",
    },
    chapters: ["resilience/metastable-failure"],
  },
  {
    id: "restart-cures",
    belief: "Turn the load off and on again, and every loop is over.",
    correction:
      "It is if the loop's memory is a queue. A cache is as empty after a pause as before, and all callers come at once.",
    evidence: "Beyer et al., Site Reliability Engineering (2016), chapter 22, Slow Startup and Cold Caching",
    refutedBy: {
      scenario: "resilience/metastable-failure#cold",
      variant: "pause",
      seed: 7,
      property: "An empty cache fills again",
    },
    chapters: ["resilience/metastable-failure"],
  },
  {
    id: "capacity-ends-it",
    belief: "More capacity ends any outage.",
    correction:
      "Only if it exceeds what is offered, with all repetitions, for as long as the loop's memory takes to drain.",
    evidence: "Amazon Web Services, Summary of the Amazon DynamoDB Service Disruption (2015)",
    refutedBy: {
      scenario: "resilience/metastable-failure#rescue",
      variant: "long-queue-double",
      seed: 7,
      property: "Riders are served again within 20 s of the remedy",
    },
    chapters: ["resilience/metastable-failure"],
  },
  {
    id: "collapse-is-a-loop",
    belief: "Nobody is served, so it must be a loop: break it once and all is well.",
    correction:
      "A fair queue serves nobody in time under plain overload, too. If users want more than can be served, it is as before when the remedy ends.",
    evidence:
      "Huang et al., Metastable Failures in the Wild (OSDI 2022): what sets a metastable failure apart from overload",
    refutedBy: {
      scenario: "resilience/metastable-failure#dip",
      variant: "overload",
      seed: 7,
      property: "A dip in the load cures it for good",
    },
    chapters: ["resilience/metastable-failure"],
  },
  {
    id: "bounded-means-safe",
    belief: "The queue is bounded, so nothing can pile up.",
    correction:
      "A bound counts requests, callers count time. A hundred requests are two seconds of work, and whoever waits one second gets nothing.",
    evidence:
      "Maurer, Fail at Scale (ACM Queue, 2015), Controlled Delay: a fixed length suits neither a quiet nor a bad day",
    refutedBy: {
      scenario: "resilience/metastable-failure#neighbour",
      variant: "without",
      seed: 7,
      property: "The outage ends soon after its cause",
    },
    chapters: ["resilience/metastable-failure"],
  },
  {
    id: "buffers-add-throughput",
    belief: "A longer queue loses fewer requests, so it serves more.",
    correction:
      "It serves as many as before, later. What a push leaves behind must be worked off, and meanwhile every answer is late.",
    evidence: "Hebert, Queues Don't Fix Overload (2014)",
    refutedBy: {
      scenario: "resilience/metastable-failure#backlog",
      variant: "fair",
      seed: 7,
      property: "Riders are served again within 5 s",
    },
    chapters: ["resilience/metastable-failure"],
  },
  {
    id: "quiet-months-prove-it",
    belief: "It has borne this load for months, so it is stable at this load.",
    correction:
      "It has not met a push that is long enough for this load. Only below capacity divided by tries is there none.",
    evidence:
      "Bronson et al., Metastable Failures in Distributed Systems (HotOS 2021): systems run in the vulnerable state for months or years",
    refutedBy: {
      scenario: "resilience/metastable-failure#push",
      variant: "vulnerable-long",
      seed: 7,
      property: "The outage ends soon after its cause",
    },
    chapters: ["resilience/metastable-failure"],
  },
]);
