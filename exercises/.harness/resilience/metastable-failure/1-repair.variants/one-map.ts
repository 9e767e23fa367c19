/** One map whose entries are either on their way or there. */
import type { Clock } from "#src/ports/clock.ts";

interface Entry<T> {
  loading: Promise<T>;
  untilMs: number;
}

export function thriftyCache<T>(
  { clock, ttlMs, load }: {
    clock: Pick<Clock, "nowMs">;
    ttlMs: number;
    load: (key: string, signal: AbortSignal | undefined) => Promise<T>;
  },
) {
  const entries = new Map<string, Entry<T>>();
  return {
    clear: (): void => {
      for (const [key, { untilMs }] of entries) if (untilMs < Infinity) entries.delete(key);
    },
    get(key: string, { signal }: { signal?: AbortSignal } = {}): Promise<T> {
      if (signal?.aborted) return Promise.reject(signal.reason);
      let entry = entries.get(key);
      if (entry === undefined || clock.nowMs() >= entry.untilMs) {
        const made: Entry<T> = {
          loading: Promise.resolve().then(() => load(key, undefined)),
          untilMs: Infinity,
        };
        entries.set(key, made);
        made.loading.then(
          () => made.untilMs = clock.nowMs() + ttlMs,
          () => entries.delete(key),
        );
        entry = made;
      }
      const { loading } = entry;
      return new Promise<T>((resolve, reject) => {
        const leave = () => reject(signal!.reason);
        signal?.addEventListener("abort", leave, { once: true });
        loading.then(resolve, reject).finally(() => signal?.removeEventListener("abort", leave));
      });
    },
  };
}
