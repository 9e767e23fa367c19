/**
 * Known wrong answers: each must be caught, and by the property that it breaks.
 *
 * @module
 */
import type { ExerciseId } from "#src/grade/harness.ts";

/** A change of the solution's text. */
export interface Edit {
  /** Must stand exactly once in the text. */
  readonly find: string;
  readonly replace: string;
}

/** One wrong answer. */
export interface Mutant {
  /** Short and stable: `P01`, or a word. Scripts of the harness are keyed by it. */
  readonly id: string;
  /** What is wrong with it, in words. */
  readonly says: string;
  /** The misconception behind it, where the catalogue has one. */
  readonly misconception?: string;
  /** Changes of the solution, in order; or else {@linkcode text}. */
  readonly edits?: readonly Edit[];
  /** The whole file. */
  readonly text?: string;
  /** The sentence that it breaks. */
  readonly kills: string;
  /** The schedule that shows it. Written by the token search, replayed by the check. */
  readonly token?: string;
}

/** The wrong answers of one exercise. */
export interface Mutants {
  readonly exercise: ExerciseId;
  readonly mutants: readonly Mutant[];
}

/**
 * Defines the known wrong answers of an exercise.
 *
 * @throws {RangeError} If two have the same id, or one has neither edits nor a text, or both.
 */
export function defineMutants(mutants: Mutants): Mutants {
  const ids = new Set<string>();
  for (const { id, edits, text } of mutants.mutants) {
    if (ids.has(id)) {
      throw new RangeError(
        `Cannot define mutants of ${mutants.exercise} as 'id' must be unique: current value is ${id}`,
      );
    }
    ids.add(id);
    if ((edits === undefined) === (text === undefined)) {
      throw new RangeError(
        `Cannot define mutant ${id} of ${mutants.exercise} as it must have either 'edits' or 'text'`,
      );
    }
  }
  return mutants;
}

/**
 * The mutant's text, from the solution's.
 *
 * @throws {RangeError} If a text to find does not stand exactly once.
 */
export function mutate(solution: string, mutant: Mutant): string {
  if (mutant.text !== undefined) return mutant.text;
  return (mutant.edits ?? []).reduce((text, { find, replace }) => {
    const parts = text.split(find);
    if (parts.length !== 2) {
      throw new RangeError(
        `Cannot make mutant ${mutant.id} as '${find}' must stand once in the solution: it stands ${
          parts.length - 1
        } times`,
      );
    }
    return parts.join(replace);
  }, solution);
}
