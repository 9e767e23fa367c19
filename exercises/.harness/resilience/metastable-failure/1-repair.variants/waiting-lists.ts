/** No shared promise: a list of those who wait for each key. */
import type { Clock } from "#src/ports/clock.ts";

interface Waiter<T> {
  resolve(value: T): void;
  reject(reason: unknown): void;
}

export function thriftyCache<T>(
  { clock, ttlMs, load }: {
    clock: Pick<Clock, "nowMs">;
    ttlMs: number;
    load: (key: string, signal: AbortSignal | undefined) => Promise<T>;
  },
) {
  const values = new Map<string, { value: T; storedAtMs: number }>();
  const waiting = new Map<string, Set<Waiter<T>>>();
  async function begin(key: string): Promise<void> {
    try {
      const value = await load(key, undefined);
      values.set(key, { value, storedAtMs: clock.nowMs() });
      const all = waiting.get(key)!;
      waiting.delete(key);
      for (const waiter of all) waiter.resolve(value);
    } catch (error) {
      const all = waiting.get(key)!;
      waiting.delete(key);
      for (const waiter of all) waiter.reject(error);
    }
  }
  return {
    clear: (): void => values.clear(),
    get: (key: string, { signal }: { signal?: AbortSignal } = {}): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const known = values.get(key);
        if (known && clock.nowMs() - known.storedAtMs < ttlMs) return resolve(known.value);
        const first = !waiting.has(key);
        if (first) waiting.set(key, new Set());
        const all = waiting.get(key)!;
        const waiter = { resolve, reject };
        all.add(waiter);
        signal?.addEventListener("abort", () => {
          all.delete(waiter);
          reject(signal.reason);
        });
        if (first) void begin(key);
      }),
  };
}
