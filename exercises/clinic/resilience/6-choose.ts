/**
 * Choose: search shows a red dashboard. Decide what stands around the calls of `web` to `search`. Check it: `npm test
 * clinic/resilience/6`.
 *
 * A library's `web` asks `search`, sixty times a second, most answers come within 100 ms. Since last week an old
 * version of the library's app is back in circulation: a school district has installed it.
 *
 * - 11:20 Every few seconds the error rate of `search` jumps to sixty per cent for some three seconds, and falls to
 *   nothing. Of the requests of those seconds three in five come from one client, the old app. The errors are 503; all
 *   other answers are as quick as ever. Readers do not complain.
 * - 11:25 The team lead: "We have a policy for circuit breakers, why is none here?" A colleague offers a retry,
 *   "three attempts, 503 means try again". Another a rate limit: "One client must not push out the others."
 * - 11:30 Somebody finds that all errors are answers to one query of the old app, which `search` cannot parse and
 *   reports with the wrong status. The app's next version is in the stores; schools install it in summer.
 *
 * What is judged, over 60 s with five such crowds:
 * 1. Of the searches of all others at least 99 of 100 find within 800 ms.
 * 2. A search costs at most 1.05 requests.
 *
 * The callers are `new` and `old`.
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
  { use: "timeout", timeoutMs: 800 },
];
