/**
 * The limiter outside the breaker: refusals of the breaker take permits, of which there are enough.
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
  order: ["deadline", "retry", "limiter", "breaker", "attempt"],
  deadlineMs: 1_000,
  attemptMs: 150,
  maxAttempts: 3,
};
