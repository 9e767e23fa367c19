/**
 * Many schedules of one scenario, in search of one that breaks a property.
 *
 * @module
 */
import { type Broken, type Run, type RunOptions, type Scenario } from "#src/check/scenario.ts";
import { shrink } from "#src/check/shrink.ts";
import type { Strategy } from "#src/check/token.ts";
import type { FaultKind } from "#src/sim/fault.ts";

/** How to search. */
export interface ExploreOptions {
  /** How many seeds to play, at least 1. */
  seeds: number;
  /** First seed. @default {0} */
  from?: number;
  /** Kinds of fault that chance may add. @default the scenario's own menu */
  menu?: readonly FaultKind[];
  /** `"both"` plays every second seed by priorities. @default {"both"} */
  strategy?: Strategy | "both";
  /** The subject's name in tokens, where it is not a variant. */
  as?: string;
  /** Whether a failure is made smaller. @default {true} */
  shrink?: boolean;
  /** Whether properties are shown a trace; without it runs are faster, and a property that reads it judges nothing. @default {true} */
  trace?: boolean;
  /** Called after each schedule. */
  onSchedule?: (played: number) => void;
}

/** A schedule that broke a property. */
export interface Failure<R = unknown, P extends string = string> extends Broken<P> {
  readonly seed: number;
  /** The run, made as small as the search could. */
  readonly run: Run<R, P>;
  /** The run as it was found. */
  readonly original: Run<R, P>;
  /** Brings the small run back. */
  readonly token: string;
}

/** What a search found. */
export interface Exploration<R = unknown, P extends string = string> {
  readonly scenario: string;
  readonly subject: string;
  /** Schedules played. */
  readonly schedules: number;
  /** In how many schedules each kind of fault had an effect. */
  readonly hits: Readonly<Partial<Record<FaultKind, number>>>;
  /** Kinds that were allowed and never had an effect. */
  readonly notHit: readonly FaultKind[];
  /** The first failure, if there was one. Without it: not refuted in this many schedules, and no more than that. */
  readonly failure?: Failure<R, P>;
}

/**
 * Plays seeds one after the other until one breaks a property, and makes that one smaller.
 *
 * **Does not guarantee.** No failure in N schedules of fixed seeds says only: 0 of N. On fresh seeds it bounds the rate
 * of failing schedules below 3/N at 95 % confidence, under this scheduler and these faults (Hanley and Lippman-Hand 1983).
 */
export async function explore<S, R, V extends string, P extends string>(
  scenario: Scenario<S, R, V, P>,
  subject: V | S,
  options: ExploreOptions,
): Promise<Exploration<R, P>> {
  const { seeds, from = 0, menu = scenario.menu ?? [], strategy = "both" } = options;
  if (!(Number.isInteger(seeds) && seeds >= 1)) {
    throw new RangeError(
      `Cannot explore as 'seeds' must be a whole number of at least 1: current value is ${seeds}`,
    );
  }
  const hits: Partial<Record<FaultKind, number>> = {};
  const name = typeof subject === "string" ? subject : options.as ?? "subject";
  for (let played = 0; played < seeds; played++) {
    const seed = from + played;
    const runOptions: RunOptions = {
      ...(menu.length > 0 && { menu }),
      ...(options.as !== undefined && { as: options.as }),
      ...(usesPriorities(strategy, played) && { strategy: "priorities" as const }),
    };
    const run = await scenario.run(seed, subject, { ...runOptions, trace: options.trace ?? true });
    for (const kind of Object.keys(run.hits) as FaultKind[]) hits[kind] = (hits[kind] ?? 0) + 1;
    options.onSchedule?.(played + 1);
    if (run.broken.length === 0) continue;
    const original = options.trace === false ? await scenario.run(seed, subject, runOptions) : run;
    const found = options.shrink === false ? original : await shrink(scenario, subject, original, runOptions);
    const broken = found.broken[0]!;
    const failure = { ...broken, seed, run: found, original, token: found.token };
    return {
      scenario: scenario.id,
      subject: name,
      schedules: played + 1,
      hits,
      notHit: missing(menu, hits),
      failure,
    };
  }
  return { scenario: scenario.id, subject: name, schedules: seeds, hits, notHit: missing(menu, hits) };
}

const usesPriorities = (strategy: Strategy | "both", played: number): boolean =>
  strategy === "priorities" || (strategy === "both" && played % 2 === 1);

const missing = (menu: readonly FaultKind[], hits: Partial<Record<FaultKind, number>>): FaultKind[] =>
  menu.filter((kind) => hits[kind] === undefined);
