/**
 * Choose: the pages do not load. Decide what stands around the calls to `tips`. Check it: `npm test
 * clinic/resilience/2`.
 *
 * A bookshop's page is made by `shop`, which has thirty workers. A page takes one of them, asks `price`, 50 ms,
 * without which it cannot be shown, and then `tips` ("readers also bought"), mostly 30 to 200 ms, without which it
 * can. A hundred pages a second are asked for.
 *
 * - 14:02 `shop` answers nothing. All thirty workers are busy, its processor idles. `price` answers in 50 ms, whoever
 *   asks it by hand.
 * - 14:05 The dashboards of `price` and the database are green. `tips` has no dashboard. Somebody remembers that its
 *   index is rebuilt at 14:00, which takes some twenty-five seconds; it never mattered, as nobody needs tips.
 *
 * What is judged, over 50 s with the rebuild from 10 s to 35 s:
 * 1. During the rebuild at least 98 of 100 pages are there within a second, with tips or without.
 * 2. Before it, and from nine seconds after it on, at least 97 of 100 pages have tips.
 * 3. From a second after the rebuild has begun to its end, `tips` never has more than 20 requests in the house. One
 *    that is cancelled leaves when `tips` hears of it.
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
  { use: "timeout", timeoutMs: 5_000 },
];
