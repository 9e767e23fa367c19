/**
 * One key for each purchase, and attempts that all lie within the time for which the bank remembers it.
 *
 * `idempotent: true` was a claim about the bank that nobody had checked. An attempt that got no answer may have
 * charged: of those half had. Without a retry seven of a hundred buyers do not know whether they have paid, so the
 * claim has to be made true instead.
 */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const key: "none" | "per-attempt" | "per-purchase" = "per-purchase" as Key;
type Key = "none" | "per-attempt" | "per-purchase";

export const plan: Plan = [
  { use: "retry", idempotent: true },
  { use: "timeout", timeoutMs: 1_000 },
];
