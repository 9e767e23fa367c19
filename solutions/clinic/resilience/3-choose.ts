/**
 * An account for each caller: a rate somewhat above what was sold, and a burst that holds a series.
 *
 * The service is not too small: 250 pictures a second are enough for nine times twenty. What fails is that one
 * caller's pictures stand before all others' in one line. Any limit that does not ask who calls refuses the eight
 * studios four times out of five.
 */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "rate-limit", ratePerSecond: 25, burst: 40, per: "caller" },
  { use: "timeout", timeoutMs: 3_000 },
];
