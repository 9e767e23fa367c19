/**
 * Choose: everybody's uploads are slow. Decide what stands before `resize`. Check it: `npm test
 * clinic/resilience/3`.
 *
 * Nine studios send pictures to a `gateway`, which hands them on to `resize`: ten at once, 40 ms each, the others
 * wait in line. Each studio pays for 20 pictures a second. Eight of them send eight a second, one by one, and every
 * five seconds a series of thirty at once.
 *
 * - 10:00 Support: "uploads are slow for everybody". Most take longer than a second, many end without an answer.
 * - 10:05 Of the pictures that arrive, four in five come from one customer, who has begun to move its archive here:
 *   500 a second, for fifteen seconds. It has a contract like all others, says sales, and must get the 20 a second
 *   that it pays for.
 *
 * What is judged, over 40 s with the archive from 10 s to 25 s:
 * 1. At least 99 of 100 pictures of the eight studios are done within a second, series included.
 * 2. The archive gets at least 20 pictures a second.
 *
 * What a plan may hold, from the outermost policy to the innermost (types and defaults:
 * `src/patterns/clinic/resilience.ts`): `retry`, `timeout`, `circuit-breaker`, `bulkhead`, `rate-limit`; an empty
 * plan holds none. Each keeps one state for all calls of its process, or with `per: "caller"` one for each caller.
 * Set `decided` to true when the plan is your decision: a file as shipped counts as not started, and what runs today
 * may be the best there is.
 */
import type { Plan } from "#patterns/clinic/resilience.ts";

/** Whether the plan below is your decision. */
export const decided: boolean = false;

/** What stands around each call today. */
export const plan: Plan = [
  { use: "timeout", timeoutMs: 3_000 },
];
