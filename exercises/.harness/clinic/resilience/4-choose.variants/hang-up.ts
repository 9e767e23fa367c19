/** The hang-up alone, and shorter attempts. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const handsOn: { readonly remainingTime: boolean; readonly cancellation: boolean } = {
  remainingTime: false,
  cancellation: true,
};

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 3 },
  { use: "timeout", timeoutMs: 900 },
];
