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
      "nats-io/nats.go issue 563, XRPLF/xrpl.js issue 3300, gravitational/teleport issue 6889: clients shipped so, found in outages",
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
  {
    id: "window-n-means-n",
    belief: "A fixed window of N per second lets N per second through.",
    correction:
      "Each window keeps to N. The second that hurts ends in the middle of one window and begins in the middle of another: up to 2·N pass in it.",
    evidence:
      "Desgats, How we built rate limiting (Cloudflare, 2017), on sliding windows in place of fixed ones",
    refutedBy: {
      scenario: "resilience/rate-limiting#batch",
      variant: "without",
      seed: 7,
      property: "At most 100 calls pass in any second",
    },
    chapters: ["resilience/rate-limiting"],
  },
  {
    id: "bursts-are-bugs",
    belief: "A burst above the rate is a fault of the limiter.",
    correction:
      "A burst is a setting. Without one, a caller who was quiet is refused what it never used; what matters is whether the service bears the burst at once.",
    evidence: "Amazon API Gateway Developer Guide, on throttling: the rate and the burst are two settings",
    refutedBy: {
      scenario: "resilience/rate-limiting#batch",
      variant: "strict",
      seed: 7,
      property: "A customer that paused may use its allowance",
    },
    chapters: ["resilience/rate-limiting"],
  },
  {
    id: "shares-add-up",
    belief: "A limit of N divided by the number of hosts, on each host, is the same as a shared limit of N.",
    correction:
      "Only where every caller is spread evenly. A caller whose connection stays on one host gets one share.",
    evidence: "Envoy documentation, local and global rate limiting: the local one counts for each proxy",
    refutedBy: {
      scenario: "resilience/rate-limiting#shared",
      variant: "each-a-share",
      seed: 7,
      property: "A customer within its limit is not refused",
    },
    chapters: ["resilience/rate-limiting"],
  },
  {
    id: "commands-are-transactions",
    belief: "GET and then SET is safe, because the store executes one command at a time.",
    correction:
      "Each command is one step; the decision is made between the two. All who read the same count write the same count.",
    evidence: "redis-developer pull request 640: the race between GET and INCR in an example of a limiter",
    refutedBy: {
      scenario: "resilience/rate-limiting#shared",
      variant: "without",
      seed: 7,
      property: "All gateways together keep to the limit",
    },
    chapters: ["resilience/rate-limiting"],
  },
  {
    id: "nothing-happens-between-two-lines",
    belief: "INCR, and EXPIRE on the next line: nothing happens in between.",
    correction:
      "A restart happens, or a lost connection. The key then has no end, and its caller is locked out for good.",
    evidence:
      "GitLab merge request 73343; alisaifee/limits pull request 15: keys without an end in production",
    refutedBy: {
      scenario: "resilience/rate-limiting#crashed",
      variant: "without",
      seed: 7,
      property: "A customer within its limit is let in again after a crash",
    },
    chapters: ["resilience/rate-limiting"],
  },
  {
    id: "calls-measure-load",
    belief: "A limit on the number of calls bounds the load.",
    correction: "Only where all calls weigh the same. Ten calls of two seconds each are twenty workers.",
    evidence:
      "Forero Cuervo, Handling Overload, in Site Reliability Engineering (2016), chapter 21: the pitfalls of queries per second",
    refutedBy: {
      scenario: "resilience/rate-limiting#weight",
      variant: "count",
      seed: 7,
      property: "One customer's calls do not starve the others",
    },
    chapters: ["resilience/rate-limiting"],
  },
  {
    id: "address-is-a-caller",
    belief: "The remote address of the socket is the caller.",
    correction:
      "It often has the port in it, and a new connection has a new one. Without the port, all callers behind one proxy are one.",
    evidence: "Go, net/http, documentation of Request.RemoteAddr: the server sets it to address and port",
    refutedBy: {
      scenario: "resilience/rate-limiting#naming",
      variant: "without",
      seed: 7,
      property: "A caller who opens new connections is limited like any other",
    },
    chapters: ["resilience/rate-limiting"],
  },
  {
    id: "closed-is-safe",
    belief: "If the limiter's store is away, refusing is the safe side.",
    correction:
      "Then the store's outage is everybody's outage, and the limiter is the cause. It is a decision, not the safe side.",
    evidence:
      "Tarjan, Scaling your API with rate limiters (Stripe, 2017): errors of the limiter must not fail the API",
    refutedBy: {
      scenario: "resilience/rate-limiting#outage",
      variant: "closed",
      seed: 7,
      property: "Polite customers are served while the store is away",
    },
    chapters: ["resilience/rate-limiting"],
  },
  {
    id: "estimates-are-exact",
    belief: "A sliding window with two counters lets at most N through in any window.",
    correction:
      "It takes the last window's calls as spread evenly. After a late burst nearly 2·N pass, though never all at once.",
    evidence:
      "Desgats, How we built rate limiting (Cloudflare, 2017): the approximation assumes an even rate",
    refutedBy: {
      scenario: "resilience/rate-limiting#estimate",
      variant: "counter",
      seed: 7,
      property: "At most 100 calls pass in any second",
    },
    chapters: ["resilience/rate-limiting"],
  },
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
      "It has not met a push that is long enough for this load. Above capacity divided by tries there is one.",
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
