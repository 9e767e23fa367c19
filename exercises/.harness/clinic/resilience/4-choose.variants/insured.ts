/** A budget whose sum covers a replacement: thirty calls of a process, with three repetitions each. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  {
    use: "retry",
    idempotent: true,
    maxAttempts: 4,
    baseDelayMs: 600,
    jitter: "equal",
    budget: { maxTokens: 120, depositPerSuccess: 0.3 },
  },
  { use: "timeout", timeoutMs: 1_000 },
];
