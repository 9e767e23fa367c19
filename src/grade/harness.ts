/**
 * The hidden checks of an exercise, as data: no test runner and no Node API, so that the same value grades in a
 * terminal, in a notebook and in a browser.
 *
 * @module
 */
import { replay } from "#src/check/replay.ts";
import { FINISHES, type Run, type RunOptions, type Scenario } from "#src/check/scenario.ts";
import { shrink } from "#src/check/shrink.ts";
import type { Fault, FaultKind } from "#src/sim/fault.ts";
import type { Host } from "#src/sim/host.ts";

/** What the learner does in an exercise. */
export type ExerciseKind = "build" | "repair" | "extend" | "attack" | "review" | "choose";

/** An exercise's name, for example `resilience/circuit-breaker/1-build`; its files have it as their path. */
export type ExerciseId = `${string}/${string}/${number}-${ExerciseKind}`;

/** Three steps, each saying more than the one before, none giving the code. */
export type Hints = readonly [first: string, second: string, third: string];

/** A directed schedule, keyed by the mutant that it is meant for. */
export interface Script {
  /** Added to the scenario's own faults. */
  readonly faults?: readonly Fault[];
  /** @default {1} */
  readonly seed?: number;
}

/** What a check is made of; see {@linkcode check}. */
export interface CheckOptions<A, S, P extends string> {
  /** Makes the scenario's subject of the answer's exports. */
  readonly subject: (answer: A) => S;
  /** How many seeds are played, from 0 on. */
  readonly seeds: number;
  /** Directed schedules, played first. */
  readonly scripts?: Readonly<Record<string, Script>>;
  /**
   * Whether a failing run is made smaller by calming its chance. `false` where shares of many calls are judged: without
   * chance that is another story, which right answers may fail too.
   *
   * @default {true}
   */
  readonly shrinks?: boolean;
  /** For each property of the scenario; {@linkcode FINISHES} and invariants may be added. */
  readonly hints: { readonly [K in P]: Hints } & { readonly [sentence: string]: Hints };
}

/** One schedule of a check: a seed, and what is added to it. */
export interface Schedule {
  readonly seed: number;
  /** The directed script, where it is one. */
  readonly script?: string;
}

/** Called with the host that a subject is made on, just before. */
export type OnHost = (host: Host) => void;

/** How a check plays a schedule. */
export interface PlayOptions {
  /** The exercise's name in tokens: `1-build`. */
  readonly as: string;
  readonly onHost?: OnHost;
  /** Called with what the subject makes on a host; what it answers is played with. */
  readonly onMade?: (made: unknown) => unknown;
}

/** One scenario that an answer must survive. `A` is the type of the answer's module. */
export interface Check<A> {
  /** The scenario's id. */
  readonly scenario: string;
  readonly version: number;
  /** What must hold. */
  readonly sentences: readonly string[];
  readonly menu: readonly FaultKind[];
  readonly seeds: number;
  readonly scripts: Readonly<Record<string, Script>>;
  /** The hints for a sentence, broken by a run that ended so. */
  readonly hintsFor: (sentence: string, outcome: Run["outcome"]) => Hints;
  /** Plays one schedule. */
  readonly play: (answer: A, schedule: Schedule, options: PlayOptions) => Promise<Run>;
  /** Makes a failing run smaller. */
  readonly shrink: (answer: A, run: Run, schedule: Schedule, options: PlayOptions) => Promise<Run>;
  /** Plays what a token names. */
  readonly replay: (answer: A, token: string, options: PlayOptions) => Promise<Run>;
}

/** All checks of one exercise. */
export interface Harness<A> {
  readonly exercise: ExerciseId;
  readonly kind: ExerciseKind;
  readonly checks: readonly Check<A>[];
  /** Shown after passing: what the reader may now know. */
  readonly explanation: string;
}

const FINISHES_HINTS: Hints = [
  "Some promise is never settled, or some loop never ends: which `await` of yours is the last that was reached?",
  "Look at the paths that few schedules take: an error, a cancellation, a call that answers after you stopped waiting.",
  "Each promise that you make needs a way to its end on every path: fulfilled, rejected, or rejected with `signal.reason` on abort. Each loop needs a step that waits, and a condition that ends it.",
];

/** The hints for a story that an error has ended. */
const ENDED_HINTS: Hints = [
  "An error ended it; its message stands under *Thrown*. If it is about a value that you chose, it says what is allowed.",
  "Otherwise: should this error have come out, and so early? Find the call of yours that throws it, at once or later.",
  "Catch it where something can still be done about it, hand on what the caller must know, and give back on that path, too, what was taken.",
];

/**
 * A scenario that the answer must survive.
 *
 * @throws {RangeError} If `seeds` is not a positive whole number, or a sentence has no hints.
 */
export function check<A, S, R, V extends string, P extends string>(
  scenario: Scenario<S, R, V, P>,
  options: CheckOptions<A, NoInfer<S>, NoInfer<P>>,
): Check<A> {
  const { seeds, scripts = {}, shrinks = true } = options;
  if (!(Number.isInteger(seeds) && seeds >= 1)) {
    throw new RangeError(
      `Cannot check ${scenario.id} as 'seeds' must be a whole number of at least 1: current value is ${seeds}`,
    );
  }
  const hints: Readonly<Record<string, Hints>> = { [FINISHES]: FINISHES_HINTS, ...options.hints };
  for (const sentence of scenario.sentences) {
    if (!Object.hasOwn(hints, sentence)) {
      throw new RangeError(`Cannot check ${scenario.id} as there are no hints for '${sentence}'`);
    }
  }
  const menu = scenario.menu ?? [];
  const runOptions = ({ script, seed }: Schedule, as: string): RunOptions => {
    if (script !== undefined) return { as, script: { id: script, faults: scripts[script]?.faults ?? [] } };
    return { as, ...(menu.length > 0 && { menu }), ...(seed % 2 === 1 && { strategy: "priorities" }) };
  };
  const subject = (answer: A, how: PlayOptions): S => announced(options.subject(answer), how);
  return {
    scenario: scenario.id,
    version: scenario.version,
    sentences: scenario.sentences,
    menu,
    seeds,
    scripts,
    hintsFor: (sentence, outcome) =>
      outcome === "failed" && hints[sentence] === FINISHES_HINTS
        ? ENDED_HINTS
        : hints[sentence] ?? FINISHES_HINTS,
    play: (answer, schedule, how) =>
      scenario.run(schedule.seed, subject(answer, how), runOptions(schedule, how.as)),
    shrink: async (answer, run, schedule, how) =>
      shrinks
        ? await shrink(scenario, subject(answer, how), run as Run<R, P>, runOptions(schedule, how.as))
        : run,
    replay: (answer, token, how) =>
      replay(scenario, token, subject(answer, how), {
        scripts: Object.fromEntries(Object.entries(scripts).map(([id, script]) => [id, script.faults ?? []])),
      }),
  };
}

/** Tells of each host before the subject is made on it, and of what was made; leaves what is no function alone. */
function announced<S>(subject: S, { onHost, onMade }: PlayOptions): S {
  if ((onHost === undefined && onMade === undefined) || typeof subject !== "function") return subject;
  return new Proxy(subject, {
    apply(make, self: unknown, given: unknown[]): unknown {
      for (const each of given) if (isHost(each)) onHost?.(each);
      const made: unknown = Reflect.apply(make, self, given);
      return onMade === undefined ? made : onMade(made);
    },
  });
}

const isHost = (value: unknown): value is Host =>
  typeof value === "object" && value !== null && "clock" in value && "life" in value;

/**
 * Defines the harness of an exercise. `A` is the type of the stub's module, so an answer's exports are those of its stub.
 *
 * @throws {RangeError} If the exercise's name and kind disagree, or there is no check.
 */
export function defineHarness<A>(harness: Harness<A>): Harness<A> {
  const { exercise, kind, checks } = harness;
  if (!/^[a-z0-9-]+\/[a-z0-9-]+\/[1-9]-[a-z]+$/.test(exercise) || !exercise.endsWith(`-${kind}`)) {
    throw new RangeError(
      `Cannot define a harness as 'exercise' must look like category/name/1-${kind}: current value is ${exercise}`,
    );
  }
  if (checks.length === 0) throw new RangeError(`Cannot define the harness of ${exercise} without a check`);
  return harness;
}
