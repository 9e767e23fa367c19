/**
 * `npm run grade`: for teachers. The same program as `npm test`, over a folder of answers.
 *
 * @module
 */
import { lstatSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { brief, type Judgement, report, type State, stateOf, verdictLine } from "#src/grade/report.ts";
import { exercisesNamed, paintFor, readArguments, stop, wholeNumber } from "./grade/arguments.ts";
import { stopBundler } from "./grade/bundle.ts";
import { listExercises } from "./grade/exercises.ts";
import { judge } from "./grade/judge.ts";

const HELP = `npm run grade -- <folder> [name…] [options]
npm run grade -- --answer <file> <name>

Grades the answers in a folder, each in a process without permissions. The folder is a learner's checkout, or holds one
folder for each learner. An answer is looked for as exercises/<category>/<pattern>/<n>-<kind>.ts,
<category>/<pattern>/<n>-<kind>.ts or <pattern>/<n>-<kind>.ts.

  --answer <file>   grades one file as the answer of one exercise, and shows the whole report
  --json            prints the judgements as JSON
  --seeds <n>       plays n random schedules of each check
  --help            this text

Exit code: 0 when all was graded, whatever the verdicts; 2 for a wrong option.`;

const { values, names } = readArguments(HELP, {
  answer: { type: "string" },
  json: { type: "boolean" },
  seeds: { type: "string" },
});
const seeds = wholeNumber("seeds", values.seeds, 100_000);
const options = { ...(seeds !== undefined && { seeds }) };
const all = listExercises();
if (values.answer !== undefined) await gradeOne(String(values.answer));
else await gradeFolder();
await stopBundler();
Deno.exit(0);

async function gradeOne(file: string): Promise<void> {
  const chosen = exercisesNamed(names, all);
  if (chosen.length !== 1) stop("Name one exercise: npm run grade -- --answer <file> circuit-breaker/1");
  const judgement = await judge(chosen[0]!, { ...options, answer: resolve(file) });
  console.log(
    values.json === true
      ? JSON.stringify(judgement, null, 2)
      : report(judgement, { paint: paintFor(Deno.stdout.isTerminal()) }),
  );
}

interface Graded {
  readonly learner: string;
  readonly judgement: Judgement;
  readonly state: State;
}

async function gradeFolder(): Promise<void> {
  const [folder, ...rest] = names;
  if (folder === undefined) stop(HELP);
  const chosen = rest.length === 0 ? all : exercisesNamed(rest, all);
  const learners = learnersIn(resolve(folder), chosen);
  if (learners.length === 0) {
    stop(`There are no answers in ${folder}: see npm run grade -- --help for where they are looked for.`);
  }
  const graded: Graded[] = [];
  for (const { learner, path } of learners) {
    for (const exercise of chosen) {
      const answer = answerIn(path, exercise);
      if (answer === undefined) continue;
      const judgement = await judge(exercise, { ...options, answer });
      graded.push({ learner, judgement, state: stateOf(judgement) });
      if (values.json !== true) {
        console.log(`${learner.padEnd(24)} ${brief(exercise).padEnd(22)} ${verdictLine(judgement)}`);
      }
    }
  }
  if (values.json === true) console.log(JSON.stringify(graded, null, 2));
  else summary(graded);
}

function summary(graded: readonly Graded[]): void {
  console.log("");
  for (const learner of new Set(graded.map((each) => each.learner))) {
    const own = graded.filter((each) => each.learner === learner);
    const solved = own.filter(({ state }) => state === "passed").length;
    console.log(`${learner.padEnd(24)} ${solved} of ${own.length} solved`);
  }
}

/** The folder itself if it holds answers, else each of its folders that does. */
function learnersIn(folder: string, exercises: readonly string[]): { learner: string; path: string }[] {
  const holds = (path: string) => exercises.some((exercise) => answerIn(path, exercise) !== undefined);
  if (holds(folder)) return [{ learner: folder.split(/[\\/]/).at(-1)!, path: folder }];
  let names: string[];
  try {
    names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) =>
      entry.name
    ).sort();
  } catch {
    return stop(`There is no folder ${folder}.`);
  }
  return names.map((learner) => ({ learner, path: join(folder, learner) })).filter(({ path }) => holds(path));
}

function answerIn(folder: string, exercise: string): string | undefined {
  const short = exercise.slice(exercise.indexOf("/") + 1);
  return [join("exercises", exercise), exercise, short]
    .map((path) => join(folder, `${path}.ts`))
    .find((path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined);
}
