/**
 * A compartment with fewer places than there are workers, and a time limit that an ordinary answer keeps to.
 *
 * What fails is not `tips`, which nobody needs, but the workers who wait for it. At a hundred pages a second thirty
 * workers have 300 ms for each page, `price` takes fifty of them; every limit that lets a page wait longer than that
 * is too long, and every one that is safely shorter cuts off ordinary tips. So time alone does not do it: places do.
 */
import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "bulkhead", limit: 17 },
  { use: "timeout", timeoutMs: 400 },
];
