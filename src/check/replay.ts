/**
 * Brings a run back from its token.
 *
 * @module
 */
import type { Run, RunOptions, Scenario } from "#src/check/scenario.ts";
import { parseToken, type Token } from "#src/check/token.ts";
import type { Fault } from "#src/sim/fault.ts";

/** Turns what a token says into the options of a run; `scripts` are the harness's directed faults by id. */
export function runOptionsOf(
  token: Token,
  scripts: Readonly<Record<string, readonly Fault[]>> = {},
): RunOptions {
  const { script } = token;
  if (script !== undefined && !Object.hasOwn(scripts, script)) {
    throw new RangeError(
      `Cannot replay as 'script' must be one of ${
        Object.keys(scripts).join(", ") || "none"
      }: current value is ${script}`,
    );
  }
  return {
    overrides: token.overrides,
    as: token.subject,
    ...(script !== undefined && { script: { id: script, faults: scripts[script]! } }),
    ...(token.menu && { menu: token.menu }),
    ...(token.strategy && { strategy: token.strategy }),
  };
}

/**
 * Plays the run that a token names.
 *
 * @param subject What to play with; the token's own variant where left out.
 * @throws {RangeError} If the token is of another scenario or version, or names a variant that does not exist.
 */
export async function replay<S, R, V extends string, P extends string>(
  scenario: Scenario<S, R, V, P>,
  text: string,
  subject?: V | S,
  options: { scripts?: Readonly<Record<string, readonly Fault[]>> } = {},
): Promise<Run<R, P>> {
  const token = parseToken(text);
  if (token.scenario !== scenario.id) {
    throw new RangeError(`Cannot replay as the token is of ${token.scenario}, and this is ${scenario.id}`);
  }
  if (token.version !== scenario.version) {
    throw new RangeError(
      `Cannot replay as the token is of version ${token.version} of ${scenario.id}, and this is version ${scenario.version}: search again`,
    );
  }
  return await scenario.run(
    token.seed,
    subject ?? (token.subject as V),
    runOptionsOf(token, options.scripts),
  );
}
