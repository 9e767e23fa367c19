/**
 * When to ask a question again.
 *
 * @module
 */

/** What is known of a reader's memory for one question. */
export interface Memory {
  /** When it should be asked again, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly dueAtMs: number;
  /** When it was asked last, on the same scale. */
  readonly lastAtMs: number;
  /** After so many days without a question it is still known with a probability of 90 %; above 0. */
  readonly stabilityDays: number;
  /** From 1 (easy) to 10. */
  readonly difficulty: number;
  /** How often it was asked; at least 1. */
  readonly asked: number;
  /** How often it had been known once and was not known any more. */
  readonly lapses: number;
}

/**
 * Decides when a question is asked again.
 *
 * **Guarantees.** A function of its arguments alone. The next time is at least a day and at most a year away, and not
 * sooner after a right answer than after a wrong one.
 *
 * **Does not guarantee.** That the reader knows it then: it is an estimate from other people's memories.
 */
export interface Scheduler {
  /**
   * The memory after an answer.
   *
   * @param before What was known of it; `undefined` where it is asked for the first time.
   * @param known Whether the answer was right, and no guess.
   * @param nowMs The time, in milliseconds since 1970-01-01T00:00:00Z; a clock that went back counts as no time.
   */
  after(before: Memory | undefined, known: boolean, nowMs: number): Memory;
}
