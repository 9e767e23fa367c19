/**
 * The load belongs to the cache, and callers only wait for it.
 *
 * - A load is made once per key and stored by its own continuation, so it does not matter who still waits. Work that is
 *   done for nobody looks like waste; here it is what ends the outage, since the next caller finds it.
 * - Callers wait for the shared promise through their own signal. `untilAborted` takes its listener away again, so that a
 *   long-lived signal collects none.
 * - The key is given free when the load has settled, after it was entered: a `load` that throws at once would otherwise
 *   leave its failure behind for ever.
 * - `over` is the handler of both outcomes, so that a failure that nobody waits for is handled.
 */
import type { Clock } from "#src/ports/clock.ts";
import { untilAborted } from "#src/pure/race.ts";

/** A look-aside cache that fills, whoever leaves meanwhile. */
export function thriftyCache<T>(
  { clock, ttlMs, load }: {
    clock: Pick<Clock, "nowMs">;
    ttlMs: number;
    load: (key: string, signal: AbortSignal | undefined) => Promise<T>;
  },
) {
  const values = new Map<string, { value: T; untilMs: number }>();
  const loading = new Map<string, Promise<T>>();

  async function fill(key: string): Promise<T> {
    const value = await load(key, undefined);
    values.set(key, { value, untilMs: clock.nowMs() + ttlMs });
    return value;
  }
  function shared(key: string): Promise<T> {
    const known = loading.get(key);
    if (known !== undefined) return known;
    const filling = fill(key);
    loading.set(key, filling);
    const over = () => void loading.delete(key);
    filling.then(over, over);
    return filling;
  }
  return {
    clear: (): void => values.clear(),
    async get(key: string, { signal }: { signal?: AbortSignal } = {}): Promise<T> {
      signal?.throwIfAborted();
      const known = values.get(key);
      if (known !== undefined && clock.nowMs() < known.untilMs) return known.value;
      return await untilAborted(shared(key), signal);
    },
  };
}
