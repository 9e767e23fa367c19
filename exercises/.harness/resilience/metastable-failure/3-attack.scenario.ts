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
  C: { retry: twiceThreeTimes, options: {} },
  D: { retry: bare, options: { pressure: (waiting) => 1 + waiting / 150 } },
  E: { retry: tries(4), options: { queue: fresh(1_500) } },
  F: { retry: tries(3), options: { queue: fresh(500) } },
  G: { retry: tries(3), options: { queue: fair(30) } },
  H: { retry: budgeted, options: {} },
};
const names = Object.keys(services) as Name[];

/** Whether a service comes back at a load. */
async function comesBack(world: World, name: Name, perSecond: number): Promise<boolean> {
  const { retry, options } = services[name];
  const to = `${name}-at-${perSecond}`;
  service(world, to, options);
  world.fault(slow(to, 10, { atMs: 10_000, forMs: 4_000 }));
  const steps = [{ perSecond, forMs: 40_000 }];
  const intervals = await riders(world, { steps, retry, to, from: `apps-of-${to}` });
  const { verdict, recoveredAfterMs } = judge(intervals, {
    triggerFromMs: 10_000,
    triggerToMs: 14_000,
    capacityPerSecond: 50,
    healthyRatio: 0.8, // at few riders a second one lost call is much
    settleMs: 6_000,
  });
  return verdict !== "metastable" && recoveredAfterMs !== undefined && recoveredAfterMs <= 20_000;
}

/** True, or what is wrong with one answer. */
async function judged(world: World, name: Name, attack: Answer.Attack | "none"): Promise<true | string> {
  if (attack === "none") {
    return await comesBack(world, name, 45) || "at 45 riders a second it does not come back";
  }
  const { stands, falls } = attack;
  if (falls > stands * 1.5) return `${falls} is more than 1.5 times ${stands}`;
  const [calm, storm] = await Promise.all([comesBack(world, name, stands), comesBack(world, name, falls)]);
  if (!calm) return `at ${stands} riders a second it does not come back`;
  return !storm || `at ${falls} riders a second it comes back`;
}

/** Reads the answer once, and refuses what is outside of the task. */
function read(answer: typeof Answer.attacks): Map<Name, Answer.Attack | "none"> {
  const attacks = structuredClone(answer) as Record<string, Answer.Attack | "none">;
  return new Map<Name, Answer.Attack | "none">(names.map((name) => {
    const attack = attacks[name];
    if (attack === "none") return [name, attack];
    if (attack === undefined) throw new TypeError(`Cannot attack ${name} as its answer is missing`);
    numberOption(`Cannot attack ${name}`, "stands", attack.stands, { min: 2, max: 45 });
    numberOption(`Cannot attack ${name}`, "falls", attack.falls, { min: attack.stands, max: 45 });
    if (attack.falls === attack.stands) {
      throw new RangeError(`Cannot attack ${name} as 'falls' must be above 'stands'`);
    }
    return [name, attack];
  }));
}

const found = (name: Name) => (seen: Partial<Record<Name, true | string>>): true | string =>
  seen[name] ?? "it was not played";

/** Eight services, each at its two loads, at the same time. */
export const entrants = defineScenario({
  id: "resilience/metastable-failure#entrants",
  version: 1,
  priorities: false,
  async play(world: World, answer: typeof Answer.attacks) {
    const seen: Partial<Record<Name, true | string>> = {};
    await Promise.all(
      [...read(answer)].map(async ([name, attack]) => void (seen[name] = await judged(world, name, attack))),
    );
    return seen;
  },
  variants: {},
  properties: {
    "The threshold of service A is found": found("A"),
    "The threshold of service B is found": found("B"),
    "The threshold of service C is found": found("C"),
    "The threshold of service D is found": found("D"),
    "The threshold of service E is found": found("E"),
    "Service F is judged rightly": found("F"),
    "Service G is judged rightly": found("G"),
    "Service H is judged rightly": found("H"),
  },
});
