/**
 * What every implementation of a port must pass, as data: sentences and the checks behind them.
 *
 * @module
 */

/** Checks keyed by their sentence; a check throws where the sentence does not hold. Each gets a fresh subject. */
export type Contract<T> = Readonly<Record<string, (subject: T) => Promise<void> | void>>;

/** Throws where a part of a contract does not hold. */
export function holds(condition: boolean, seen: string): void {
  if (!condition) throw new Error(`The contract does not hold: ${seen}`);
}
