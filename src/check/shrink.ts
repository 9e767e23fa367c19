/**
 * Makes a failing run smaller: fewer faults, fewer choices that are not calm.
 *
 * @module
 */
import type { Run, RunOptions, Scenario } from "#src/check/scenario.ts";
import { MAX_TOKEN_LENGTH } from "#src/check/token.ts";
import type { Draw, Overrides } from "#src/sim/draws.ts";

/** Runs that shrinking may spend. */
const MAX_RUNS = 120;
/** Events that shrinking may spend, so that a long story does not make a reader wait. */
const MAX_EVENTS = 400_000;

/** Draws of one stream that are calmed one by one; later ones stay as they were. */
const DRAWS_PER_STREAM = 12;

type Rules = Map<string, number | "seed">;

/**
 * Sets draws to 0, the calm value: first all of them, then whole streams, then single ones, as long as the first broken
 * property stays broken.
 *
 * @returns The smallest run found, with its trace; the original if nothing smaller fails.
 */
export async function shrink<S, R, V extends string, P extends string>(
  scenario: Scenario<S, R, V, P>,
  subject: V | S,
  original: Run<R, P>,
  options: RunOptions = {},
): Promise<Run<R, P>> {
  const property = original.broken[0]?.property;
  if (property === undefined) return original;
  let runs = 0;
  let events = 0;
  const fails = async (overrides: Overrides): Promise<boolean> => {
    if (runs >= MAX_RUNS || events > MAX_EVENTS) return false;
    runs++;
    const run = await scenario.run(original.seed, subject, { ...options, overrides });
    events += run.events;
    return run.broken.some((broken) => broken.property === property) && run.token.length <= MAX_TOKEN_LENGTH;
  };
  const recorded = await scenario.run(original.seed, subject, { ...options, trace: false, record: true });
  const uneasy = recorded.tape.filter((draw) => draw.value !== 0);
  const streams = [...new Set(uneasy.map((draw) => draw.stream))];
  const rules = await calmDraws(await calmStreams(streams, fails), uneasy, fails);
  if (rules.size === 0) return original;
  return await scenario.run(original.seed, subject, { ...options, overrides: rules });
}

/** All calm but a few streams, found by halving; or, where that is not enough, as many calm streams as fit. */
async function calmStreams(
  streams: readonly string[],
  fails: (rules: Overrides) => Promise<boolean>,
): Promise<Rules> {
  if (await fails(new Map([["*", 0]]))) return new Map([["*", 0]]);
  const rulesFor = (kept: readonly string[]): Rules =>
    new Map<string, number | "seed">([["*", 0], ...kept.map((name) => [name, "seed"] as [string, "seed"])]);
  let kept = [...streams];
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < kept.length;) {
      const without = [...kept.slice(0, at), ...kept.slice(at + size)];
      // Many kept streams may not fit into a token; then the rule is written the other way round.
      if (without.length < kept.length && (await fails(rulesFor(without)))) kept = without;
      else at += size;
    }
    if (size === 1) break;
  }
  return kept.length < streams.length ? rulesFor(kept) : new Map();
}

/** Calms single draws of the streams that are left: a second fault of a kind, a long delay of one message. */
async function calmDraws(
  rules: Rules,
  uneasy: readonly Draw[],
  fails: (rules: Overrides) => Promise<boolean>,
): Promise<Rules> {
  let smallest = rules;
  for (const { stream, index } of uneasy) {
    if (index >= DRAWS_PER_STREAM || rules.get(stream) !== "seed") continue;
    const smaller: Rules = new Map([...smallest, [`${stream}#${index}`, 0]]);
    if (await fails(smaller)) smallest = smaller;
  }
  return smallest;
}
