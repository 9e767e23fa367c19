/**
 * Chance, as a pattern may see it.
 *
 * @module
 */

/**
 * A source of random numbers.
 *
 * **Guarantees.** Values are in [0, 1). In a simulation the sequence follows from the seed and the host's name.
 *
 * **Does not guarantee.** It is not fit for secrets.
 */
export interface Random {
  /** The next number, at least 0 and below 1. */
  next(): number;
}
