/**
 * Kerbside's other half: `departures` keeps what it learned of each stop for 30 s and asks `timetable` for the rest.
 *
 * `timetable` can answer 20 questions a second. There are 300 stops, so a warm cache asks at most 10 a second.
 *
 * @module
 */
import type { Host, World } from "#src/sim/world.ts";
import { type Interval, LoadMeter, LookAside } from "#patterns/resilience/metastable-failure.ts";
import {
  fair,
  type MakeQueue,
  type Riders,
  riders,
  service,
} from "#patterns/resilience/metastable-failure/kerbside.scenario.ts";
import { thriftyCache } from "#patterns/resilience/metastable-failure/thrifty-cache.ts";

/** What stands between riders and `timetable`. */
export interface Cache {
  clear(): void;
  get(key: string, options?: { signal?: AbortSignal }): Promise<unknown>;
}

/** Makes a cache; `load` asks `timetable`. */
export type MakeCache = (
  host: Host,
  load: (key: string, signal: AbortSignal | undefined) => Promise<unknown>,
) => Cache;

const ttlMs = 30_000;

/** Stops loading when the rider has left. */
export const thrifty: MakeCache = ({ clock }, load) => thriftyCache({ clock, ttlMs, load });

/** Keeps what was loaded, for whoever comes next. */
export const keeping: MakeCache = ({ clock }, load) =>
  new LookAside({ clock, ttlMs, load: (key) => load(key, undefined) });

/** How the day goes. */
export interface Day {
  cache: MakeCache;
  /** When the cache is emptied, in milliseconds. */
  clearedAtMs: number;
  riders: Pick<Riders, "steps" | "retry" | "door">;
  /** Where questions wait at `timetable`. @default {fair(100)} */
  queue?: MakeQueue;
  /** How many questions `timetable` works on at once. @default {() => 1} */
  workers?: () => number;
}

/** Plays a day and answers what was counted; offered is what reached `timetable`. */
export async function day(
  world: World,
  { cache: make, clearedAtMs, queue = fair(100), workers, riders: plan }: Day,
): Promise<Interval[]> {
  const meter = new LoadMeter({ clock: world });
  service(world, "timetable", { serviceMs: 50, queue, ...(workers && { workers }) });
  void world.host("departures", async (host) => {
    const cache = make(host, (stop, signal) => {
      meter.offered();
      return host.request("timetable", stop, { timeoutMs: 10_000, ...(signal && { signal }) });
    });
    host.listen(async (stop, { signal }) => {
      await cache.get(stop as string, { signal });
      return "in 7 min";
    });
    await host.clock.sleep(clearedAtMs);
    cache.clear();
    host.note("the cache is empty");
  });
  const chance = world.random("stops");
  return await riders(world, { ...plan, meter, ask: () => `stop ${Math.floor(chance.next() * 300)}` });
}
