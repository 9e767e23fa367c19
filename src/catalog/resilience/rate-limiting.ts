/**
 * The entry of rate limiting.
 *
 * @module
 */
import type { Entry } from "../entry.ts";

/** What the catalog holds of it. */
export const rateLimiting = {
  slug: "resilience/rate-limiting",
  title: "Rate limiting",
  otherNames: ["throttling", "token bucket", "leaky bucket", "sliding window", "GCRA", "quota"],
  summary:
    "Decides for each caller how much is let in per second, before the work begins, and tells those who are refused when to come back.",
  problem:
    "One customer's script takes all that a service has, and everybody else waits. The limiter that was put before it lets twice the " +
    "limit through at the wrong moment, counts on each host for itself, or refuses those who did nothing wrong.",
  needs: ["resilience/retry"],
  related: ["resilience/retry", "resilience/circuit-breaker"],
  level: "intermediate",
  tier: "core",
  minutes: 90,
  fading: "choose",
  sources: [
    {
      author: "Paul Tarjan",
      title: "Scaling your API with rate limiters (Stripe)",
      year: 2017,
      url: "https://stripe.com/blog/rate-limiters",
    },
    {
      author: "Julien Desgats",
      title: "How we built rate limiting capable of scaling to millions of domains (Cloudflare)",
      year: 2017,
      url: "https://blog.cloudflare.com/counting-things-a-lot-of-different-things/",
    },
    {
      author: "Brandur Leach",
      title: "Rate Limiting, Cells, and GCRA",
      year: 2015,
      url: "https://brandur.org/rate-limiting",
    },
    {
      author: "Alejandro Forero Cuervo, in Beyer, Jones, Petoff, Murphy (editors)",
      title: "Site Reliability Engineering",
      year: 2016,
      section: '21: Handling Overload: The Pitfalls of "Queries per Second"; Per-Customer Limits',
      url: "https://sre.google/sre-book/handling-overload/",
    },
    {
      author: "Mark Nottingham, Roy T. Fielding",
      title: "RFC 6585: Additional HTTP Status Codes",
      year: 2012,
      section: "4: 429 Too Many Requests",
      url: "https://www.rfc-editor.org/rfc/rfc6585",
    },
    {
      author: "Redis",
      title: "INCR",
      year: 2024,
      section: "Pattern: Rate limiter",
      url: "https://redis.io/docs/latest/commands/incr/",
    },
  ],
  objectives: [
    { can: "say what a window of N really lets through, and when that matters", by: { gate: "boundary" } },
    { can: "tell what the rate protects from what the burst protects", by: { gate: "ablation" } },
    { can: "say when a burst above the rate does no harm", by: { gate: "burst" } },
    { can: "say who is refused where a limit is divided among hosts", by: { gate: "share" } },
    { can: "say why single commands of a store do not make a shared limit", by: { gate: "race" } },
    { can: "mend a limiter whose windows do not move, without a leak", by: { exercise: "1-repair" } },
    {
      can: "choose and configure a limiter for a case: algorithm, key, cost, place",
      by: { exercise: "2-choose" },
    },
    {
      can: "write the timetables that tell right limiters from wrong ones",
      by: { exercise: "3-attack" },
    },
  ],
  card: {
    solves: ["one-takes-all", "limit-leaks", "polite-refused"],
    tradeOffs: [
      {
        against: "resilience/circuit-breaker",
        says:
          "It sees the caller's rate and not the callee's state: with 20 calls a second allowed, ten heavy ones a second leave a few per cent of the other calls in time; by cost or concurrency all of them are.",
        measuredBy: "resilience/rate-limiting#weight",
      },
      {
        against: "resilience/retry",
        says:
          "A shared limit needs a store on the path of every call; while it is away, open lets 150 of 150 calls pass where 30 are allowed, and closed none.",
        measuredBy: "resilience/rate-limiting#outage",
      },
    ],
    alternatives: [
      {
        id: "resilience/bulkhead",
        chooseItWhen:
          "what runs out is places and not calls per second: calls weigh differently, or become slow",
      },
      {
        id: "resilience/circuit-breaker",
        chooseItWhen: "it is the callee that is unwell, and the caller that must be protected from waiting",
      },
    ],
    conflicts: [
      {
        id: "resilience/retry",
        why:
          "Callers refused in the same window come back at its end together, unless Retry-After is spread by chance and honoured.",
      },
      {
        id: "resilience/timeout",
        why:
          "A wait for a permit counts in the caller's time only if the caller's limit stands around the limiter.",
      },
    ],
    dontUseWhen: [
      "the load comes from everybody together: each keeps to its limit, and the sum is too much",
      "callers can make up their key at will",
      "calls weigh very differently and only their number is counted",
      "caller and callee are yours, and back-pressure would say more than a refusal",
    ],
    simplerFirst:
      "A bound on calls in the house for each caller. It needs no rate, no clock and no store, and it notices when calls become slow.",
    failureModes: [
      {
        name: "Twice the limit passes around a boundary",
        scenario: "resilience/rate-limiting#batch",
        metric: "admitted calls of the busiest key in steps of 100 ms or finer",
        alert: "ten steps in a row hold more than 1.5 times the limit",
      },
      {
        name: "Hosts count past each other",
        scenario: "resilience/rate-limiting#shared",
        metric: "admitted calls per key, summed over all hosts, against the limit",
        alert: "a key is above its limit for a minute",
      },
      {
        name: "A key never expires",
        scenario: "resilience/rate-limiting#crashed",
        metric: "keys of the limiter without a time to live",
        alert: "any",
      },
      {
        name: "The store is away",
        scenario: "resilience/rate-limiting#outage",
        metric: "decisions that were made without the store, by what was decided",
        alert: "more than one in a hundred for a minute",
      },
      {
        name: "The key names a connection, or a whole company",
        scenario: "resilience/rate-limiting#naming",
        metric: "keys held against customers known; the share of refusals that fall on one key",
        alert: "more keys than customers by a factor of ten",
      },
    ],
    defaults: [
      {
        knob: "ratePerSecond",
        start: "twice the 99th percentile of honest callers",
        how: "run it for a week without refusing, and count whom it would have refused",
        source: "Stripe, Scaling your API with rate limiters, 2017: dark launch of each limiter",
      },
      {
        knob: "burst",
        start: "what a page of an honest caller asks for at once",
        how: "at most what the service bears at once, divided by the callers that burst together",
        source: "run resilience/rate-limiting#batch",
      },
      {
        knob: "whenStoreFails",
        start: "a local share; closed for logins",
        how: "whom would an hour of either hurt?",
        source: "Envoy, failure_mode_deny: false by default",
      },
      {
        knob: "maxKeys",
        start: "ten times the callers of a busy minute",
        how: 'the event "evicted" should not occur',
        source: "ours",
      },
    ],
    proof: [
      "resilience/rate-limiting#batch",
      "resilience/rate-limiting#shared",
      "resilience/rate-limiting#weight",
      "resilience/rate-limiting#naming",
      "resilience/rate-limiting#outage",
    ],
  },
} as const satisfies Entry<string, string, "resilience/rate-limiting">;
