/**
 * Longer attempts, fewer of them.
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
  deadlineMs: 900,
  attemptMs: 250,
  maxAttempts: 3,
};
