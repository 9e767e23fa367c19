/**
 * Plays scenarios and hashes what came of them. Runs in Node, Deno and a browser.
 *
 * @module
 */
import type { Scenario } from "#src/check/scenario.ts";
import type { Digest } from "#src/commands/determinism/digest.ts";
import { hash32 } from "#src/pure/seeded-random.ts";
import { fingerprint } from "#src/view/samples.ts";
import { spaceTime } from "#src/view/space-time.ts";

/** Seeds of each variant for which pictures are compared as well. */
const PICTURES = 3;

/** A module, and how many seeds its scenarios play, spread over their variants. */
export type Played = readonly [module: Record<string, unknown>, seeds: number];

/** Digests of all scenarios that the modules export. */
export async function digest(modules: readonly Played[]): Promise<Digest[]> {
  const digests: Digest[] = [{ run: "pictures of the samples", hash: hash32(fingerprint()) }];
  // A module may hand on another's scenario: each is played once.
  const scenarios = new Map(
    modules.flatMap(([module, seeds]) =>
      Object.values(module).filter(isScenario).map((each) => [each, seeds] as const)
    ),
  );
  for (const [scenario, seeds] of scenarios) {
    const variants = Object.keys(scenario.variants);
    for (let seed = 0; seed < seeds; seed++) {
      digests.push(await digestOf(scenario, variants[seed % variants.length]!, seed));
    }
  }
  return digests;
}

async function digestOf(scenario: Scenario, variant: string, seed: number): Promise<Digest> {
  const { menu } = scenario;
  // Half of the seeds add faults from the menu, a third holds links back, whatever the number of variants.
  const run = await scenario.run(seed, variant, {
    ...(menu && hash32("menu", seed) % 2 === 1 && { menu }),
    ...(hash32("strategy", seed) % 3 === 1 && { strategy: "priorities" as const }),
  });
  const text = JSON.stringify([
    run.trace,
    run.broken,
    run.history,
    run.outcome === "finished" ? run.result : run.outcome,
  ]);
  const pictures = seed < PICTURES ? spaceTime(run.trace) : "";
  return { run: run.token, hash: hash32(text + pictures) };
}

const isScenario = (value: unknown): value is Scenario =>
  typeof value === "object" && value !== null && "variants" in value && "run" in value &&
  "properties" in value;
