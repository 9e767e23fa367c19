/** More and shorter attempts, all within the bank's memory. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const key: "none" | "per-attempt" | "per-purchase" = "per-purchase" as Key;
type Key = "none" | "per-attempt" | "per-purchase";

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 4, jitter: "equal" },
  { use: "timeout", timeoutMs: 600 },
];
