// A call that succeeds at once: what a retry costs when it is not needed.
import { Retry } from "../../../../src/patterns/resilience/retry.ts";
import { ExponentialBackoff, handleAll, retry as cockatielRetry } from "cockatiel";
import pRetry from "p-retry";

// Settled beforehand, so that the policy is measured and not the callee.
const answer = Promise.resolve(1);
const call = () => answer;
const clock = { nowMs: () => performance.now(), sleep: async () => {} };

export const peers = [
  {
    name: "this library",
    make: () => {
      const retry = new Retry({ clock, random: { next: Math.random }, idempotent: true });
      return () => retry.execute(call);
    },
  },
  {
    name: "cockatiel",
    make: () => {
      const retry = cockatielRetry(handleAll, { maxAttempts: 2, backoff: new ExponentialBackoff() });
      return () => retry.execute(call);
    },
  },
  {
    name: "p-retry",
    make: () => () => pRetry(call, { retries: 2 }),
  },
  {
    name: "floor",
    note: "an async function that awaits the call",
    make: () => async () => await call(),
  },
];
