/**
 * Choose: the order of five policies for Calder Cover's price page. Change the values below. Check them:
 * `npm test timeout/2`.
 *
 * The case. Twenty customers a second ask for a price; each is gone after 1 s. `web` asks a supplier, `risk`, which
 * answers in 40 ms and stops working on what is cancelled. It may be asked twice for the same thing. Calder Cover has
 * bought forty calls a second from it, with fifteen on top, and pays a fine for more. The run lasts 18 s:
 *
 * - until 4 s, four messages in a hundred get lost on each way;
 * - from 4 s to 8 s, `risk` answers 503 to everything;
 * - from 10 s to 13 s, `risk` is so slow that it answers nobody;
 * - from 16 s on, a crowd comes, eighty customers a second, and one answer in four gets lost.
 *
 * The five policies stand in `order`, the outermost first; one that is left out is not there:
 *
 * - `"deadline"` gives up after `deadlineMs`;
 * - `"retry"` makes a call again that failed for a passing reason, `maxAttempts` in all, after a wait by chance of up to 100
 *   ms, then 200 ms, and so on;
 * - `"breaker"` refuses for 1 s when half of the last twenty outcomes were failures, and then lets one call try;
 * - `"limiter"` refuses what is more than forty a second and fifteen at once;
 * - `"attempt"` gives up after `attemptMs`.
 *
 * A refusal of breaker or limiter is not repeated, and not counted by the breaker.
 *
 * What is judged:
 * 1. Of the customers who come in the first 3 s, at least 95 of 100 get their price.
 * 2. Nobody waits longer than 1 s.
 * 3. In any second at most 55 requests reach `risk`.
 * 4. While `risk` answers 503, at most 36 requests reach it.
 * 5. While `risk` answers nobody, at most 36 requests reach it.
 * 6. Of the customers who come from 14.5 s to 16 s, at least 80 of 100 get their price.
 *
 * How many of the crowd get a price is not judged. Several answers pass. The workload differs from seed to seed.
 */

/** What can be chosen. */
export interface Choice {
  /** The outermost first; each at most once. */
  readonly order: readonly ("deadline" | "retry" | "breaker" | "limiter" | "attempt")[];
  /** From 1 to 10,000. */
  readonly deadlineMs: number;
  /** From 1 to 10,000. */
  readonly attemptMs: number;
  /** From 1 to 10. */
  readonly maxAttempts: number;
}

export const choice: Choice = {
  order: ["attempt", "limiter", "breaker", "retry", "deadline"],
  deadlineMs: 1_000,
  attemptMs: 1_000,
  maxAttempts: 3,
};
