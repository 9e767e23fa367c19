/**
 * Resilience: what a caller does when the callee is slow, failing or full. Entries in course order.
 *
 * @module
 */
import { category } from "./entry.ts";
import { bulkhead } from "./resilience/bulkhead.ts";
import { metastableFailure } from "./resilience/metastable-failure.ts";
import { timeout } from "./resilience/timeout.ts";

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
    related: ["resilience/circuit-breaker", "resilience/timeout"],
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
        title: "gRPC proposal A6: gRPC Retry Design",
        year: 2017,
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
      {
        can: "say how callers that failed together come back, with jitter and without",
        by: { gate: "waves" },
      },
      {
        can: "say on which days the missing jitter costs nothing, and why it survives review",
        by: { gate: "calm" },
      },
      {
        can: "name the property that dies when retries are not paid for, and why jitter cannot save it",
        by: { gate: "ablation" },
      },
      { can: "say why an answer that did not come is no proof that nothing happened", by: { gate: "twice" } },
      {
        can: "give a retry a shared budget, a deadline and an ear for what the callee asks",
        by: { exercise: "1-extend" },
      },
      { can: "mend a merged retry whose callers return together", by: { exercise: "2-repair" } },
      {
        can:
          "tell a harmless patch to a retry from a harmful one, and give the circumstances that show the harm",
        by: { exercise: "3-review" },
      },
    ],
    card: {
      solves: ["transient-errors", "load-multiplies", "load-in-waves", "done-twice"],
      tradeOffs: [
        {
          against: "resilience/circuit-breaker",
          says:
            "It brings single failures through. Under overload it pays with load on a callee that has too much already: 2.6 requests per purchase without a budget, 1.01 with one.",
          measuredBy: "resilience/retry#storm",
        },
        {
          against: "resilience/circuit-breaker",
          says:
            "A budget protects the callee and shows more failures: with one of four replicas broken 85 % of the calls are answered, without the budget 99 %.",
          measuredBy: "resilience/retry#replica",
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
          id: "resilience/bulkhead",
          why:
            "Inside a bulkhead a retry holds its place while it waits; outside, it must not repeat the refusals of a full one.",
        },
        {
          id: "resilience/metastable-failure",
          why:
            "Without a budget each try divides the load at which a service can still come back by itself; with one it stays near the capacity.",
        },
        {
          id: "resilience/rate-limiting",
          why:
            "Whoever repeats a 429 without waiting for its Retry-After is refused again, and those refused together return together.",
        },
        {
          id: "resilience/circuit-breaker",
          why:
            "A retry around a breaker must not repeat refusals at once; they say that the call has no chance for now.",
        },
        {
          id: "resilience/timeout",
          why:
            "With one limit around all attempts the first lost message uses up the time of the others; with one inside alone, the caller waits for the sum. It takes both.",
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
          name: "Retries keep an overload alive after its cause is gone",
          scenario: "resilience/retry#storm",
          metric:
            "attempts per call; tokens left in the budget; on the callee, requests that carry an attempt above 1",
          alert:
            "more than one request in ten has been a repetition for five minutes, or the budget is empty",
        },
        {
          name: "Callers that failed together return together",
          scenario: "resilience/retry#waves",
          metric: "arrivals at the callee in steps of 100 ms or finer; a graph of minutes hides the comb",
          alert: "the busiest step has more than five times the mean, several times in a minute",
        },
        {
          name: "Something is done twice",
          scenario: "resilience/retry#twice",
          metric: "requests with a key that the callee has seen; bookings per order above 1",
          alert: "any booking that stands twice",
        },
        {
          name: "Layers multiply",
          scenario: "resilience/retry#layers",
          metric: "requests at the deepest layer for each request at the edge",
          alert: "the ratio has doubled against the week before",
        },
        {
          name: "Work goes on for callers who have left",
          scenario: "resilience/retry#deadline",
          metric: "time from the caller's deadline to the end of its last attempt",
          alert: "attempts that begin after the deadline: there should be none",
        },
      ],
      defaults: [
        {
          knob: "maxAttempts",
          start: "3, the first included",
          how:
            "a third attempt is worth little where failures are independent, and nothing where they are not",
          source:
            "AWS SDKs, standard retry mode: 3; Site Reliability Engineering, chapter 21: up to three attempts",
        },
        {
          knob: "budget: depositPerSuccess",
          start: "0.1",
          how: "the load that the callee must bear on its worst day, minus the load of first attempts",
          source:
            "gRPC proposal A6, retryThrottling: tokenRatio 0.1; Envoy, retry_budget: 20 % of the active requests",
        },
        {
          knob: "budget: maxTokens",
          start: "10",
          how: "the burst that one hiccup may cost; times the number of processes, it must be bearable",
          source: "gRPC proposal A6, retryThrottling: maxTokens 10",
        },
        {
          knob: "jitter",
          start: "full: uniform between 0 and the ceiling",
          how: "equal where a wait of almost nothing does harm; never none where callers can fail together",
          source: "Brooker, Exponential Backoff And Jitter, 2015",
        },
        {
          knob: "baseDelayMs",
          start: "50 to 100 ms; 1 s where the callee throttles",
          how: "about the usual latency of the call",
          source:
            "AWS SDKs, updated behaviour of 2026: 50 ms, throttling 1 s; gRPC proposal A6, example: 100 ms",
        },
        {
          knob: "maxDelayMs",
          start: "1 to 20 s",
          how:
            "the caller's patience; for clients that reconnect: their number divided by the rate that the callee bears",
          source: "gRPC proposal A6, example: 1 s; AWS SDKs: 20 s",
        },
      ],
      proof: [
        "resilience/retry#waves",
        "resilience/retry#storm",
        "resilience/retry#twice",
        "resilience/retry#layers",
        "resilience/retry#deadline",
      ],
    },
  },
  timeout,
  bulkhead,
  {
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
  },
  metastableFailure,
]);
