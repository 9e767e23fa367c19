/**
 * Grades an answer that is loaded already: directed schedules first, then fixed seeds.
 *
 * Portable. It does not defend itself against the answer; `realm.ts` and the terminal's child process do.
 *
 * @module
 */
import { FINISHES, type Run } from "#src/check/scenario.ts";
import { parseToken } from "#src/check/token.ts";
import type { FaultKind } from "#src/sim/fault.ts";
import { describeThrown } from "#src/grade/describe.ts";
import type { Check, Harness, OnHost, PlayOptions, Schedule } from "#src/grade/harness.ts";
import { takeTodos } from "#src/grade/todo-record.ts";
import type { Coverage, Failed, Measurement, Mistaken, Place, Verdict } from "#src/grade/verdict.ts";
import { endingOf } from "#src/grade/ending.ts";
import { sentences } from "#src/view/sentences.ts";
import { sequenceText } from "#src/view/sequence-text.ts";

/** A schedule that is about to be played. */
export interface Announced extends Schedule {
  readonly scenario: string;
  /** How many were played before it. */
  readonly played: number;
}

/** How to grade. */
export interface GradeOptions {
  /** Seeds of each check, in place of the harness's own number. */
  readonly seeds?: number;
  /** Called before each schedule, so that a hang has its seed. */
  readonly onSchedule?: (schedule: Announced) => void;
  /** Called with each host before the answer sees it. */
  readonly onHost?: OnHost;
  /** Called after each schedule; a mistake ends the grading. */
  readonly afterSchedule?: (run: Run | undefined) => Promise<Mistaken | undefined>;
  /** Called with a failure as it was found, before it is made smaller. */
  readonly onFailure?: (verdict: Failed) => void;
  /** Finds the place in the answer that an error came from. */
  readonly placeOf?: (error: unknown) => Place | undefined;
}

/** The exercise's name in tokens: `1-build`. */
export const shortName = (exercise: string): string => exercise.slice(exercise.lastIndexOf("/") + 1);

/**
 * Plays all schedules until one breaks a property.
 *
 * **Guarantees.** The verdict is a function of harness, answer and library: the same on every machine.
 */
export async function gradeAnswer<A>(
  harness: Harness<A>,
  answer: A,
  options: GradeOptions = {},
): Promise<Verdict> {
  const coverage = new CoverageCount(harness.checks.flatMap((check) => check.menu));
  const measured: Measurement[] = [];
  takeTodos();
  for (const check of harness.checks) {
    for (const schedule of schedulesOf(check, options.seeds)) {
      options.onSchedule?.({ scenario: check.scenario, played: coverage.schedules, ...schedule });
      const verdict = await playOne({ harness, check, answer, schedule, coverage, measured, options });
      if (verdict !== undefined) return verdict;
    }
  }
  return { kind: "passed", ...coverage.sum(), measured, explanation: harness.explanation };
}

/** The schedules of a check: directed ones, then seeds from 0 on. */
export function schedulesOf(check: Check<never>, seeds = check.seeds): Schedule[] {
  const directed = Object.entries(check.scripts).map(([script, { seed = 1 }]) => ({ script, seed }));
  // A check without seeds has directed schedules only, however many are asked for.
  const random = check.seeds === 0 ? 0 : seeds;
  return [...directed, ...Array.from({ length: random }, (_, seed) => ({ seed }))];
}

interface Playing<A> {
  harness: Harness<A>;
  check: Check<A>;
  answer: A;
  schedule: Schedule;
  coverage: CoverageCount;
  /** Filled by the first seed of each check. */
  measured: Measurement[];
  options: GradeOptions;
}

async function playOne<A>(playing: Playing<A>): Promise<Verdict | undefined> {
  const { harness, check, answer, schedule, coverage, measured, options } = playing;
  const how = { as: shortName(harness.exercise), ...(options.onHost && { onHost: options.onHost }) };
  let run: Run | undefined;
  let thrown: { error: unknown } | undefined;
  try {
    run = await check.play(answer, schedule, how);
  } catch (error) {
    thrown = { error };
  }
  const what = takeTodos();
  const mistake = await options.afterSchedule?.(run);
  if (what.length > 0) return { kind: "to-do", what };
  if (mistake !== undefined) return { ...mistake, seed: schedule.seed };
  if (thrown !== undefined) return threw(thrown.error, schedule, options);
  coverage.add(run!);
  // A directed schedule is no day like any other: what it measures would be compared with nothing.
  if (schedule.script === undefined && !measured.some(({ scenario }) => scenario === check.scenario)) {
    measured.push(...measurements(run!));
  }
  if (run!.broken.length === 0) return undefined;
  return await failure(playing, run!, how);
}

const measurements = ({ scenario, seed, figures }: Run): Measurement[] =>
  figures.map((figure) => ({ scenario, seed, ...figure }));

function threw(error: unknown, schedule: Schedule, options: GradeOptions): Mistaken {
  const where = options.placeOf?.(error);
  return {
    kind: "mistaken",
    mistake: "threw",
    message: `An error came out of your code where the story cannot go on: ${describeThrown(error)}`,
    ...(where && { where }),
    seed: schedule.seed,
  };
}

async function failure<A>(playing: Playing<A>, original: Run, how: PlayOptions): Promise<Verdict> {
  const { check, answer, schedule, options } = playing;
  options.onFailure?.(failed(playing, original, original));
  // A run without end is as long as runs can be: playing it a hundred times more would take long, and calm it little.
  const small = original.outcome === "endless"
    ? original
    : await check.shrink(answer, original, schedule, how).catch(() => original);
  takeTodos();
  const kept = small.broken.some(({ property }) => property === original.broken[0]!.property);
  return failed(playing, kept ? small : original, original);
}

function failed<A>({ check, schedule, coverage, options }: Playing<A>, run: Run, original: Run): Failed {
  const first = run.broken.find(({ property }) => property === original.broken[0]!.property)!;
  const where = run.outcome === "failed" ? options.placeOf?.(run.error) : undefined;
  const thrown = run.outcome === "failed" ? describeThrown(run.error) : undefined;
  return {
    kind: "failed",
    ...coverage.sum(),
    scenario: check.scenario,
    property: first.property,
    seen: thrown !== undefined && first.property === FINISHES ? "an error ended it" : first.seen,
    alsoBroken: run.broken.filter((each) => each !== first).map(({ property }) => property),
    // A small schedule's chances are calmed; its figures would be of a day that never comes.
    measured: measurements(original).filter(({ property }) =>
      run !== original || property !== first.property
    ),
    seed: schedule.seed,
    ...(schedule.script !== undefined && { script: schedule.script }),
    token: run.token,
    ...(thrown !== undefined && { thrown }),
    ...(where && { where }),
    diagram: sequenceText(endingOf(run.trace)),
    sentences: sentences({ ...plainRun(run), broken: [first] }),
    trace: run.trace,
    hints: check.hintsFor(first.property, run.outcome),
  };
}

/**
 * Plays the one schedule that a token names.
 *
 * @throws {RangeError} If it is no token of this harness.
 */
export async function gradeToken<A>(
  harness: Harness<A>,
  answer: A,
  text: string,
  options: GradeOptions = {},
): Promise<Verdict> {
  const token = parseToken(text);
  const check = harness.checks.find(({ scenario }) => scenario === token.scenario);
  if (check === undefined) {
    throw new RangeError(`Cannot replay as ${harness.exercise} does not play ${token.scenario}`);
  }
  const replaying: Check<A> = {
    ...check,
    play: (given, _schedule, how) => check.replay(given, text, how),
    shrink: (_given, run) => Promise.resolve(run),
  };
  const schedule = { seed: token.seed, ...(token.script !== undefined && { script: token.script }) };
  const coverage = new CoverageCount(token.menu ?? []);
  const measured: Measurement[] = [];
  takeTodos();
  options.onSchedule?.({ scenario: check.scenario, played: 0, ...schedule });
  const verdict = await playOne({ harness, check: replaying, answer, schedule, coverage, measured, options });
  return verdict ?? { kind: "passed", ...coverage.sum(), measured, explanation: harness.explanation };
}

/** How often a sentence was broken, and by which schedule first. */
export interface BrokenCount {
  readonly count: number;
  readonly token: string;
}

/** Plays all schedules without stopping at the first failure, and counts the broken sentences. */
export async function survey<A>(
  harness: Harness<A>,
  answer: A,
  seeds?: number,
): Promise<Map<string, BrokenCount>> {
  const broken = new Map<string, BrokenCount>();
  for (const check of harness.checks) {
    for (const schedule of schedulesOf(check, seeds)) {
      const run = await check.play(answer, schedule, { as: shortName(harness.exercise) });
      for (const { property } of run.broken) {
        const known = broken.get(property);
        broken.set(property, { count: (known?.count ?? 0) + 1, token: known?.token ?? run.token });
      }
    }
  }
  takeTodos();
  return broken;
}

// Not `{ ...run }`: reading the result of a run that did not finish throws.
const plainRun = ({ scenario, subject, seed, outcome, trace, token, waits }: Run) => ({
  scenario,
  subject,
  seed,
  outcome,
  trace,
  token,
  waits,
});

class CoverageCount {
  schedules = 0;
  #allowed: ReadonlySet<FaultKind>;
  #hits: Partial<Record<FaultKind, number>> = {};

  constructor(allowed: readonly FaultKind[]) {
    this.#allowed = new Set(allowed);
  }

  add(run: Run): void {
    this.schedules++;
    for (const kind of Object.keys(run.hits) as FaultKind[]) this.#hits[kind] = (this.#hits[kind] ?? 0) + 1;
  }

  sum(): Coverage {
    const notHit = [...this.#allowed].filter((kind) => this.#hits[kind] === undefined);
    return { schedules: this.schedules, hits: this.#hits, notHit };
  }
}
