/**
 * What people believe about resilience, in the order of its chapters.
 *
 * @module
 */
import { beliefs } from "../entry.ts";
import { bulkheadBeliefs } from "./resilience/bulkhead.ts";
import { circuitBreakerBeliefs } from "./resilience/circuit-breaker.ts";
import { metastableFailureBeliefs } from "./resilience/metastable-failure.ts";
import { rateLimitingBeliefs } from "./resilience/rate-limiting.ts";
import { retryBeliefs } from "./resilience/retry.ts";
import { timeoutBeliefs } from "./resilience/timeout.ts";

/** Misconceptions of the category; each stands with the first chapter that treats it. */
export const resilienceBeliefs = beliefs([
  ...circuitBreakerBeliefs,
  ...retryBeliefs,
  ...timeoutBeliefs,
  ...bulkheadBeliefs,
  ...rateLimitingBeliefs,
  ...metastableFailureBeliefs,
]);
