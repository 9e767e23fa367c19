/** Two attempts are nearly enough. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const key: "none" | "per-attempt" | "per-purchase" = "per-purchase" as Key;
type Key = "none" | "per-attempt" | "per-purchase";

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 2 },
  { use: "circuit-breaker" },
  { use: "timeout", timeoutMs: 1_500 },
];
