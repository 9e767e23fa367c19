/** Ten requests in flight for each process: whatever is repeated, `seats` never has more than a hundred, and answers those in time. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 3 },
  { use: "bulkhead", limit: 10 },
  { use: "timeout", timeoutMs: 1_000 },
];
