/**
 * Choose: an alarm counts requests. Decide what stands around the calls to `labels`. Check it: `npm test
 * clinic/resilience/4`.
 *
 * A parcel service: ten web processes ask one service, `labels`, which works on 60 requests at once, 100 ms each, lets
 * 400 wait and answers 503 to others. 140 calls a second come, day and night alike. Of the messages between them one
 * in a hundred is lost, and always was; customers do not notice.
 *
 * - 19:40:00 `labels` gets a new version, as on most days. For two seconds nobody listens at its address.
 * - 19:40:02 The alarm: `labels` answers nobody and gets more than 350 requests a second. Web processes were not
 *   deployed, customers are as many as ever.
 * - 19:40:20 The alarm is silent. It has been like this twice a day for a month.
 * - 19:50 The people of `labels` write: "More than half of what you sent were repetitions, at the worst moment for us.
 *   We have seen services that did not come back from that. Please see to it before the next version."
 *
 * A customer leaves after five seconds. What is judged, over 50 s with new versions at 12 s and at 32 s:
 * 1. Of the calls that begin within four seconds from a new version on, at least 99 of 100 are answered before the
 *    customer leaves.
 * 2. Of all other calls at least 99 of 100.
 * 3. A call costs at most 1.3 requests to `labels`, over the whole time.
 * 4. On another day nothing is replaced, and `labels` is eight times slower from 12 s to 17 s. From four seconds after
 *    that on, at least 99 of 100 calls are answered before the customer leaves.
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
  { use: "retry", idempotent: true, maxAttempts: 4, baseDelayMs: 600, jitter: "equal" },
  { use: "timeout", timeoutMs: 1_000 },
];
