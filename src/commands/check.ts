/**
 * `npm run check`: everything that a maintainer or CI runs before a change is taken.
 *
 * @module
 */
import path from "node:path";
import process from "node:process";
import { type Outcome, runStep } from "./check/run-step.ts";
import { chooseSteps, type Step, steps } from "./check/steps.ts";
import { readArguments } from "./site/arguments.ts";

const HELP = `npm run check [-- --only types,lint] [--from tests] [--skip site] [--verbose] [--list]

Runs every step in order and stops at the first that is red.

  --only <names>   these steps alone
  --from <name>    this step and those after it
  --skip <names>   all but these
  --verbose        show what the steps print while they run
  --list           name the steps and run none
  --help           this text

Steps:
${steps.map(({ name, says }) => `  ${name.padEnd(12)} ${says}`).join("\n")}`;

const args = readArguments(HELP, {
  only: { type: "string" },
  from: { type: "string" },
  skip: { type: "string" },
  verbose: { type: "boolean" },
  list: { type: "boolean" },
});
const text = (value: string | boolean | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;
const chosen = chooseSteps({ only: text(args.only), from: text(args.from), skip: text(args.skip) });
if (typeof chosen === "string") {
  console.error(chosen);
  process.exit(2);
}
if (args.list === true) {
  for (const { name, says } of chosen) console.log(`${name.padEnd(12)} ${says}`);
  process.exit(0);
}

const root = path.resolve(import.meta.dirname!, "..", "..");
const outcomes = await runAll(chosen, args.verbose === true);
summarise(chosen, outcomes);
process.exit(outcomes.every(({ passed }) => passed) ? 0 : 1);

/** Runs the steps until one is red. */
async function runAll(list: readonly Step[], verbose: boolean): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [index, step] of list.entries()) {
    console.log(`${index + 1}/${list.length} ${step.name}: ${step.says}`);
    const outcome = await runStep(step, root, verbose);
    outcomes.push(outcome);
    if (!outcome.passed) {
      if (!verbose) console.log(lastLines(outcome.output, 200));
      console.log(
        `\nRed: ${step.name}. Run it alone with\n  npm run check -- --only ${step.name}\nor\n  ${outcome.failed}\n`,
      );
      break;
    }
  }
  return outcomes;
}

function lastLines(output: string, count: number): string {
  const lines = output.trimEnd().split("\n");
  return lines.length <= count
    ? lines.join("\n")
    : [`… (${lines.length - count} lines before)`, ...lines.slice(-count)].join("\n");
}

function summarise(list: readonly Step[], outcomes: readonly Outcome[]): void {
  console.log("");
  for (const [index, { name }] of list.entries()) {
    const outcome = outcomes[index];
    const verdict = outcome === undefined ? "not run" : outcome.passed ? "passed" : "FAILED";
    const seconds = outcome === undefined ? "" : `${outcome.seconds.toFixed(1)} s`;
    console.log(`  ${name.padEnd(12)} ${seconds.padStart(9)}  ${verdict}`);
  }
  const failed = outcomes.filter(({ passed }) => !passed).length;
  const total = outcomes.reduce((sum, { seconds }) => sum + seconds, 0);
  const notRun = list.length - outcomes.length;
  console.log(`\n${(total / 60).toFixed(1)} minutes`);
  console.log(
    `${outcomes.length - failed} passed, ${failed} failed${notRun > 0 ? `, ${notRun} not run` : ""}`,
  );
}
