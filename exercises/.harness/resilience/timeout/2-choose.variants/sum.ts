/**
 * No deadline: three attempts of 150 ms and the longest waits between them are 750 ms.
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
  order: ["retry", "breaker", "limiter", "attempt"],
  deadlineMs: 10_000,
  attemptMs: 150,
  maxAttempts: 3,
};
