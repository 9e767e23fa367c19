import { bare } from "#src/check/policies.ts";
import { defineScenario, type Make, type Measured } from "#src/check/scenario.ts";
import { contextOf, type Policy, Refused } from "#src/ports/policy.ts";
import { numberOption } from "#src/pure/option.ts";
import { crash, slow } from "#src/sim/fault.ts";
import type { World } from "#src/sim/world.ts";
import { type Interval, judge } from "#patterns/resilience/metastable-failure.ts";
import {
  agedWhen,
  riders,
  service,
  type Step,
  threeTries,
} from "#patterns/resilience/metastable-failure/kerbside.scenario.ts";
import { day, thrifty } from "#patterns/resilience/metastable-failure/timetable.scenario.ts";
import type * as Answer from "./2-choose.stub.ts";

type Action = Answer.Action;

/** An action with all its numbers, each of which does nothing where it was not chosen. */
interface Orders {
  kind: Action["kind"];
  forMs: number;
  rampMs: number;
  admit: number;
  workers: number;
}

const kinds: readonly string[] = ["wait", "restart", "turn-away", "stop-retries", "drop-old", "add-workers"];

/** Reads the answer once, and refuses what is outside of the task. */
function read(answer: Action): Orders {
  const given = structuredClone(answer) as Partial<Orders> & Action;
  if (!kinds.includes(given.kind)) {
    throw new RangeError(
      `Cannot act as 'kind' must be one of ${kinds.join(", ")}: current value is ${String(given.kind)}`,
    );
  }
  const { forMs = 0, rampMs = 0, admit = 1, workers = 1 } = given;
  const misuse = `Cannot ${given.kind}`;
  numberOption(misuse, "forMs", forMs, { min: 0, max: 30_000 });
  numberOption(misuse, "rampMs", rampMs, { min: 0, max: 30_000 });
  numberOption(misuse, "admit", admit, { min: 0, max: 1 });
  numberOption(misuse, "workers", workers, { min: 1, max: 10, integer: true });
  return { kind: given.kind, forMs, rampMs, admit, workers };
}

/** What the operator's orders mean at each moment of a world. */
function carriedOut(world: World, orders: Orders, atMs: number) {
  const { kind, forMs, rampMs, admit, workers } = orders;
  const sinceMs = () => world.nowMs() - atMs;
  const acting = (what: Action["kind"]) => kind === what && sinceMs() >= 0 && sinceMs() < forMs;
  if (kind === "restart") world.fault(crash("departures", { atMs, forMs: 1_000 }));
  const share = (): number => {
    if (kind !== "turn-away" || sinceMs() < 0) return 1;
    if (sinceMs() < forMs) return admit;
    return rampMs === 0 ? 1 : Math.min(1, admit + (1 - admit) * (sinceMs() - forMs) / rampMs);
  };
  const door: Make<Policy> = ({ random }) => ({
    async execute(call, options = {}) {
      if (random.next() >= share()) throw new Refused("operator");
      return await call(contextOf(options));
    },
  });
  const tries: Make<Policy> = (host) => {
    const [often, once] = [threeTries(host), bare(host)];
    return { execute: (call, options) => (acting("stop-retries") ? once : often).execute(call, options) };
  };
  return {
    door,
    tries,
    workers: () => acting("add-workers") ? workers : 1,
    queue: (maxLength: number) => agedWhen(() => acting("drop-old"), maxLength),
    extraSeconds: kind === "add-workers" ? (workers - 1) * forMs / 1_000 : 0,
  };
}

/** What came of a day. */
interface Evening {
  well: boolean;
  unserved: number;
  servedPerSecond: number;
  extraSeconds: number;
}

function evening(intervals: readonly Interval[], atMs: number, extraSeconds: number): Evening {
  const after = intervals.filter(({ fromMs }) => fromMs >= atMs);
  const sum = (of: "wanted" | "good") => after.reduce((total, each) => total + each[of], 0);
  const { verdict } = judge(intervals, {
    triggerFromMs: 0,
    triggerToMs: atMs,
    capacityPerSecond: 50,
    settleMs: 5_000,
  });
  return {
    well: verdict === "recovered" || verdict === "unharmed",
    unserved: Math.max(0, sum("wanted") - sum("good")),
    servedPerSecond: sum("good") / after.length,
    extraSeconds,
  };
}

/** A day at `departures`: who comes, what apps do, how many may wait, and when the operator acts. */
interface Plan {
  perSecond: number;
  retries: boolean;
  maxLength: number;
  atMs: number;
}

async function played(
  world: World,
  answer: Action,
  { perSecond, retries, maxLength, atMs }: Plan,
): Promise<Evening> {
  const { door, tries, workers, queue, extraSeconds } = carriedOut(world, read(answer), atMs);
  service(world, "departures", { workers, queue: queue(maxLength) });
  const steps = [{ perSecond, forMs: atMs + 30_000 }];
  const intervals = await riders(world, { steps, door, retry: retries ? tries : bare });
  return evening(intervals, atMs, extraSeconds);
}

const bearable = (most: number): Measured<Evening> => ({
  holds: ({ well, unserved }) => well && unserved <= most,
  seen: ({ well, unserved }) => well ? `${unserved} riders went unserved` : "at the end they are not served",
});
const paid: Measured<Evening> = {
  holds: ({ extraSeconds }) => extraSeconds <= 30,
  seen: ({ extraSeconds }) => `${extraSeconds} worker-seconds`,
};
const neighbour = slow("departures", 10, { atMs: 10_000, forMs: 5_000 });

/** Three tries, and a queue of 100. */
export const monday = defineScenario({
  id: "resilience/metastable-failure#monday",
  version: 1,
  priorities: false,
  faults: [neighbour],
  play: (world: World, answer: Action) =>
    played(world, answer, { perSecond: 35, retries: true, maxLength: 100, atMs: 30_000 }),
  variants: {},
  properties: {
    "On Monday riders are served again, at a bearable cost": bearable(500),
    "Monday's workers are paid for": paid,
  },
});

/** Three tries, and a queue of 10,000. */
export const tuesday = defineScenario({
  id: "resilience/metastable-failure#tuesday",
  version: 1,
  priorities: false,
  faults: [neighbour],
  play: (world: World, answer: Action) =>
    played(world, answer, { perSecond: 35, retries: true, maxLength: 10_000, atMs: 30_000 }),
  variants: {},
  properties: {
    "On Tuesday riders are served again, at a bearable cost": bearable(500),
    "Tuesday's workers are paid for": paid,
  },
});

const morning: readonly Step[] = [
  { perSecond: 12, forMs: 30_000 },
  { perSecond: 25, forMs: 20_000 },
  { perSecond: 45, forMs: 85_000 },
];

/** An empty cache. */
export const wednesday = defineScenario({
  id: "resilience/metastable-failure#wednesday",
  version: 1,
  priorities: false,
  async play(world: World, answer: Action): Promise<Evening> {
    const atMs = 75_000;
    const { door, workers, queue, extraSeconds } = carriedOut(world, read(answer), atMs);
    const intervals = await day(world, {
      cache: thrifty,
      clearedAtMs: 60_000,
      queue: queue(100),
      workers,
      riders: { steps: morning, retry: bare, door },
    });
    return evening(intervals, atMs, extraSeconds);
  },
  variants: {},
  properties: {
    "On Wednesday riders are served again, at a bearable cost": bearable(1_300),
    "Wednesday's workers are paid for": paid,
  },
});

/** More riders than can be served. */
export const thursday = defineScenario({
  id: "resilience/metastable-failure#thursday",
  version: 1,
  priorities: false,
  faults: [neighbour],
  play: (world: World, answer: Action) =>
    played(world, answer, { perSecond: 70, retries: false, maxLength: 100, atMs: 30_000 }),
  variants: {},
  properties: {
    "On Thursday most of what can be served is served": {
      holds: ({ servedPerSecond }) => servedPerSecond >= 40,
      seen: ({ servedPerSecond }) => `${servedPerSecond.toFixed(1)} riders a second were served`,
    },
    "Thursday's workers are paid for": paid,
  },
});

/** A backlog, and nobody who tries again. */
export const friday = defineScenario({
  id: "resilience/metastable-failure#friday",
  version: 1,
  priorities: false,
  faults: [neighbour],
  play: (world: World, answer: Action) =>
    played(world, answer, { perSecond: 35, retries: false, maxLength: 10_000, atMs: 18_000 }),
  variants: {},
  properties: {
    "On Friday riders are served again, at a bearable cost": bearable(500),
    "Friday's workers are paid for": paid,
  },
});

/** The five days beside each other. */
export const calendar = defineScenario({
  id: "resilience/metastable-failure#calendar",
  version: 1,
  play: (_world: World, runbook: typeof Answer.runbook) => {
    const { monday, tuesday, wednesday, thursday, friday } = structuredClone(runbook);
    return [monday, tuesday, wednesday, thursday, friday].map((action) => read(action).kind);
  },
  variants: {},
  properties: {
    "Each kind of action is used once at most": (used) => {
      const twice = used.find((kind, index) => used.indexOf(kind) !== index);
      return twice === undefined ||
        `${twice} is used on ${used.filter((kind) => kind === twice).length} days`;
    },
  },
});
