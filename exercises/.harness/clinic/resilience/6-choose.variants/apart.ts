/** A breaker for each client: if there must be one, let it not judge the new by the old. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "circuit-breaker", per: "caller" },
  { use: "timeout", timeoutMs: 800 },
];
