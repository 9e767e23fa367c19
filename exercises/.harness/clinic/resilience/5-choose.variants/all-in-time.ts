/** As many attempts as fit in five seconds, and an end to them all: the limit around them is below the key's lifetime. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const key: "none" | "per-attempt" | "per-purchase" = "per-purchase" as Key;
type Key = "none" | "per-attempt" | "per-purchase";

export const plan: Plan = [
  { use: "timeout", timeoutMs: 5_000 },
  { use: "retry", idempotent: true, maxAttempts: 8 },
  { use: "timeout", timeoutMs: 1_200 },
];
