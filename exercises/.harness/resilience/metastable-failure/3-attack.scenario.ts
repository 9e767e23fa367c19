import { bare } from "#src/check/policies.ts";
import { defineScenario, type Make } from "#src/check/scenario.ts";
import type { Policy } from "#src/ports/policy.ts";
import { numberOption } from "#src/pure/option.ts";
import { slow } from "#src/sim/fault.ts";
import type { World } from "#src/sim/world.ts";
import { judge } from "#patterns/resilience/metastable-failure.ts";
import {
  budgeted,
  fair,
  fresh,
  riders,
  service,
  type ServiceOptions,
  threeTries,
} from "#patterns/resilience/metastable-failure/kerbside.scenario.ts";
import { politeRetry } from "#patterns/resilience/retry/without.ts";
import type * as Answer from "./3-attack.stub.ts";

/** A service of the task. */
export type Name = keyof typeof Answer.attacks;

const tries = (maxAttempts: number): Make<Policy> => (host) =>
  politeRetry(host, { maxAttempts, baseDelayMs: 100, maxDelayMs: 2_000 });

const twiceThreeTimes: Make<Policy> = (host) => {
  const [outer, inner] = [tries(2)(host), threeTries(host)];
  return { execute: (call, options) => outer.execute((context) => inner.execute(call, context), options) };
};

const services: Readonly<Record<Name, { retry: Make<Policy>; options: ServiceOptions }>> = {
  A: { retry: tries(3), options: {} },
  B: { retry: tries(2), options: {} },
  C: { retry: twiceThreeTimes, options: { queue: fair(200) } },
  D: { retry: bare, options: { pressure: (waiting) => 1 + waiting / 150 } },
  E: { retry: tries(4), options: { queue: fresh(1_500) } },
  F: { retry: tries(3), options: { queue: fresh(500) } },
  G: { retry: tries(3), options: { queue: fair(30) } },
  H: { retry: budgeted, options: {} },
};
/** Their names, in the task's order. */
export const names = Object.keys(services) as Name[];

/** Whether a service comes back at a load. */
async function comesBack(world: World, name: Name, perSecond: number): Promise<boolean> {
  const { retry, options } = services[name];
  service(world, name, options);
  world.fault(slow(name, 10, { atMs: 10_000, forMs: 5_000 }));
  const steps = [{ perSecond, forMs: 42_000 }];
  const intervals = await riders(world, { steps, spacing: "even", retry, to: name });
  const { verdict, recoveredAfterMs } = judge(intervals, {
    triggerFromMs: 10_000,
    triggerToMs: 15_000,
    capacityPerSecond: 50,
    healthyRatio: 0.8, // at few riders a second one lost call is much
    settleMs: 6_000,
  });
  return verdict !== "metastable" && recoveredAfterMs !== undefined && recoveredAfterMs <= 20_000;
}

/** Reads what the answer says of one service, once, and refuses what is outside of the task. */
function read(answer: typeof Answer.attacks, name: Name): Answer.Attack | "none" {
  const attack = structuredClone(answer[name]) as Answer.Attack | "none" | undefined;
  if (attack === "none") return attack;
  if (attack === undefined) throw new TypeError(`Cannot attack ${name} as its answer is missing`);
  const { stands, falls } = attack;
  numberOption(`Cannot attack ${name}`, "stands", stands, { min: 2, max: 45 });
  numberOption(`Cannot attack ${name}`, "falls", falls, { min: stands, max: 45 });
  if (falls === stands) throw new RangeError(`Cannot attack ${name} as 'falls' must be above 'stands'`);
  return attack;
}

/** The sentences about one service. */
export const sentences = (name: Name) => ({
  stands: `Service ${name} comes back at the load that it stands`,
  falls: `Service ${name} stays down at the load at which it falls`,
});

/** One service at the load that it stands: at 45 where it never falls. */
export const standing = (name: Name) =>
  defineScenario({
    id: `resilience/metastable-failure#${name.toLowerCase()}-stands`,
    version: 2,
    priorities: false,
    async play(world: World, answer: typeof Answer.attacks): Promise<true | string> {
      const attack = read(answer, name);
      const load = attack === "none" ? 45 : attack.stands;
      return await comesBack(world, name, load) || `at ${load} riders a second it does not come back`;
    },
    variants: {},
    properties: { [sentences(name).stands]: (seen: true | string) => seen },
  });

/** One service at the load at which it falls. */
export const falling = (name: Name) =>
  defineScenario({
    id: `resilience/metastable-failure#${name.toLowerCase()}-falls`,
    version: 2,
    priorities: false,
    async play(world: World, answer: typeof Answer.attacks): Promise<true | string> {
      const attack = read(answer, name);
      if (attack === "none") return true;
      const { stands, falls } = attack;
      if (falls > stands * 1.5) return `${falls} is more than 1.5 times ${stands}`;
      return !await comesBack(world, name, falls) || `at ${falls} riders a second it comes back`;
    },
    variants: {},
    properties: { [sentences(name).falls]: (seen: true | string) => seen },
  });
