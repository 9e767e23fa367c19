/** The time that is left alone: retry and timeout give up when the customer does. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const handsOn: { readonly remainingTime: boolean; readonly cancellation: boolean } = {
  remainingTime: true,
  cancellation: false,
};

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 2, budget: {} },
  { use: "timeout", timeoutMs: 1_500 },
];
