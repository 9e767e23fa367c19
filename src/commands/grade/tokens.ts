/**
 * Grades the graders, searches the schedules that kill the mutants, and writes their tokens.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { mutate } from "#src/grade/mutants.ts";
import { findExercises, listExercises } from "./exercises.ts";
import { faultsOfShrunk, findToken, gradeGrader, killMatrix, loadParts, type Parts } from "./graders.ts";
import { course, type Layout } from "./layout.ts";

const HELP = `deno run -A src/commands/grade/tokens.ts [name…] [--write] [--matrix] [--json] [--base <folder>]

Checks each exercise's grader: shipped file, stub, solution, variants, and each mutant by its stored token.

  --write    search anew and write the tokens into the .mutants.ts files first
  --matrix   also print which sentence each mutant breaks, over all schedules
  --shrunk   also check that the solution holds at the schedule that each mutant's report shows, which was made smaller
  --json     print the findings as JSON and nothing else
  --base     a folder with exercises/ and solutions/, in place of the course`;

// A mutant may leave promises behind that nobody handles; that is no failure of the grader.
addEventListener("unhandledrejection", (event) => event.preventDefault());
addEventListener("error", (event) => event.preventDefault());

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    write: { type: "boolean" },
    matrix: { type: "boolean" },
    shrunk: { type: "boolean" },
    json: { type: "boolean" },
    base: { type: "string" },
    help: { type: "boolean", short: "h" },
  },
});
if (values.help) {
  console.log(HELP);
  Deno.exit(0);
}
const layout: Layout = values.base === undefined ? course : { base: values.base };
const all = listExercises(layout);
const chosen = positionals.length === 0 ? all : positionals.flatMap((name) => {
  const found = findExercises(name, all);
  if ("exercises" in found) return found.exercises;
  console.error(`There is no exercise '${name}'.`);
  Deno.exit(2);
});
const say = values.json ? () => {} : console.log;
const findings = [];
for (const exercise of chosen) {
  if (values.write) await writeTokens(exercise, await loadParts(exercise, layout));
  const found = await gradeGrader(exercise, layout).catch((error: unknown) => ({
    exercise,
    faults: [error instanceof Error ? error.message : String(error)],
    variants: 0,
    mutants: 0,
    schedules: 0,
    ms: 0,
  }));
  if (values.shrunk) found.faults.push(...await faultsOfShrunk(await loadParts(exercise, layout)));
  findings.push(found);
  say(
    `${
      found.faults.length === 0 ? "right" : "WRONG"
    }  ${exercise}: ${found.mutants} mutants, ${found.variants} variants, ${found.schedules} schedules in ${
      Math.round(found.ms)
    } ms`,
  );
  for (const fault of found.faults) say(`       ${fault}`);
  if (values.matrix) await printMatrix(await loadParts(exercise, layout));
}
if (values.json) console.log(JSON.stringify(findings));
// Some mutant may have left a wait behind.
Deno.exit(findings.every(({ faults }) => faults.length === 0) ? 0 : 1);

async function writeTokens(exercise: string, parts: Parts): Promise<void> {
  let text = readFileSync(parts.files.mutants, "utf8");
  for (const mutant of parts.mutants.mutants) {
    let token: string | undefined;
    try {
      mutate(parts.solution, mutant);
      token = await findToken(mutant, parts);
    } catch (error) {
      say(`       mutant ${mutant.id}: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (token === undefined) {
      say(`       mutant ${mutant.id} of ${exercise} survives all schedules of “${mutant.kills}”`);
    }
    text = withToken(text, mutant.id, token ?? "");
    mutant satisfies object;
    (mutant as { token?: string }).token = token ?? "";
  }
  writeFileSync(parts.files.mutants, text);
}

/** The text with this mutant's token; it stands last in the mutant. */
function withToken(text: string, id: string, token: string): string {
  const start = text.search(new RegExp(`\\bid:\\s*"${id.replace(/[.*+?^$(){}|[\]\\]/g, "\\$&")}"`));
  if (start < 0) return text;
  const after = text.slice(start + 3).search(/\bid:\s*"/);
  const end = after < 0 ? text.length : start + 3 + after;
  const own = text.slice(start, end);
  const line = `token: ${JSON.stringify(token)}`;
  if (/\btoken:\s*"[^"]*"/.test(own)) {
    return text.slice(0, start) + own.replace(/\btoken:\s*"[^"]*"/, () => line) + text.slice(end);
  }
  const kills = /\bkills:\s*(?:"[^"]*"|[A-Z_a-z.]+),?/.exec(own);
  if (kills === null) return text;
  const at = start + kills.index + kills[0].length;
  return `${text.slice(0, at)}${kills[0].endsWith(",") ? "" : ","} ${line},${text.slice(at)}`;
}

async function printMatrix(parts: Parts): Promise<void> {
  const matrix = await killMatrix(parts);
  const sentences = [...new Set(parts.harness.checks.flatMap((check) => check.sentences))];
  for (const [id, broken] of matrix) {
    const row = sentences.map((sentence) => String(broken.get(sentence)?.count ?? ".").padStart(4)).join("");
    say(`       ${id.padEnd(12)}${row}`);
  }
  sentences.forEach((sentence, index) => say(`       ${String(index + 1).padStart(2)}: ${sentence}`));
}
