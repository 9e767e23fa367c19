import { defineScenario } from "#src/check/scenario.ts";
import type { Host, World } from "#src/sim/world.ts";
import type * as Answer from "./1-repair.stub.ts";

/** What the answer exports. */
export type MakeCache = typeof Answer.thriftyCache;

/** True, or the first thing that was seen instead. */
type Seen = true | string;

/** One load that was begun, to be ended by hand. */
interface Load {
  key: string;
  signal: AbortSignal | undefined;
  resolve(value: string): void;
  reject(error: Error): void;
}

/** A cache whose loads are ended by hand. */
function bench(host: Host, make: MakeCache) {
  const loads: Load[] = [];
  const cache = make<string>({
    clock: host.clock,
    ttlMs: 1_000,
    load: (key, signal) =>
      new Promise((resolve, reject) => void loads.push({ key, signal, resolve, reject })),
  });
  return { cache, loads };
}

/** How a promise ended by now, with a moment for it to do so. */
async function ended(host: Host, promise: Promise<string>): Promise<string> {
  let seen = "waits";
  promise.then(
    (value) => seen = `got ${value}`,
    (reason) => seen = `was told ${String(reason?.message ?? reason)}`,
  );
  await host.clock.sleep(1);
  return seen;
}

const expected = (seen: string, wanted: string, who: string): Seen =>
  seen === wanted || `${who} ${seen}, expected: ${wanted}`;

async function keeps(host: Host, make: MakeCache): Promise<Seen> {
  const { cache, loads } = bench(host, make);
  const caller = new AbortController();
  const asked = cache.get("a", { signal: caller.signal });
  asked.catch(() => {});
  await host.clock.sleep(5);
  if (loads[0] === undefined) return "nothing was loaded";
  caller.abort(new Error("left"));
  await host.clock.sleep(5);
  if (loads[0].signal?.aborted) return "the load was given up with its caller";
  loads[0].resolve("7 min");
  await host.clock.sleep(5);
  const seen = await ended(host, cache.get("a"));
  return loads.length > 1
    ? "what was loaded for a rider who left was loaded again"
    : expected(seen, "got 7 min", "the next rider");
}

async function shares(host: Host, make: MakeCache): Promise<Seen> {
  const { cache, loads } = bench(host, make);
  const riders = ["a", "a", "b", "a"].map((key) => cache.get(key));
  await host.clock.sleep(5);
  const late = cache.get("a");
  await host.clock.sleep(5);
  const early: number = loads.length;
  if (early !== 2) return `five riders at two stops made ${early} loads`;
  for (const load of loads) load.resolve(`${load.key} in 7 min`);
  for (const [index, rider] of [...riders, late].entries()) {
    const stop = index === 2 ? "b" : "a";
    const seen = expected(await ended(host, rider), `got ${stop} in 7 min`, `rider ${index + 1}`);
    if (seen !== true) return seen;
  }
  const failing = [cache.get("c"), cache.get("c")];
  await host.clock.sleep(5);
  if (loads.length !== 3) return `two riders at one stop made ${loads.length - 2} loads`;
  loads[2]!.reject(new Error("down"));
  for (const rider of failing) {
    const seen = expected(await ended(host, rider), "was told down", "a rider who shared a failing load");
    if (seen !== true) return seen;
  }
  return true;
}

async function lets(host: Host, make: MakeCache): Promise<Seen> {
  const { cache, loads } = bench(host, make);
  const [first, second] = [new AbortController(), new AbortController()];
  const leaving = cache.get("a", { signal: first.signal });
  const staying = [cache.get("a", { signal: second.signal }), cache.get("a")];
  await host.clock.sleep(5);
  first.abort(new Error("left"));
  const left = expected(await ended(host, leaving), "was told left", "a rider who left while it was loaded");
  if (left !== true) return left;
  staying.push(cache.get("a"));
  await host.clock.sleep(5);
  if (loads.length !== 1) return `four riders at one stop, of whom one left, made ${loads.length} loads`;
  loads[0]!.resolve("7 min");
  for (const rider of staying) {
    const seen = expected(await ended(host, rider), "got 7 min", "a rider who stayed when another left");
    if (seen !== true) return seen;
  }
  const gone = new AbortController();
  gone.abort(new Error("gone"));
  for (const stop of ["a", "b"]) {
    const told = await ended(host, cache.get(stop, { signal: gone.signal }));
    const never = expected(told, "was told gone", "a rider who had left before");
    if (never !== true) return never;
  }
  return loads.length === 1 || "it loaded for a rider who had left before";
}

async function ages(host: Host, make: MakeCache): Promise<Seen> {
  const { cache, loads } = bench(host, make);
  const first = cache.get("a");
  await host.clock.sleep(400); // the load takes its time, and the value is as old as its storing
  loads[0]?.resolve("7 min");
  await first;
  for (const waitMs of [500, 480]) {
    await host.clock.sleep(waitMs);
    void cache.get("a").catch(() => {});
    await host.clock.sleep(1);
    if (loads.length !== 1) return "it loaded again before the value was too old";
  }
  await host.clock.sleep(40);
  void cache.get("a").catch(() => {});
  await host.clock.sleep(1);
  if (loads.length !== 2) return "it served a value that was too old";
  const quiet = cache.get("b");
  await host.clock.sleep(5);
  loads[2]?.resolve("");
  await ended(host, quiet);
  return expected(
    await ended(host, cache.get("b")),
    "got ",
    "a rider at a stop whose value is an empty text",
  );
}

async function fails(host: Host, make: MakeCache): Promise<Seen> {
  const { cache, loads } = bench(host, make);
  const caller = new AbortController();
  const leaving = cache.get("a", { signal: caller.signal });
  leaving.catch(() => {});
  await host.clock.sleep(5);
  caller.abort(new Error("left"));
  await host.clock.sleep(5);
  loads[0]?.reject(new Error("down"));
  await host.clock.sleep(5);
  const next = cache.get("a");
  await host.clock.sleep(5);
  if (loads.length !== 2) return "after a failure it did not load again";
  loads[1]!.resolve("7 min");
  const seen = expected(await ended(host, next), "got 7 min", "the rider after a failure");
  if (seen !== true) return seen;
  await host.clock.sleep(1_000);
  const late = cache.get("a");
  await host.clock.sleep(5);
  loads[2]?.reject(new Error("down again"));
  const stale = expected(
    await ended(host, late),
    "was told down again",
    "a rider after the value was too old",
  );
  if (stale !== true) return stale;
  let calls = 0;
  const throwing = make<string>({
    clock: host.clock,
    ttlMs: 1_000,
    load: () => {
      if (calls++ === 0) throw new Error("defect");
      return Promise.resolve("7 min");
    },
  });
  const defect = expected(
    await ended(host, throwing.get("a")),
    "was told defect",
    "the rider of a load that throws",
  );
  if (defect !== true) return defect;
  return expected(await ended(host, throwing.get("a")), "got 7 min", "the rider after a load that threw");
}

async function clears(host: Host, make: MakeCache): Promise<Seen> {
  const { cache, loads } = bench(host, make);
  const first = cache.get("a");
  await host.clock.sleep(5);
  loads[0]?.resolve("7 min");
  await first;
  cache.clear();
  const second = cache.get("a");
  await host.clock.sleep(5);
  if (loads.length !== 2) return "after `clear` it served what it had held before";
  cache.clear();
  const third = cache.get("a");
  await host.clock.sleep(5);
  if (loads.length !== 2) {
    return "`clear` came while a stop was loaded, and the stop was loaded a second time";
  }
  loads[1]!.resolve("9 min");
  for (const rider of [second, third]) {
    const seen = expected(await ended(host, rider), "got 9 min", "a rider who asked around a `clear`");
    if (seen !== true) return seen;
  }
  void cache.get("a").catch(() => {});
  await host.clock.sleep(5);
  return loads.length === 2 || "a load that a `clear` overtook was not stored";
}

/** Loads that are ended by hand, one contract point after the other. */
export const kept = defineScenario({
  id: "resilience/metastable-failure#kept",
  version: 1,
  priorities: false,
  async play(world: World, make: MakeCache) {
    const points = { keeps, shares, lets, ages, fails, clears };
    const seen: Partial<Record<keyof typeof points, Seen>> = {};
    await world.host("departures", async (host) => {
      for (const [name, point] of Object.entries(points)) {
        seen[name as keyof typeof points] = await point(host, make);
      }
    });
    return seen;
  },
  variants: {},
  properties: {
    "A load is stored, whoever has left": ({ keeps }) => keeps ?? "it was not reached",
    "A key is loaded once for all who ask": ({ shares }) => shares ?? "it was not reached",
    "A caller who leaves is let go, and the others are not": ({ lets }) => lets ?? "it was not reached",
    "A value is served for its time": ({ ages }) => ages ?? "it was not reached",
    "A failure is not kept": ({ fails }) => fails ?? "it was not reached",
    "What was cleared is gone, and loads go on": ({ clears }) => clears ?? "it was not reached",
  },
});
