/**
 * Resilience: what a caller does when the callee is slow, failing or full.
 *
 * @module
 */
import { category } from "./entry.ts";
import { bulkhead } from "./resilience/bulkhead.ts";
import { circuitBreaker } from "./resilience/circuit-breaker.ts";
import { metastableFailure } from "./resilience/metastable-failure.ts";
import { rateLimiting } from "./resilience/rate-limiting.ts";
import { retry } from "./resilience/retry.ts";
import { timeout } from "./resilience/timeout.ts";

/** The category with its finished chapters, in course order. */
export const resilience = category("resilience", [
  circuitBreaker,
  retry,
  timeout,
  bulkhead,
  rateLimiting,
  metastableFailure,
]);
