/** A breaker that judges how long calls take, with room above the ordinary ones. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  {
    use: "circuit-breaker",
    window: { kind: "count", size: 20 },
    minimumCalls: 20,
    slowCallMs: 300,
    cooldownMs: 5_000,
  },
  { use: "timeout", timeoutMs: 400 },
];
