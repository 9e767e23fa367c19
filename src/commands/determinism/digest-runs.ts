/**
 * Plays scenarios and hashes what came of them. Runs in Node, Deno and a browser.
 *
 * @module
 */
import type { Scenario } from "#src/check/scenario.ts";
import type { Digest } from "#src/commands/determinism/digest.ts";
import { hash32 } from "#src/pure/seeded-random.ts";
import { spaceTime } from "#src/view/space-time.ts";

/** Seeds of each variant for which pictures are compared as well. */
const PICTURES = 3;

/** Digests of all variants of all scenarios that the modules export. */
export async function digest(modules: readonly Record<string, unknown>[], seeds: number): Promise<Digest[]> {
  const digests: Digest[] = [];
  for (const scenario of modules.flatMap((module) => Object.values(module).filter(isScenario))) {
    for (const variant of Object.keys(scenario.variants)) {
      for (let seed = 0; seed < seeds; seed++) digests.push(await digestOf(scenario, variant, seed));
    }
  }
  return digests;
}

async function digestOf(scenario: Scenario, variant: string, seed: number): Promise<Digest> {
  const { menu } = scenario;
  // Every second seed adds faults from the menu, every third holds links back.
  const run = await scenario.run(seed, variant, {
    ...(menu && seed % 2 === 1 && { menu }),
    ...(seed % 3 === 1 && { strategy: "priorities" as const }),
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
