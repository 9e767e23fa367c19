// A request of a customer who stays within the limit: what it costs to find out that a request may pass.
import { RateLimiter, TokenBucket } from "../../../../src/patterns/resilience/rate-limiting.ts";
import { RateLimiter as Limiter } from "limiter";
import { RateLimiterMemory } from "rate-limiter-flexible";

const clock = { nowMs: () => performance.now(), sleep: async () => {} };
const PER_SECOND = 1e9; // nobody is refused

export const peers = [
  {
    name: "this library",
    make: () => {
      const bucket = { ratePerSecond: PER_SECOND, burst: PER_SECOND };
      const limiter = new RateLimiter({ clock, newLimit: () => new TokenBucket(bucket) });
      return () => limiter.take("customer-7");
    },
  },
  {
    name: "limiter",
    note: "one key; waiting for a token is not used",
    make: () => {
      const limiter = new Limiter({ tokensPerInterval: PER_SECOND, interval: "second" });
      return () => limiter.tryRemoveTokens(1);
    },
  },
  {
    name: "rate-limiter-flexible",
    note: "in memory; its answer is a promise",
    make: () => {
      const limiter = new RateLimiterMemory({ points: PER_SECOND, duration: 1 });
      return () => limiter.consume("customer-7");
    },
  },
  {
    name: "floor",
    note: "a look into a Map and at the clock",
    make: () => {
      const held = new Map([["customer-7", { at: 0 }]]);
      return () => {
        const seen = held.get("customer-7");
        seen.at = performance.now();
        return seen.at;
      };
    },
  },
];
