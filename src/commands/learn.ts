/**
 * `npm run learn`: watches the exercises, shows the next one that is not solved, and moves on.
 *
 * @module
 */
import { existsSync, statSync, watch } from "node:fs";
import { dirname } from "node:path";
import { type Judgement, report, stateOf } from "#src/grade/report.ts";
import { exercisesNamed, paintFor, readArguments, wholeNumber } from "./grade/arguments.ts";
import { stopBundler } from "./grade/bundle.ts";
import { forgetLibrary } from "./grade/cache.ts";
import { listExercises } from "./grade/exercises.ts";
import { judge } from "./grade/judge.ts";
import { filesOf } from "./grade/layout.ts";
import { table } from "./grade/table.ts";

const HELP = `npm run learn [name] [-- options]

Shows the first exercise that is not solved, judges it at each save, and goes on to the next when it is solved.
With a name, stays with those exercises. Ctrl-C ends it.

  --hint <n>   shows the n-th of the three hints
  --once       shows the state once and ends
  --help       this text`;

const DEBOUNCE_MS = 60;
const POLL_MS = 1_000;

const { values, names } = readArguments(HELP, { hint: { type: "string" }, once: { type: "boolean" } });
const hint = wholeNumber("hint", values.hint, 3);
const paint = paintFor(Deno.stdout.isTerminal());
const chosen = names.length === 0 ? listExercises() : exercisesNamed(names, listExercises());
const judgements = new Map<string, Judgement>();
let busy = false;
let again = false;

await look();
if (values.once === true || chosen.length === 0) {
  await stopBundler();
  Deno.exit(0);
}
watchFiles(() => void look());
console.log(paint.faint("  Watching. Save the file to have it judged; Ctrl-C ends."));

/** Judges what is open and shows the first that is not solved. One look at a time; a save meanwhile leads to another. */
async function look(): Promise<void> {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  do {
    again = false;
    await show();
  } while (again);
  busy = false;
}

async function show(): Promise<void> {
  forgetLibrary();
  const before = new Map(judgements);
  const startMs = performance.now();
  for (const exercise of chosen) {
    judgements.set(exercise, await judge(exercise));
    // What comes after the first open one is shown as it was last seen.
    if (stateOf(judgements.get(exercise)!) !== "passed" && before.size > 0) break;
  }
  const ms = performance.now() - startMs;
  const list = chosen.flatMap((exercise) => judgements.get(exercise) ?? []);
  if (Deno.stdout.isTerminal()) console.clear();
  console.log(`\n${table(list, paint)}\n`);
  for (const done of list) {
    const last = before.get(done.exercise);
    if (last !== undefined && stateOf(last) !== "passed" && stateOf(done) === "passed") {
      console.log(`${report(done, { paint })}\n`);
    }
  }
  const open = list.find((judgement) => stateOf(judgement) !== "passed");
  if (open === undefined) console.log(`  ${paint.good("All solved.")}\n`);
  else {console.log(
      `${report(open, { paint, ...(hint !== undefined && { hint }) })}\n\n${
        paint.faint(`  Judged in ${Math.round(ms)} ms.`)
      }`,
    );}
}

/** Editors save by writing, by replacing, or both; some file systems tell nobody, so times are looked at as well. */
function watchFiles(changed: () => void): void {
  const paths = chosen.map((exercise) => filesOf(exercise).exercise);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let known = stamps(paths);
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const now = stamps(paths);
      if (now === known) return;
      known = now;
      changed();
    }, DEBOUNCE_MS);
  };
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    if (existsSync(folder)) watch(folder, soon).on("error", () => {});
  }
  setInterval(soon, POLL_MS);
}

function stamps(paths: readonly string[]): string {
  return paths.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? "none").join(" ");
}
