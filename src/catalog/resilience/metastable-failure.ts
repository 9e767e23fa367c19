/**
 * The entry of metastable failure.
 *
 * @module
 */
import type { Entry } from "../entry.ts";

/** What the catalog holds of it. */
export const metastableFailure = {
  slug: "resilience/metastable-failure",
  title: "Metastable failure",
  otherNames: ["retry storm", "death spiral", "congestive collapse", "persistent overload"],
  summary:
    "Recognises a service that keeps itself down after its cause is gone, finds what the loop remembers, and empties it.",
  problem:
    "A push of five seconds, and riders get nothing for an hour. The cause is gone, the load is that of every Tuesday, the workers are " +
    "busy, and nothing is broken: the service is held down by what its own failure makes callers, queues and caches do.",
  needs: ["resilience/retry", "resilience/circuit-breaker"],
  related: [
    "resilience/retry",
    "resilience/circuit-breaker",
    "resilience/timeout",
    "resilience/rate-limiting",
  ],
  level: "advanced",
  tier: "core",
  minutes: 90,
  fading: "worked",
  sources: [
    {
      author: "Nathan Bronson, Abutalib Aghayev, Aleksey Charapko, Timothy Zhu",
      title: "Metastable Failures in Distributed Systems (HotOS)",
      year: 2021,
      url: "https://sigops.org/s/conferences/hotos/2021/papers/hotos21-s11-bronson.pdf",
    },
    {
      author:
        "Lexiang Huang, Matthew Magnusson, Abishek Bangalore Muralikrishna, Salman Estyak, Rebecca Isaacs, Abutalib Aghayev, Timothy Zhu, Aleksey Charapko",
      title: "Metastable Failures in the Wild (OSDI)",
      year: 2022,
      url: "https://www.usenix.org/conference/osdi22/presentation/huang-lexiang",
    },
    {
      author: "Marc Brooker",
      title: "Metastability and Distributed Systems",
      year: 2021,
      url: "https://brooker.co.za/blog/2021/05/24/metastable.html",
    },
    {
      author: "Ben Maurer",
      title: "Fail at Scale (ACM Queue 13(8))",
      year: 2015,
      section: "Controlled Delay; Adaptive LIFO",
      url: "https://queue.acm.org/detail.cfm?id=2839461",
    },
    {
      author: "Mike Ulrich, in Beyer, Jones, Petoff, Murphy (editors)",
      title: "Site Reliability Engineering",
      year: 2016,
      section: "22: Addressing Cascading Failures: Slow Startup and Cold Caching",
      url: "https://sre.google/sre-book/addressing-cascading-failures/",
    },
    {
      author: "Amazon Web Services",
      title: "Summary of the Amazon DynamoDB Service Disruption and Related Impacts in the US-East Region",
      year: 2015,
      url: "https://aws.amazon.com/message/5467D2/",
    },
  ],
  objectives: [
    { can: "say why a busy service with room to spare serves nobody", by: { gate: "useful" } },
    { can: "reckon the load at which a service that was thrown comes back", by: { gate: "down" } },
    { can: "name the links of a loop, and who can cut which", by: { gate: "ablation" } },
    { can: "say what a long queue does after a push, when nobody tries again", by: { gate: "drains" } },
    { can: "foresee which cache fills again while its callers give up", by: { gate: "cache" } },
    { can: "mend a cache that stays empty under load", by: { exercise: "1-repair" } },
    {
      can: "choose the remedy that empties a loop's memory, and know when none is needed",
      by: { exercise: "2-choose" },
    },
    {
      can: "find the border between stable and vulnerable from five numbers",
      by: { exercise: "3-attack" },
    },
  ],
  card: {
    solves: [
      "outage-outlives-cause",
      "busy-for-nobody",
      "small-push",
      "cache-takes-store",
      "load-multiplies",
    ],
    tradeOffs: [
      {
        against: "resilience/retry",
        says:
          "A queue that drops what is old needs nothing of the callers and serves some even during the push; a budget waits until the queue has drained. In exchange it sends riders away who would have been served late.",
        measuredBy: "resilience/metastable-failure#neighbour",
      },
      {
        against: "resilience/circuit-breaker",
        says:
          "A ramp lets few in for a long time, where a breaker lets all in after one good probe: slower, and the only one of them that fills a cold cache.",
        measuredBy: "resilience/metastable-failure#cold",
      },
    ],
    alternatives: [],
    conflicts: [
      {
        id: "resilience/retry",
        why:
          "Retries without a budget lower the load at which the service can be thrown to capacity divided by tries; three tries take two thirds.",
      },
    ],
    dontUseWhen: [
      "users want more than can be served: that is overload, and it is as before when a remedy ends",
      "the backlog drains by itself sooner than anything that could be done",
      "the work must be done once, however late: then old work is not dropped, and the queue must be durable",
    ],
    simplerFirst:
      "One try, a queue no longer than half of the callers' patience, and an honest error. Such a service is stable up to its capacity.",
    failureModes: [
      {
        name: "The limit on age is above the callers' patience",
        scenario: "resilience/metastable-failure#neighbour",
        metric: "age of what is being served, beside the callers' time limit",
        alert: "the age is above half of the time limit for a minute",
      },
      {
        name: "Every app has a retry budget of its own, and too few calls to empty it",
        scenario: "resilience/metastable-failure#neighbour",
        metric: "requests for each call, counted over all apps",
        alert: "above 1.5 for a minute",
      },
      {
        name: "The remedy ends before the loop's memory is empty",
        scenario: "resilience/metastable-failure#rescue",
        metric: "requests that wait, divided by the room that is left",
        alert: "that time is longer than the remedy is planned for",
      },
      {
        name: "All come back at once to a cold cache",
        scenario: "resilience/metastable-failure#cold",
        metric: "hit rate, and questions to the store per second",
        alert: "questions to the store above three quarters of what it can answer",
      },
      {
        name: "Every late answer costs a connection",
        scenario: "resilience/metastable-failure#lines",
        metric: "new connections per request",
        alert: "more than twice its value of the week before",
      },
      {
        name: "Overload is treated as a loop",
        scenario: "resilience/metastable-failure#dip",
        metric: "calls wanted, counted at the users, beside the capacity",
        alert: "wanted above capacity: whatever is done now must last",
      },
    ],
    defaults: [
      {
        knob: "maxWaitMs",
        start: "half of the callers' patience",
        how: "patience minus the 99th percentile of the work and the way back",
        source: "ours, measured in the chapter; Maurer, Fail at Scale: a limit on the time in the queue",
      },
      {
        knob: "newestFirstFrom",
        start: "what is served in a tenth of the patience",
        how: "it should hardly ever be reached on a normal day",
        source: "Maurer, Fail at Scale: adaptive LIFO",
      },
      {
        knob: "tries while nothing succeeds",
        start: "1.1, by a retry budget",
        how: "load × tries must be below what can be worked off",
        source: "gRPC proposal A6, retryThrottling: tokenRatio 0.1",
      },
      {
        knob: "rampMs, startShare",
        start: "1 to 2 minutes, 5 %",
        how: "the time in which a cache reaches its usual hit rate at that share",
        source: "ours; Site Reliability Engineering, chapter 22: raise the load slowly on what is cold",
      },
    ],
    proof: [
      "resilience/metastable-failure#neighbour",
      "resilience/metastable-failure#climb",
      "resilience/metastable-failure#backlog",
      "resilience/metastable-failure#cold",
      "resilience/metastable-failure#rescue",
    ],
  },
} as const satisfies Entry<string, string, "resilience/metastable-failure">;
