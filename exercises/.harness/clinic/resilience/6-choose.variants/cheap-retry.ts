/** A retry that is paid for by successes hardly repeats what never succeeds. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, budget: { maxTokens: 5, depositPerSuccess: 0.01 } },
  { use: "timeout", timeoutMs: 800 },
];
