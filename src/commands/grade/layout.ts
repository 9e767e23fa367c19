/**
 * Where an exercise's files stand on this machine.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exercisePathsOf } from "#src/catalog/paths.ts";

/** The project's folder. */
export const projectRoot: string = fileURLToPath(new URL("../../../", import.meta.url));

/** A folder that holds `exercises/` and `solutions/`; the project's own, but for tests of the grader. */
export interface Layout {
  readonly base: string;
}

/** The project's own exercises. */
export const course: Layout = { base: projectRoot };

/** Absolute paths of one exercise. */
export interface ExerciseFiles {
  readonly exercise: string;
  readonly harness: string;
  readonly stub: string;
  readonly mutants: string;
  readonly variants: string;
  readonly solution: string;
}

/** The files of `category/name/1-build`. */
export function filesOf(id: string, { base }: Layout = course): ExerciseFiles {
  const cut = id.lastIndexOf("/");
  const paths = exercisePathsOf(id.slice(0, cut), id.slice(cut + 1));
  const at = (path: string) => join(base, path);
  return {
    exercise: at(paths.exercise),
    harness: at(paths.harness),
    stub: at(paths.stub),
    mutants: at(paths.mutants),
    variants: at(paths.variants),
    solution: at(paths.solution),
  };
}
