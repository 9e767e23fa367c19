/**
 * What a judgement measured, beside what the reference answer comes to: one row for each sentence about a number.
 *
 * @module
 */
import { cleanLine } from "#src/grade/clean.ts";
import type { Judgement } from "#src/grade/report.ts";
import type { Measurement, Verdict } from "#src/grade/verdict.ts";
import { wrap } from "#src/grade/wrap.ts";

/** One sentence and what was seen for it. */
export interface FigureRow {
  readonly sentence: string;
  /** What the learner's answer came to. */
  readonly yours: string;
  /** What the reference answer came to in the same schedule, where that is known. */
  readonly reference?: string;
}

/** What was measured, in the order of the task. */
export interface FigureTable {
  /** What was measured, and in which schedule. */
  readonly caption: string;
  readonly rows: readonly FigureRow[];
}

/** The figures of a judgement; nothing where no sentence is judged on a number. */
export function figuresOf({ verdict, reference = [] }: Judgement): FigureTable | undefined {
  const measured = measuredIn(verdict);
  if (measured.length === 0) return undefined;
  return {
    caption: captionOf(verdict, measured),
    rows: measured.map((each) => {
      const other = reference.find((one) => sameSchedule(one, each) && one.property === each.property);
      return {
        sentence: sentenceOf(each, measured),
        yours: `${cleanLine(each.seen)}${each.holds ? "" : " (does not hold)"}`,
        ...(other && { reference: cleanLine(other.seen) }),
      };
    }),
  };
}

/** The figures that a verdict holds. */
export function measuredIn(verdict: Verdict): readonly Measurement[] {
  return verdict.kind === "passed" || verdict.kind === "failed" ? verdict.measured : [];
}

/**
 * Whether the reference answer is worth playing for its figures: after a pass there is something to compare, and nothing to
 * give away.
 */
export function isComparable({ verdict, typeProblems }: Judgement): boolean {
  return verdict.kind === "passed" && typeProblems.length === 0 && verdict.measured.length > 0;
}

const sameSchedule = (one: Measurement, other: Measurement): boolean =>
  one.scenario === other.scenario && one.seed === other.seed;

function captionOf(verdict: Verdict, measured: readonly Measurement[]): string {
  const bySeed = `What was measured with seed ${measured[0]!.seed}`;
  if (verdict.kind === "failed") {
    return measured.some(({ property }) => property === verdict.property)
      ? `${bySeed}, before the schedule was made smaller`
      : "What else was measured in this schedule";
  }
  // One schedule may be a replayed one, whose draws are not all its seed's.
  const one = verdict.kind === "passed" && verdict.schedules === 1;
  return one ? "What was measured in this schedule" : bySeed;
}

/** Two stories may have a sentence in common; then it is told whose it is. */
function sentenceOf({ property, scenario }: Measurement, all: readonly Measurement[]): string {
  const alone = all.filter((each) => each.property === property).length === 1;
  return alone ? property : `${property} (${scenario.slice(scenario.indexOf("#") + 1)})`;
}

/** The figures for a terminal; no line where nothing was measured. */
export function figureLines(judgement: Judgement): string[] {
  const figures = figuresOf(judgement);
  if (figures === undefined) return [];
  return [
    "",
    `  ${figures.caption}:`,
    ...figures.rows.flatMap(({ sentence, yours, reference }) => [
      ...wrap(sentence, 4),
      ...compared(yours, reference).flatMap((line) => wrap(line, 8)),
    ]),
    ...(judgement.verdict.kind === "failed" ? [""] : []),
  ];
}

function compared(yours: string, reference: string | undefined): string[] {
  if (reference === undefined) return [yours];
  if (reference === yours) return [`yours and the reference answer: ${yours}`];
  return [`yours: ${yours}`, `the reference answer: ${reference}`];
}
