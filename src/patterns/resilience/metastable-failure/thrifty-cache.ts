/**
 * A look-aside cache that a careful engineer would merge: it hands its caller's signal on, so that nothing is loaded for
 * nobody. It believes that work whose caller has left is worth nothing.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";

/** A look-aside cache that saves the store the work that nobody waits for any more. */
export function thriftyCache<T>(
  { clock, ttlMs, load }: {
    clock: Pick<Clock, "nowMs">;
    ttlMs: number;
    load: (key: string, signal: AbortSignal | undefined) => Promise<T>;
  },
) {
  const values = new Map<string, { value: T; untilMs: number }>();
  return {
    clear: (): void => values.clear(),
    async get(key: string, { signal }: { signal?: AbortSignal } = {}): Promise<T> {
      const known = values.get(key);
      if (known !== undefined && clock.nowMs() < known.untilMs) return known.value;
      const value = await load(key, signal);
      signal?.throwIfAborted();
      values.set(key, { value, untilMs: clock.nowMs() + ttlMs });
      return value;
    },
  };
}
