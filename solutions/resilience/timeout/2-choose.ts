/**
 * From the outside in: whose time, how often, whether at all, how many, how long.
 *
 * - The deadline is outermost: it is the promise to the customer, and holds for all attempts and waits together.
 * - The retry is outside the breaker, which so sees each attempt, and opens after ten of them and not after ten customers
 *   with four attempts each.
 * - The limiter is inside the retry, so that each attempt takes a permit: the supplier counts requests, not customers.
 * - The limit of an attempt is innermost: a lost message then costs 200 ms and leaves time for another attempt, and what it
 *   ends is a failure for the breaker. Outside the breaker it would be a caller who leaves.
 * - 200 ms are five times what `risk` takes. With 950 ms a customer hears before it leaves.
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
  order: ["deadline", "retry", "breaker", "limiter", "attempt"],
  deadlineMs: 950,
  attemptMs: 200,
  maxAttempts: 4,
};
