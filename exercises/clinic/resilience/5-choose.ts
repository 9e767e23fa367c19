/**
 * Choose: some were charged twice. Decide what stands around the calls of `till` to `bank`. Check it: `npm test
 * clinic/resilience/5`.
 *
 * A `till` charges cards through a `bank`, a purchase at a time, twelve a second. The bank takes 60 ms. One message
 * in twenty-five gets lost on the way there, and one in twenty-five on the way back.
 *
 * Monday: finance found more than twenty buyers who were charged twice within one minute, always a second or so
 * apart. The bank says that it has done what it was asked to do. The till's log shows one purchase each, with an
 * attempt that timed out.
 *
 * From the bank's manual: "A request may carry a key. A key that we have seen within the last eight seconds is
 * answered with the first answer and not charged again." The till sends none.
 *
 * Once a month the way back from the bank is dead for ten seconds or more.
 *
 * What is judged, over 60 s:
 * 1. Nobody is charged twice, also on the day when the way back is dead.
 * 2. On other days at least 98 of 100 buyers know within five seconds that they have paid.
 * 3. On other days a purchase costs at most 1.3 requests.
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

/** The key that a request carries: none, a new one for each attempt, or one for each purchase. */
export const key: "none" | "per-attempt" | "per-purchase" = "none" as Key;
type Key = "none" | "per-attempt" | "per-purchase";

/** What stands around each call today. */
export const plan: Plan = [
  { use: "retry", idempotent: true },
  { use: "timeout", timeoutMs: 1_000 },
];
