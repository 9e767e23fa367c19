/**
 * One slug, one path: where the files of a pattern stand. The catalog holds no path; this rule gives them all.
 *
 * @module
 */

/** The kinds of exercise. */
export const exerciseKinds = ["build", "repair", "extend", "attack", "review", "choose"] as const;

/** Where the files of a pattern stand, relative to the project's folder. */
export interface SlugPaths {
  pattern: string;
  without: string;
  scenario: string;
  test: string;
  /** Recall items. */
  items: string;
  /** What the catalog holds of it. */
  entry: string;
  /** Misconceptions that its chapter is the first to treat. */
  beliefs: string;
  notebook: string;
  /** Folder of the exercises that a learner edits. */
  exercises: string;
  harnesses: string;
  solutions: string;
}

/** The places of a slug. */
export function pathsOf(slug: string): SlugPaths {
  return {
    pattern: `src/patterns/${slug}.ts`,
    without: `src/patterns/${slug}/without.ts`,
    scenario: `src/patterns/${slug}.scenario.ts`,
    test: `src/patterns/${slug}.test.ts`,
    items: `src/patterns/${slug}.items.ts`,
    entry: `src/catalog/${slug}.ts`,
    beliefs: `src/catalog/misconceptions/${slug}.ts`,
    notebook: `notebooks/${slug}.ipynb`,
    exercises: `exercises/${slug}/`,
    harnesses: `exercises/.harness/${slug}/`,
    solutions: `solutions/${slug}/`,
  };
}

/** Where the files of one exercise stand. `name` is `1-build`. */
export interface ExercisePaths {
  exercise: string;
  harness: string;
  stub: string;
  mutants: string;
  /** Folder of other right answers. */
  variants: string;
  solution: string;
}

/** The places of one exercise of a slug. */
export function exercisePathsOf(slug: string, name: string): ExercisePaths {
  const { exercises, harnesses, solutions } = pathsOf(slug);
  return {
    exercise: `${exercises}${name}.ts`,
    harness: `${harnesses}${name}.ts`,
    stub: `${harnesses}${name}.stub.ts`,
    mutants: `${harnesses}${name}.mutants.ts`,
    variants: `${harnesses}${name}.variants/`,
    solution: `${solutions}${name}.ts`,
  };
}

// The longer one of two that begin alike stands first.
const roots = [
  "src/patterns/",
  "src/catalog/misconceptions/",
  "src/catalog/",
  "notebooks/",
  "exercises/.harness/",
  "exercises/",
  "solutions/",
];
/** Folders that look like a category and are none. */
const apart = ["clinic"];

/** The slug to which a file belongs by its path, or `undefined` for one that belongs to none. */
export function slugOfPath(path: string): string | undefined {
  const root = roots.find((each) => path.startsWith(each));
  if (root === undefined) return undefined;
  const [category, rest, ...more] = path.slice(root.length).split("/");
  if (category === undefined || rest === undefined || category.startsWith(".") || apart.includes(category)) {
    return undefined;
  }
  return `${category}/${more.length > 0 ? rest : rest.split(".")[0]}`;
}
