/**
 * All misconceptions of the course. The lists stand by category and chapter in `misconceptions/`.
 *
 * An option of a gate, a distractor of an exercise and a mutant name the belief behind them by its id.
 *
 * @module
 */
import type { Misconception } from "./entry.ts";
import { resilienceBeliefs } from "./misconceptions/resilience.ts";

export type { Misconception };

/** All misconceptions, in course order. */
export const misconceptions = [
  ...resilienceBeliefs,
] as const satisfies readonly Misconception[];

/** The id of a misconception in the list. */
export type MisconceptionId = (typeof misconceptions)[number]["id"];
