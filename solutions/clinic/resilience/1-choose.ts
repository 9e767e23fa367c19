/**
 * A retry that is paid for by successes.
 *
 * The vacuum is over and the load is what it was; what keeps `seats` down is its own callers. Every call that times
 * out becomes four, `seats` bears 200 requests a second and gets more than 400, so every call times out. Nothing in
 * `seats` needs mending.
 *
 * - Without any retry the storm is gone, and two of a hundred calls with it: on ordinary days the retry earns its
 *   keep.
 * - Fewer attempts, more jitter or longer waits move the load or lower it a little: two attempts are still 280 a
 *   second.
 * - A budget leaves ordinary days alone (two retries in a hundred calls are far below a tenth) and ends the storm
 *   after ten retries a process.
 */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 4, budget: {} },
  { use: "timeout", timeoutMs: 1_000 },
];
