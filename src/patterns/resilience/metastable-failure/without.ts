/**
 * Two parts of a service that a careful engineer would merge. The queue is bounded, fair and answers its callers when it is
 * full; it believes that whatever was accepted must be done, in the order in which it came. The cache stops the load
 * when its caller leaves; it believes that work whose caller has left is worth nothing.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";

/** A fair queue: first come, first served, and nobody who was let in is sent away. */
export function fairQueue<T>({ maxLength = 10_000, onDrop }: {
  maxLength?: number;
  onDrop?: (item: T) => void;
} = {}) {
  if (!(maxLength >= 1)) throw new RangeError("Cannot queue as 'maxLength' must be at least 1");
  const items: T[] = [];
  return {
    get length(): number {
      return items.length;
    },
    push(item: T): void {
      if (items.length < maxLength) items.push(item);
      else onDrop?.(item);
    },
    take: (): T | undefined => items.shift(),
  };
}

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
