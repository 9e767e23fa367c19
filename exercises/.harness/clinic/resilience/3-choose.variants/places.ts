/** Places for each caller in place of a rate: three pictures at once, and a line of its own that holds a series. */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "bulkhead", limit: 3, maxQueue: 40, maxWaitMs: 900, per: "caller" },
];
