/** A breaker between the retry and the requests: it lets nothing through while calls time out, and comes back by chance at different moments. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 3 },
  {
    use: "circuit-breaker",
    window: { kind: "count", size: 20 },
    minimumCalls: 20,
    cooldownMs: [1_000, 3_000],
  },
  { use: "timeout", timeoutMs: 1_000 },
];
