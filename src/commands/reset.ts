/**
 * `npm run reset`: an exercise as it was shipped. Needs no git.
 *
 * @module
 */
import { relative } from "node:path";
import { brief } from "#src/grade/report.ts";
import { exercisesNamed, readArguments, stop } from "./grade/arguments.ts";
import { listExercises } from "./grade/exercises.ts";
import { filesOf, projectRoot } from "./grade/layout.ts";
import { resetExercise } from "./grade/reset.ts";

const HELP = `npm run reset <name…>

Puts the file as shipped in the place of an exercise: npm run reset circuit-breaker/1
What was there is kept beside it, with the ending .bak.

  --help   this text`;

const { names } = readArguments(HELP, {});
if (names.length === 0) stop(HELP);
const show = (path: string) => relative(projectRoot, path).replaceAll("\\", "/");
for (const exercise of exercisesNamed(names, listExercises())) {
  const { exercise: path } = filesOf(exercise);
  const outcome = resetExercise(exercise);
  if (outcome.did === "nothing") console.log(`${brief(exercise)} is as shipped already.`);
  else {
    const kept = outcome.kept === undefined ? "" : ` What was there is kept as ${show(outcome.kept)}.`;
    console.log(`${brief(exercise)} is as shipped again: ${show(path)}.${kept}`);
  }
}
