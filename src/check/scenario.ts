/**
 * A scenario: a story that plays a world with a subject, and the sentences that must hold afterwards.
 *
 * @module
 */
import { formatToken, type Strategy } from "#src/check/token.ts";
import { drawFaults } from "#src/check/menu.ts";
import type { Draw, Overrides } from "#src/sim/draws.ts";
import type { Fault, FaultKind } from "#src/sim/fault.ts";
import type { History } from "#src/sim/history.ts";
import type { Host } from "#src/sim/host.ts";
import type { SimulationLimits } from "#src/sim/simulation.ts";
import type { Trace } from "#src/sim/trace.ts";
import { playIn, type World } from "#src/sim/world.ts";

/** Builds a subject on a host: `({ clock }) => new CircuitBreaker({ clock })`. */
export type Make<T> = (host: Host) => T;

/** What a property may look at besides the result. */
export interface Evidence {
  trace: Trace;
  history: History;
}

/** True, or what was seen instead: `"16 calls reached it"`. */
export type Property<R> = (result: R, evidence: Evidence) => true | string;

/** A property that is judged on a number. The number is told where it holds, too: so one answer can be compared with another. */
export interface Measured<R> {
  holds: (result: R, evidence: Evidence) => boolean;
  /** What was seen, in words that suit a success and a failure: `"97.2 of 100 were"`. */
  seen: (result: R, evidence: Evidence) => string;
}

/** Judged after each event: true, or what was seen instead. */
export type Invariant = (world: World) => true | string;

/** The text of a scenario. */
export interface ScenarioDefinition<S, R, V extends string, P extends string> {
  /** `<slug>#<name>`. */
  id: string;
  /** Raised by hand when draws change their meaning; old tokens are refused then. */
  version: number;
  /** Plays the story and answers what the properties judge. Depends on nothing but the world's draws. */
  play: (world: World, subject: S) => Promise<R> | R;
  /** Named subjects: with and without the pattern, and others. */
  variants: { [K in V]: NoInfer<S> };
  /** Faults that belong to the story. */
  faults?: readonly Fault[];
  /** Kinds of fault that `explore` may add. */
  menu?: readonly FaultKind[];
  /** A property is its sentence. Judged at the end. */
  properties: { [K in P]: Property<NoInfer<R>> | Measured<NoInfer<R>> };
  /** Judged after each event. */
  invariants?: { [sentence: string]: Invariant };
  /** Limits of a run. */
  limits?: SimulationLimits;
  /**
   * Whether schedules may also be searched by priorities, in which whole links lag by up to half a second. `false` for
   * stories about load and time limits, whose sentences assume a network of milliseconds. @default {true}
   */
  priorities?: boolean;
}

/** How one run is made. */
export interface RunOptions {
  overrides?: Overrides;
  /** More faults, and the name under which a harness knows them. */
  script?: { id: string; faults: readonly Fault[] };
  /** Kinds of fault that chance adds. @default none */
  menu?: readonly FaultKind[];
  strategy?: Strategy;
  /** The subject's name in tokens, where it is not a variant. @default {"subject"} */
  as?: string;
  /** @default {true} */
  trace?: boolean;
  /** Whether drawn values are kept. @default {false} */
  record?: boolean;
}

/** How a run ended. */
export type Outcome =
  /** The story came to its end. */
  | "finished"
  /** Nothing was left to happen, and the story was not over. */
  | "hung"
  /** The limit of events was reached. */
  | "endless"
  /** The story, or the subject in it, threw. */
  | "failed";

/** The property that every run has: the story comes to its end. */
export const FINISHES = "The story comes to its end";

/** A sentence that did not hold. */
export interface Broken<P extends string = string> {
  readonly property: P | typeof FINISHES;
  /** What was seen instead. */
  readonly seen: string;
}

/** What was seen for a property that is judged on a number; see {@linkcode Measured}. */
export interface Figure<P extends string = string> {
  readonly property: P;
  readonly holds: boolean;
  readonly seen: string;
}

/** One run of a scenario. */
export interface Run<R = unknown, P extends string = string> {
  readonly scenario: string;
  readonly subject: string;
  readonly seed: number;
  readonly outcome: Outcome;
  /** What the story answered. Reading it throws where the story did not finish. */
  readonly result: R;
  /** What was thrown, where the outcome is `"failed"`. */
  readonly error: unknown;
  readonly broken: readonly Broken<P>[];
  /** What was measured, in the order of the properties; empty where the story did not finish. */
  readonly figures: readonly Figure<P>[];
  readonly trace: Trace;
  readonly history: History;
  /** Brings this run back, in the terminal, a notebook or the page. */
  readonly token: string;
  /** How often each kind of fault had an effect. */
  readonly hits: Readonly<Partial<Record<FaultKind, number>>>;
  /** Who waited for what, where the outcome is `"hung"`. */
  readonly waits: readonly string[];
  /** Drawn values, if they were recorded. */
  readonly tape: readonly Draw[];
  /** Events of the simulation. */
  readonly events: number;
}

/** A scenario, ready to run. */
export interface Scenario<S = unknown, R = unknown, V extends string = string, P extends string = string>
  extends ScenarioDefinition<S, R, V, P> {
  /** Names of the properties, in order. */
  readonly sentences: readonly (P | typeof FINISHES)[];
  /** Plays one seed with a variant (by name) or another subject. */
  run(seed: number, subject: V | S, options?: RunOptions): Promise<Run<R, P>>;
}

/**
 * Defines a scenario.
 *
 * **Guarantees.** The same seed, subject and options give the same run, byte for byte, on every runtime, as long as
 * `play` and the subject keep to the world's ports.
 */
export function defineScenario<S, R, V extends string, P extends string>(
  definition: ScenarioDefinition<S, R, V, P>,
): Scenario<S, R, V, P> {
  if (!/^[a-z0-9-]+\/[a-z0-9-]+#[a-z0-9-]+$/.test(definition.id)) {
    throw new RangeError(
      `Cannot define a scenario as 'id' must look like category/name#story: current value is ${definition.id}`,
    );
  }
  return {
    ...definition,
    sentences: [
      ...Object.keys(definition.properties),
      ...Object.keys(definition.invariants ?? {}),
      FINISHES,
    ] as P[],
    run: (seed, subject, options = {}) => runOnce(definition, seed, subject, options),
  };
}

async function runOnce<S, R, V extends string, P extends string>(
  definition: ScenarioDefinition<S, R, V, P>,
  seed: number,
  subject: V | S,
  options: RunOptions,
): Promise<Run<R, P>> {
  if (!(Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff)) {
    throw new RangeError(
      `Cannot run as 'seed' must be a whole number from 0 to 4294967295: current value is ${seed}`,
    );
  }
  const named = typeof subject === "string";
  if (named && !Object.hasOwn(definition.variants, subject)) {
    const known = Object.keys(definition.variants).join(", ");
    throw new RangeError(
      `Cannot run ${definition.id} as 'subject' must be one of ${known}: current value is ${subject}`,
    );
  }
  const chosen = named ? definition.variants[subject as V] : subject as S;
  const broken: Broken<P>[] = [];
  const figures: Figure<P>[] = [];
  const strategy = definition.priorities === false ? undefined : options.strategy;
  const run = await playIn({
    ...definition.limits,
    seed,
    trace: options.trace ?? true,
    record: options.record ?? false,
    priorities: strategy === "priorities",
    ...(options.overrides && { overrides: options.overrides }),
  }, async (world) => {
    for (const fault of [...definition.faults ?? [], ...options.script?.faults ?? []]) world.fault(fault);
    const played = definition.play(world, chosen);
    for (const fault of drawFaults(world, options.menu ?? [])) world.fault(fault);
    return await played;
  }, watch(definition.invariants, broken));
  const history = run.world.history.history();
  if (run.ending !== "done") broken.push({ property: FINISHES, seen: whyNot(run) });
  else judge(definition.properties, run.result as R, { trace: run.trace, history }, { broken, figures });
  const token = formatToken({
    scenario: definition.id,
    version: definition.version,
    subject: named ? subject : options.as ?? "subject",
    seed,
    ...(options.script && { script: options.script.id }),
    ...(options.menu && { menu: options.menu }),
    ...(strategy && { strategy }),
    overrides: options.overrides ?? new Map(),
  });
  return {
    scenario: definition.id,
    subject: named ? subject : options.as ?? "subject",
    seed,
    outcome: OUTCOMES[run.ending],
    get result(): R {
      if (run.ending === "done") return run.result as R;
      throw new Error(`Cannot read the result as the run did not finish: ${whyNot(run)}`, {
        cause: run.error,
      });
    },
    error: run.error,
    broken,
    figures,
    trace: run.trace,
    history,
    token,
    hits: run.hits,
    waits: run.waits,
    tape: run.tape,
    events: run.events,
  };
}

const OUTCOMES = { done: "finished", idle: "hung", endless: "endless", failed: "failed" } as const;

function whyNot(run: { ending: string; waits: string[]; error: unknown }): string {
  if (run.ending === "idle") return `nothing is left to happen: ${run.waits.join("; ")}`;
  if (run.ending === "endless") {
    return "events follow each other without end: is a timer armed again at once, for ever?";
  }
  return `an error came out of it: ${describeError(run.error)}`;
}

// Names only: an error's message may differ from engine to engine, and its getters may be hostile.
function describeError(error: unknown): string {
  try {
    if (error instanceof Error) return typeof error.name === "string" ? error.name : "Error";
  } catch {
    return "an error that cannot be read";
  }
  return `a thrown ${typeof error}`;
}

function judge<R, P extends string>(
  properties: ScenarioDefinition<unknown, R, string, P>["properties"],
  result: R,
  evidence: Evidence,
  { broken, figures }: { broken: Broken<P>[]; figures: Figure<P>[] },
): void {
  for (const property of Object.keys(properties) as P[]) {
    const judged = properties[property];
    if (typeof judged === "function") {
      const seen = judged(result, evidence);
      if (seen !== true) broken.push({ property, seen });
      continue;
    }
    const holds = judged.holds(result, evidence);
    const seen = judged.seen(result, evidence);
    figures.push({ property, holds, seen });
    if (!holds) broken.push({ property, seen });
  }
}

function watch<P extends string>(
  invariants: { [sentence: string]: Invariant } | undefined,
  broken: Broken<P>[],
): ((world: World) => void) | undefined {
  if (invariants === undefined) return undefined;
  const left = new Set(Object.keys(invariants));
  return (world) => {
    for (const sentence of left) {
      const seen = invariants[sentence]!(world);
      if (seen === true) continue;
      left.delete(sentence);
      broken.push({ property: sentence as P, seen: `${seen}, at ${world.nowMs()} ms` });
    }
  };
}
