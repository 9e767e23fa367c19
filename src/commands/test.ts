/**
 * `npm test`: grades the exercises, then runs the library's own tests.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { type Judgement, report, stateOf } from "#src/grade/report.ts";
import { exercisesNamed, paintFor, readArguments, wholeNumber } from "./grade/arguments.ts";
import { stopBundler } from "./grade/bundle.ts";
import { listExercises } from "./grade/exercises.ts";
import { judgeAll } from "./grade/judge.ts";
import { projectRoot } from "./grade/layout.ts";
import { table } from "./grade/table.ts";
import { hostNode } from "./tool-folder.ts";

const HELP = `npm test [name…] [-- options]

Grades all exercises and runs the library's own tests; with names, grades just those exercises.
A name is a pattern (circuit-breaker), an exercise (circuit-breaker/1), or the beginning of one.

  --seeds <n>   plays n random schedules of each check, in place of the exercise's own number
  --hint <n>    shows the n-th of the three hints
  --strict      a hole that is still to do, or a file not started, counts as wrong
  --help        this text

Exit code: 0 if nothing is wrong (not started and to do are not wrong), 1 if something is, 2 for a wrong option.`;

const { values, names } = readArguments(HELP, {
  seeds: { type: "string" },
  hint: { type: "string" },
  strict: { type: "boolean" },
});
const seeds = wholeNumber("seeds", values.seeds, 100_000);
const hint = wholeNumber("hint", values.hint, 3);
const strict = values.strict === true;
const paint = paintFor(Deno.stdout.isTerminal());
const all = listExercises();
const chosen = names.length === 0 ? all : exercisesNamed(names, all);
const judgements = await judgeAll(chosen, { ...(seeds !== undefined && { seeds }) }, showProgress());
await stopBundler();
console.log(`\n${table(judgements, paint)}\n`);
const wrong = judgements.filter((judgement) => stateOf(judgement) === "failed");
tell(wrong);
let failed = wrong.length > 0 || (strict && judgements.some((judgement) => stateOf(judgement) !== "passed"));
if (names.length === 0) failed = !(await libraryTests()) || failed;
Deno.exit(failed ? 1 : 0);

/** The report of what matters most: one by name, else the first that is wrong, else what to do next. */
function tell(failures: readonly Judgement[]): void {
  const options = { ...(hint !== undefined && { hint }), paint };
  const [first] = failures;
  const [only] = judgements;
  if (names.length > 0 && judgements.length === 1) return console.log(`${report(only!, options)}\n`);
  if (first !== undefined) {
    console.log(`${report(first, options)}\n`);
    if (failures.length > 1) {
      console.log(
        `  ${failures.length - 1} more ${failures.length === 2 ? "is" : "are"} wrong; name one to see it.\n`,
      );
    }
    return;
  }
  const next = judgements.find((judgement) => stateOf(judgement) !== "passed");
  if (next === undefined) {
    return console.log(
      judgements.length === 0 ? "  There are no exercises here.\n" : `  ${paint.good("All solved.")}\n`,
    );
  }
  const begin = judgements.every((judgement) => stateOf(judgement) === "not started")
    ? "Nothing is started yet. Begin with"
    : "Go on with";
  console.log(`  ${begin} ${paint.bold(next.file)}: its first comment is the task.`);
  console.log("  Read the chapter first (npm start). npm run learn watches while you work.\n");
}

function showProgress(): (() => void) | undefined {
  if (!Deno.stderr.isTerminal()) return undefined;
  let done = 0;
  const write = (text: string) =>
    void Deno.stderr.writeSync(new TextEncoder().encode(`\r${text.padEnd(40)}\r`));
  return () => {
    done++;
    write(done < chosen.length ? `Grading ${done} of ${chosen.length} …` : "");
  };
}

/** True if the library's own tests pass. */
function libraryTests(): Promise<boolean> {
  console.log(paint.bold("The library's own tests"));
  const vitest = `${projectRoot}node_modules/vitest/vitest.mjs`;
  const child = spawn(hostNode(), [vitest, "run", "--project", "library", "--reporter", "dot"], {
    cwd: projectRoot,
    stdio: "inherit",
    env: { ...Deno.env.toObject(), HOSTILE_SAMPLE: "3" },
  });
  return new Promise((resolve) => {
    child.on("error", (error) => {
      console.error(`Node could not be started: ${error.message}`);
      resolve(false);
    });
    child.on("close", (code) => resolve(code === 0));
  });
}
