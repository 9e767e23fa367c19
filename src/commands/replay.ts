/**
 * `npm run replay`: brings one schedule back, of your answer or of a scenario.
 *
 * @module
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { replay } from "#src/check/replay.ts";
import type { Run, Scenario } from "#src/check/scenario.ts";
import { parseToken, type Token } from "#src/check/token.ts";
import { describeThrown } from "#src/grade/describe.ts";
import { figureLines } from "#src/grade/figures.ts";
import { report, stateOf } from "#src/grade/report.ts";
import { wrap } from "#src/grade/wrap.ts";
import { sentences } from "#src/view/sentences.ts";
import { sequenceText } from "#src/view/sequence-text.ts";
import { exercisesNamed, paintFor, readArguments, stop } from "./grade/arguments.ts";
import { stopBundler } from "./grade/bundle.ts";
import { listExercises } from "./grade/exercises.ts";
import { judge } from "./grade/judge.ts";
import { projectRoot } from "./grade/layout.ts";

const HELP = `npm run replay [exercise] "<token>"

Plays one schedule again: the one that a token names, as reports, chapters and pages show it.
A token of an exercise is played with your answer as it is now; one of a scenario, with the variant that it names.

  --help   this text`;

const { names } = readArguments(HELP, {});
const text = names.at(-1);
if (text === undefined || names.length > 2) stop(HELP);
let token: Token;
try {
  token = parseToken(text);
} catch (error) {
  stop((error as Error).message);
}
const ofExercise = /^[1-9]-(build|repair|extend|attack|review|choose)$/.test(token.subject);
Deno.exit(ofExercise ? await replayAnswer() : await replayVariant());

async function replayAnswer(): Promise<number> {
  const all = listExercises();
  const slug = token.scenario.split("#")[0]!;
  const wanted = names.length === 2
    ? exercisesNamed([names[0]!], all)
    : all.filter((id) => id === `${slug}/${token.subject}`);
  const exercise = wanted.find((id) => id.endsWith(`/${token.subject}`));
  if (exercise === undefined) {
    stop(`There is no exercise '${slug}/${token.subject}'. Name the exercise before the token.`);
  }
  const judgement = await judge(exercise, { token: text!, types: false });
  await stopBundler();
  const paint = paintFor(Deno.stdout.isTerminal());
  if (judgement.verdict.kind === "passed") {
    const held = "  In this schedule nothing breaks any more. `npm test` plays all the others.";
    console.log(
      [`${paint.good("HOLDS")}   ${exercise}`, "", held, ...figureLines(judgement)].join("\n"),
    );
  } else console.log(report(judgement, { paint }));
  return stateOf(judgement) === "failed" ? 1 : 0;
}

async function replayVariant(): Promise<number> {
  const scenario = await findScenario(token.scenario);
  if (scenario === undefined) stop(`There is no scenario '${token.scenario}'.`);
  let run: Run;
  try {
    run = await replay(scenario, text!);
  } catch (error) {
    stop(describeThrown(error).replace(/^RangeError: /, ""));
  }
  const lines = sentences(run).flatMap((sentence) => wrap(sentence, 2));
  console.log(
    [`${token.scenario}, ${token.subject}, seed ${token.seed}`, "", ...lines, "", sequenceText(run.trace)]
      .join("\n"),
  );
  return 0;
}

/** The scenario of this id, from its slug's file; a file may export several. */
async function findScenario(id: string): Promise<Scenario | undefined> {
  const slug = id.split("#")[0]!;
  const file = join(projectRoot, "src/patterns", `${slug}.scenario.ts`);
  const folder = join(projectRoot, "src/patterns", slug);
  const more = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith(".scenario.ts")).map((name) => join(folder, name))
    : [];
  for (const path of [file, ...more]) {
    if (!existsSync(path)) continue;
    const module = await import(pathToFileURL(path).href) as Record<string, Scenario | undefined>;
    const found = Object.values(module).find((value) => value?.id === id && typeof value.run === "function");
    if (found !== undefined) return found;
  }
  return undefined;
}
