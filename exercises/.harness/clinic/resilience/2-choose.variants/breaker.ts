/** A breaker that counts what runs into the limit: a few hundred pages pay for it, then nobody waits until the next probe. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "circuit-breaker", window: { kind: "count", size: 40 }, minimumCalls: 20, cooldownMs: 5_000 },
  { use: "timeout", timeoutMs: 300 },
];
