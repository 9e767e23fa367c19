/**
 * All files of a new pattern.
 *
 * @module
 */
import { exercisePathsOf, pathsOf } from "#src/catalog/paths.ts";
import { chapterTemplate } from "./chapter-template.ts";
import {
  itemsTemplate,
  patternTemplate,
  scenarioTemplate,
  testTemplate,
  withoutTemplate,
} from "./code-templates.ts";
import { beliefsTemplate, entryTemplate } from "./entry-template.ts";
import { answerTemplate, harnessTemplate, mutantsTemplate, stubTemplate } from "./exercise-templates.ts";
import type { Names } from "./names.ts";

/** Path and text of each file. `exercises` are names such as `1-build`. */
export function filesFor(names: Names, tier: string, exercises: readonly string[]): Map<string, string> {
  const paths = pathsOf(names.slug);
  const files = new Map([
    [paths.entry, entryTemplate(names, tier)],
    [paths.beliefs, beliefsTemplate(names)],
    [paths.pattern, patternTemplate(names)],
    [paths.without, withoutTemplate(names)],
    [paths.scenario, scenarioTemplate(names)],
    [paths.test, testTemplate(names)],
    [paths.items, itemsTemplate(names)],
    [paths.notebook, chapterTemplate(names)],
  ]);
  for (const exercise of exercises) {
    const places = exercisePathsOf(names.slug, exercise);
    const stub = stubTemplate(names, exercise);
    files.set(places.exercise, stub);
    files.set(places.stub, stub);
    files.set(places.harness, harnessTemplate(names, exercise));
    files.set(places.mutants, mutantsTemplate(names, exercise));
    files.set(
      `${places.variants}one.ts`,
      answerTemplate(names, exercise, "to write: a right answer in another style."),
    );
    files.set(
      `${places.variants}two.ts`,
      answerTemplate(names, exercise, "to write: a right answer by another idea."),
    );
    files.set(
      places.solution,
      answerTemplate(names, exercise, "The reference answer. to write: the reasons for its choices."),
    );
  }
  return files;
}
