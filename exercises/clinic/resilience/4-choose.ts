/**
 * Choose: the disks are well and the orders are not. Decide what stands around the calls of `orders` to `stock`, and
 * what `orders` hands on. Check it: `npm test clinic/resilience/4`.
 *
 * A `gateway` asks `orders`, which reserves in `stock`: five at once, 50 ms each, the others wait in line. Sixty
 * orders a second come. The gateway's customers leave after two seconds; that is a number of the marketing department
 * and not yours. Of the messages between `orders` and `stock` one in a hundred is lost. `stock` stops working on a
 * request when its caller hangs up.
 *
 * - 09:10 A failover of the disks makes `stock` twenty times slower for ten seconds.
 * - 09:11 The disks are well. `stock` still works at its limit, and many customers get no order. Nobody understands
 *   the store's evening report: hundreds of reservations without an order.
 *
 * `orders` is told with each request how much of the customer's two seconds is left, and it notices when the gateway
 * hangs up. It can hand both on to its plan (`handsOn`); today it does not look at either. Retry and timeout heed the
 * time that is left; all policies and the request itself heed a cancellation.
 *
 * What is judged, over 50 s with the failover from 10 s to 20 s:
 * 1. Before the trouble at least 99 of 100 orders succeed.
 * 2. From three seconds after it on, at least 98 of 100.
 * 3. Of all reservations at most one in a hundred is made for somebody who has left.
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

/** What `orders` hands on to the plan: what is left of the customer's time, and that the customer has left. */
export const handsOn: { readonly remainingTime: boolean; readonly cancellation: boolean } = {
  remainingTime: false,
  cancellation: false,
};

/** What stands around each call today. */
export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 3 },
  { use: "timeout", timeoutMs: 1_500 },
];
