/** What a campaign adds up to. */
import type { FaultKind } from "#src/sim/fault.ts";
import type { Part } from "./plan.ts";

export interface Example {
  readonly property: string;
  readonly seen: string;
  readonly token: string;
}

export interface ChunkResult {
  readonly key: string;
  readonly seeds: number;
  /** A seed of an exercise is played once by each of its checks. */
  readonly schedules: number;
  /** Schedules in which at least one sentence did not hold. */
  readonly failing: number;
  readonly broken: Readonly<Record<string, number>>;
  readonly hits: Readonly<Partial<Record<FaultKind, number>>>;
  readonly examples: readonly Example[];
  /** Why the chunk ended early: an error, or the time limit. */
  readonly stopped?: string;
}

export type Sum = Omit<ChunkResult, "key" | "stopped"> & { readonly stopped: readonly string[] };

export function sum(results: readonly ChunkResult[]): Sum {
  const add = (pick: (each: ChunkResult) => Readonly<Record<string, number>>) => {
    const total: Record<string, number> = {};
    for (const each of results) {
      for (const [key, value] of Object.entries(pick(each))) total[key] = (total[key] ?? 0) + value;
    }
    return Object.fromEntries(Object.entries(total).sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return {
    seeds: results.reduce((total, each) => total + each.seeds, 0),
    schedules: results.reduce((total, each) => total + each.schedules, 0),
    failing: results.reduce((total, each) => total + each.failing, 0),
    broken: add((each) => each.broken),
    hits: add((each) => each.hits as Record<string, number>),
    examples: results.flatMap((each) => each.examples).slice(0, 3),
    stopped: [...new Set(results.flatMap((each) => each.stopped ?? []))],
  };
}

/** With no failure in N fresh schedules the rate is below this, at 95 % confidence (Hanley and Lippman-Hand 1983). */
export const boundOf = (schedules: number): number => Number((3 / schedules).toPrecision(3));

export interface ScenarioRecord extends Sum {
  readonly id: string;
  readonly variant: string;
  readonly from: number;
  readonly rate: number;
  /** Present where nothing failed. */
  readonly rateBelow?: number;
}

export interface AnswerRecord extends Sum {
  readonly name: string;
  readonly says?: string;
  /** The sentence that a mutant is to break. */
  readonly kills?: string;
  /** Whether it did. */
  readonly killed?: boolean;
}

export interface ExerciseRecord {
  readonly exercise: string;
  readonly falseAlarms: number;
  /** Seeds that each right answer was played with, at least. */
  readonly seeds: number;
  readonly schedules: number;
  readonly right: readonly AnswerRecord[];
  readonly mutants: readonly AnswerRecord[];
}

export interface CampaignRecord {
  readonly slug: string;
  readonly date: string;
  readonly commit: string;
  readonly library: string;
  readonly seeds: number;
  readonly mutantSeeds: number;
  readonly scenarios: readonly ScenarioRecord[];
  readonly exercises: readonly ExerciseRecord[];
}

export type ResultsOf = (part: Part) => readonly ChunkResult[];

export function scenarioRecords(
  parts: readonly Part[],
  resultsOf: ResultsOf,
  from: number,
): ScenarioRecord[] {
  return parts.flatMap((part) => {
    if (part.kind !== "scenario") return [];
    const total = sum(resultsOf(part));
    const rate = total.schedules === 0 ? 0 : Number((total.failing / total.schedules).toPrecision(4));
    const clean = total.failing === 0 && total.schedules > 0;
    return [{
      id: part.id,
      variant: part.variant,
      from,
      rate,
      ...(clean && { rateBelow: boundOf(total.schedules) }),
      ...total,
    }];
  });
}

export function exerciseRecords(parts: readonly Part[], resultsOf: ResultsOf): ExerciseRecord[] {
  const answers = parts.filter((part) => part.kind === "answer");
  return [...new Set(answers.map(({ exercise }) => exercise))].map((exercise) => {
    const own = answers.filter((part) => part.exercise === exercise);
    const record = (part: Part & { kind: "answer" }): AnswerRecord => {
      const total = sum(resultsOf(part));
      const { name, says, kills } = part;
      return {
        name: name.slice(name.lastIndexOf("/") + 1),
        ...(says !== undefined && { says }),
        ...(kills !== undefined && { kills, killed: (total.broken[kills] ?? 0) > 0 }),
        ...total,
      };
    };
    const right = own.filter(({ role }) => role !== "mutant").map(record);
    return {
      exercise,
      falseAlarms: right.reduce((total, { failing }) => total + failing, 0),
      seeds: Math.min(...right.map(({ seeds }) => seeds)),
      schedules: right.reduce((total, { schedules }) => total + schedules, 0),
      right,
      mutants: own.filter(({ role }) => role === "mutant").map(record),
    };
  });
}

/** What a person wants to know, one line each. */
export function summary({ scenarios, exercises }: CampaignRecord): string {
  const lines = scenarios.map(({ id, variant, schedules, failing, rateBelow, rate, stopped }) => {
    const found = failing === 0
      ? `none failed: rate below ${rateBelow ?? "?"}`
      : `${failing} failed: rate ${rate}`;
    return `${id}, ${variant}: ${schedules} schedules, ${found}${
      stopped.length > 0 ? `; stopped: ${stopped[0]}` : ""
    }`;
  });
  for (const { exercise, falseAlarms, seeds, schedules, right, mutants } of exercises) {
    const killed = mutants.filter((mutant) => mutant.killed).length;
    const alive = mutants.filter((mutant) => !mutant.killed).map(({ name }) => name);
    lines.push(
      `${exercise}: ${falseAlarms} false alarms in ${schedules} schedules (${seeds} seeds, ${right.length} right answers); ` +
        `${killed} of ${mutants.length} mutants killed by their sentence${
          alive.length > 0 ? ` (not: ${alive.join(", ")})` : ""
        }`,
    );
    for (const { name, stopped } of [...right, ...mutants]) {
      if (stopped.length > 0) lines.push(`  ${name} stopped: ${stopped[0]}`);
    }
  }
  return lines.join("\n");
}
