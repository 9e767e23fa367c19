/**
 * Choose: seats have not come back. Decide what stands around the calls to `seats`. Check it: `npm test
 * clinic/resilience/1`.
 *
 * The ticket shop of a theatre: ten web processes ask one service, `seats`, which works on 20 requests at once, 100
 * ms each, lets 400 wait and answers 503 to others. 140 calls a second come, day and night alike. Of the messages
 * between them one in a hundred is lost, and always was; visitors do not notice.
 *
 * - 19:40 A vacuum of the database makes `seats` five times slower. It is over after five seconds.
 * - 19:55 `seats` works at its limit and answers nearly nobody in time. Its processor is busy, its queue full, the
 *   database bored. It gets about 400 requests a second. Web processes were not deployed, visitors are as many as
 *   ever.
 *
 * A visitor leaves after 2.5 s. What is judged, over 50 s with the vacuum from 20 s to 25 s:
 * 1. Before the trouble at least 99 of 100 calls are answered before the visitor leaves.
 * 2. From fifteen seconds after the trouble on, at least 98 of 100.
 * 3. A call costs at most 1.3 requests to `seats`, over the whole time.
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
  { use: "retry", idempotent: true, maxAttempts: 4 },
  { use: "timeout", timeoutMs: 1_000 },
];
