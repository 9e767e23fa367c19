/**
 * All exercises in course order, as a table with progress.
 *
 * @module
 */
import { parts } from "#src/catalog/catalog.ts";
import { brief, type Judgement, type Paint, type State, stateOf } from "#src/grade/report.ts";

const SIGNS: Record<State, string> = { passed: "✓", failed: "✗", "to do": "…", "not started": "·" };

/** One line for each exercise, under its pattern; and how many are solved. */
export function table(judgements: readonly Judgement[], paint: Paint): string {
  const lines: string[] = [];
  let last = "";
  for (const judgement of judgements) {
    const slug = judgement.exercise.slice(0, judgement.exercise.lastIndexOf("/"));
    if (slug !== last) lines.push(`  ${paint.bold(titleOf(slug))}`);
    last = slug;
    lines.push(row(judgement, paint));
  }
  return [...lines, "", `  ${progress(judgements)}`].join("\n");
}

function row(judgement: Judgement, paint: Paint): string {
  const state = stateOf(judgement);
  const [number = "", kind = ""] = judgement.exercise.slice(judgement.exercise.lastIndexOf("/") + 1).split(
    "-",
  );
  const tone = state === "passed" ? paint.good : state === "failed" ? paint.bad : paint.faint;
  return `    ${tone(SIGNS[state])} ${number} ${kind.padEnd(8)} ${tone(state.padEnd(12))} ${
    paint.faint(`npm test ${brief(judgement.exercise)}`)
  }`;
}

function titleOf(slug: string): string {
  const known = parts.flatMap(({ entries, clinic }) => [...entries, clinic]);
  return known.find((each) => each.slug === slug)?.title ?? slug;
}

function progress(judgements: readonly Judgement[]): string {
  const solved = judgements.filter((judgement) => stateOf(judgement) === "passed").length;
  const width = 24;
  const full = judgements.length === 0 ? 0 : Math.round((solved / judgements.length) * width);
  return `${"█".repeat(full)}${"░".repeat(width - full)}  ${solved} of ${judgements.length} solved`;
}
