/**
 * What people believe about rate limiting, and the run that shows it false.
 *
 * @module
 */
import { beliefs } from "../../entry.ts";

/** Misconceptions that this chapter is the first to treat. */
export const rateLimitingBeliefs = beliefs([
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
    evidence: "alisaifee/limits issue 14 and pull request 15: keys without an end in production",
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
]);
