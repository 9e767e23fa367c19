/** Twice what was sold, since there is room. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "rate-limit", ratePerSecond: 50, burst: 40, per: "caller" },
];
