// A call that succeeds, through a closed circuit.
import { CircuitBreaker } from "../../../../src/patterns/resilience/circuit-breaker.ts";
import { circuitBreaker, ConsecutiveBreaker, CountBreaker, handleAll } from "cockatiel";
import Opossum from "opossum";

// Settled beforehand, so that the policy is measured and not the callee.
const answer = Promise.resolve(1);
const call = () => answer;
const clock = { nowMs: () => performance.now(), sleep: async () => {} };

export const peers = [
  {
    name: "this library",
    make: () => {
      const breaker = new CircuitBreaker({ clock });
      return () => breaker.execute(call);
    },
  },
  {
    name: "this library, time window and slow calls",
    make: () => {
      const window = { kind: "time", ms: 30_000 };
      const breaker = new CircuitBreaker({ clock, window, slowCallMs: 1_000 });
      return () => breaker.execute(call);
    },
  },
  {
    name: "cockatiel",
    make: () => {
      const breaker = circuitBreaker(handleAll, {
        halfOpenAfter: 30_000,
        breaker: new CountBreaker({ threshold: 0.5, size: 100, minimumNumberOfCalls: 20 }),
      });
      return () => breaker.execute(call);
    },
  },
  {
    name: "cockatiel, failures in a row",
    make: () => {
      const breaker = circuitBreaker(handleAll, { halfOpenAfter: 30_000, breaker: new ConsecutiveBreaker(5) });
      return () => breaker.execute(call);
    },
  },
  {
    name: "opossum",
    note: "keeps latency percentiles and emits events as well",
    make: () => {
      const breaker = new Opossum(call, { timeout: false, volumeThreshold: 20, errorThresholdPercentage: 50 });
      return { run: () => breaker.fire(), stop: () => breaker.shutdown() };
    },
  },
  {
    name: "floor",
    note: "an async function that awaits the call",
    make: () => async () => await call(),
  },
];
