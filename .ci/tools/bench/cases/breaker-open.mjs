// A call that an open circuit refuses, and its caller who catches the refusal.
import { CircuitBreaker } from "../../../../src/patterns/resilience/circuit-breaker.ts";
import { circuitBreaker, ConsecutiveBreaker, handleAll } from "cockatiel";
import Opossum from "opossum";

const LONG_MS = 2_000_000_000;
const clock = { nowMs: () => performance.now(), sleep: async () => {} };
// Settled beforehand, so that the policy is measured and not the callee.
const answer = Promise.resolve(1);
const call = () => answer;
const down = () => Promise.reject(new Error("down"));
const quiet = () => {};
let refused = 0;
const count = () => {
  refused++;
};

async function opened(execute) {
  for (let i = 0; i < 30; i++) await execute(down).catch(quiet);
  refused = 0;
  await execute(call).catch(count);
  if (refused !== 1) throw new Error("the circuit did not open");
}

export const peers = [
  {
    name: "this library",
    make: async () => {
      const breaker = new CircuitBreaker({ clock, cooldownMs: LONG_MS });
      await opened((x) => breaker.execute(x));
      return () => breaker.execute(call).catch(count);
    },
  },
  {
    name: "cockatiel",
    make: async () => {
      const breaker = circuitBreaker(handleAll, { halfOpenAfter: LONG_MS, breaker: new ConsecutiveBreaker(5) });
      await opened((x) => breaker.execute(x));
      return () => breaker.execute(call).catch(count);
    },
  },
  {
    name: "opossum",
    note: "keeps latency percentiles and emits events as well",
    make: async () => {
      const breaker = new Opossum((x) => x(), { timeout: false, volumeThreshold: 1, resetTimeout: LONG_MS });
      await opened((x) => breaker.fire(x));
      return { run: () => breaker.fire(call).catch(count), stop: () => breaker.shutdown() };
    },
  },
  {
    name: "floor",
    note: "a promise rejected with one error made beforehand",
    make: () => {
      const error = new Error("refused");
      return () => Promise.reject(error).catch(count);
    },
  },
];
