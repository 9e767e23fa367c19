/**
 * Repair: Kerbside's cache, as it was reviewed and merged. On a Tuesday it was restarted, empty, and never filled again,
 * though nothing was broken and no app tried anything twice. Check it: `npm test metastable-failure/1`.
 *
 * The run that failed: `npm run replay "resilience/metastable-failure#cold@1:without:7"`.
 *
 * What it must do:
 * 1. A load that was begun is brought to its end: it is stored if it succeeds, also where everybody who asked has left.
 *    `load` gets no signal of a caller, and none that callers can abort together.
 * 2. Of each key at most one load is under way. All who ask meanwhile get what it brings, its value or its error.
 * 3. A caller whose signal aborts is rejected with `signal.reason` at once; the others go on waiting. One that has
 *    aborted before it asks gets its reason, and nothing is loaded.
 *
 * What is right must stay:
 * 4. A value, also an empty one, is served for `ttlMs` from when it was stored, and no longer. Reading does not prolong it.
 * 5. A load that fails is not stored: the next one who asks loads again. A `load` that throws at once is a load that
 *    fails.
 * 6. After `clear` nothing that was stored before is served. It forgets values, not loads: for one that is under way, points
 *    1 to 3 hold as if nobody had cleared.
 *
 * You may use what the library has for point 3: `import { untilAborted } from "#src/pure/race.ts";`.
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
