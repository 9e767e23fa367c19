/** The customer's five seconds around all attempts. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "timeout", timeoutMs: 5_000 },
  { use: "retry", idempotent: true, maxAttempts: 4, baseDelayMs: 600, jitter: "equal" },
  { use: "timeout", timeoutMs: 1_000 },
];
