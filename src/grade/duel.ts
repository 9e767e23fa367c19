/**
 * The check of an *attack* exercise: the answer is an attack, and must tell right implementations from wrong ones.
 *
 * @module
 */
import { type Property, type Run, type RunOptions, type Scenario } from "#src/check/scenario.ts";
import { parseToken } from "#src/check/token.ts";
import type { Check, Hints, Script } from "#src/grade/harness.ts";
import type { Fault } from "#src/sim/fault.ts";

/** What a learner may hand in as an attack on the implementations of a scenario's subject. */
export interface Attack<R> {
  /** What goes wrong, added to the scenario's own faults. */
  readonly faults?: readonly Fault[];
  /** First seed. @default {1} */
  readonly seed?: number;
  /** The sentence to hold, in place of the scenario's own properties: true, or what was seen instead. */
  readonly property?: Property<R>;
}

/** The sentence that an attack breaks which kills a right implementation. */
export const SPARES = "The attack spares every right implementation";
/** The sentence that an attack breaks which lets a wrong implementation live. */
export const KILLS = "The attack kills every wrong implementation";

/** What a duel is made of; see {@linkcode duel}. */
export interface DuelOptions<A, S, R> {
  /** The attack, from the answer's exports. */
  readonly attack: (answer: A) => Attack<R>;
  /** Correct implementations by name. The attack must spare them on every seed. */
  readonly right: Readonly<Record<string, S>>;
  /** Wrong ones by name. The attack must kill each on at least one seed. */
  readonly wrong: Readonly<Record<string, S>>;
  /** Seeds that each implementation is attacked on. */
  readonly seeds: number;
  readonly hints: { readonly [SPARES]: Hints; readonly [KILLS]: Hints };
}

/**
 * Plays an attack against right and wrong implementations. One schedule is one implementation; its script id is
 * `right-<name>` or `wrong-<name>`, and names are letters, digits, dots and dashes.
 */
export function duel<A, S, R, V extends string, P extends string>(
  scenario: Scenario<S, R, V, P>,
  options: DuelOptions<A, NoInfer<S>, NoInfer<R>>,
): Check<A> {
  const { seeds, right, wrong } = options;
  const scripts = scriptsOf(right, wrong);
  const play = async (answer: A, script: string, as: string, oneSeed?: number): Promise<Run> => {
    const attack = options.attack(answer);
    const isRight = script.startsWith("right-");
    const name = script.slice("right-".length);
    const subject = (isRight ? right : wrong)[name]!;
    const first = oneSeed ?? attack.seed ?? 1;
    let run: Run<R, P> | undefined;
    let seen: string | undefined;
    for (let seed = first; seed < first + (oneSeed === undefined ? seeds : 1); seed++) {
      const runOptions: RunOptions = { as, script: { id: script, faults: attack.faults ?? [] } };
      run = await scenario.run(seed, subject, runOptions);
      seen = dies(run, attack.property);
      if (seen !== undefined) break;
    }
    if (isRight) {
      return judged(
        run!,
        seen === undefined ? undefined : { property: SPARES, seen: `'${name}' is right, and died: ${seen}` },
      );
    }
    return judged(
      run!,
      seen !== undefined ? undefined : { property: KILLS, seen: `'${name}' is wrong, and lives` },
    );
  };
  return {
    scenario: scenario.id,
    version: scenario.version,
    sentences: [SPARES, KILLS],
    menu: [],
    seeds: 0,
    scripts,
    hintsFor: (sentence) => (sentence === SPARES ? options.hints[SPARES] : options.hints[KILLS]),
    play: (answer, { script = "" }, { as }) => play(answer, script, as),
    shrink: (_answer, run) => Promise.resolve(run),
    replay: (answer, text, { as }) => {
      const token = parseToken(text);
      const script = token.script ?? "";
      if (token.version !== scenario.version || !Object.hasOwn(scripts, script)) {
        throw new RangeError(
          `Cannot replay as the token is of another version of ${scenario.id}, or of no implementation here`,
        );
      }
      return play(answer, script, as, token.seed);
    },
  };
}

function scriptsOf(right: object, wrong: object): Record<string, Script> {
  const ids = [
    ...Object.keys(right).map((name) => `right-${name}`),
    ...Object.keys(wrong).map((name) => `wrong-${name}`),
  ];
  for (const id of ids) {
    if (!/^[\w.-]+$/.test(id)) {
      throw new RangeError(
        `Cannot make a duel as names must be letters, digits, dots and dashes: current value is ${id}`,
      );
    }
  }
  return Object.fromEntries(ids.map((id) => [id, {}]));
}

/** How the run shows a defect: by the attack's property or, without one, by the scenario's. */
function dies<R>(run: Run<R>, property: Property<R> | undefined): string | undefined {
  if (run.outcome !== "finished" || property === undefined) {
    const broken = run.broken[0];
    return broken === undefined ? undefined : `“${broken.property}”: ${broken.seen}`;
  }
  const seen: unknown = property(run.result, { trace: run.trace, history: run.history });
  return seen === true
    ? undefined
    : typeof seen === "string"
    ? seen
    : "your property answered neither true nor a sentence";
}

// Not `{ ...run }`: reading the result of a run that did not finish throws.
function judged(run: Run, broken: { property: string; seen: string } | undefined): Run {
  return Object.defineProperties({} as Run, {
    ...Object.getOwnPropertyDescriptors(run),
    broken: { value: broken === undefined ? [] : [broken], enumerable: true },
    // They are an implementation's, and no attack's.
    figures: { value: [], enumerable: true },
  });
}
