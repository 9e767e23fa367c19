/**
 * What is wrong with a notebook, and where.
 *
 * @module
 */

/** A fault that fails the check. */
export interface Problem {
  /** Number of the cell, from 1 and counting prose, as people count them on the screen. */
  cell?: number;
  /** Line in the cell, from 1. */
  line?: number;
  /** What is wrong, and what to do. */
  says: string;
}

/** The problem as one line. */
export function problemText({ cell, line, says }: Problem): string {
  const where = cell === undefined
    ? ""
    : line === undefined
    ? `cell ${cell}: `
    : `cell ${cell}, line ${line}: `;
  return where + says;
}
