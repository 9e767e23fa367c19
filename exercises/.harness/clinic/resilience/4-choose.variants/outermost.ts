/** A breaker around the retry: it judges calls, not attempts, and sees hardly any that fail. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "circuit-breaker" },
  { use: "retry", idempotent: true, maxAttempts: 4, baseDelayMs: 600, jitter: "equal" },
  { use: "timeout", timeoutMs: 1_000 },
];
