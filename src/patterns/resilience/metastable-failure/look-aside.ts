/**
 * A look-aside cache that fills even while its callers give up.
 *
 * Source: Nathan Bronson et al., "Metastable Failures in Distributed Systems", HotOS 2021, the example of the look-aside
 * cache: where the caller fills the cache and has given up when the answer comes, the cache stays empty.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import { numberOption } from "#src/pure/option.ts";
import { untilAborted } from "#src/pure/race.ts";

/** Options for {@linkcode LookAside}. */
export interface LookAsideOptions<T> {
  /** Measures the age of values. */
  clock: Pick<Clock, "nowMs">;
  /** How long a value is served, in milliseconds. */
  ttlMs: number;
  /** Asks the store behind. It is not told of callers who leave: give it a time limit of its own. */
  load: (key: string) => Promise<T>;
  /** Values that are held at most; beyond that the one that was stored first goes. @default {10_000} */
  maxKeys?: number;
}

/**
 * Values by key, loaded from the store behind when they are missing.
 *
 * **Guarantees.** At most one load of a key is under way, and all who ask meanwhile share it. A load that succeeds is
 * stored, whether or not anybody still waits for it. A load that fails is not stored: its callers get its error, and the
 * next one asks again. After an abort `get` rejects with `signal.reason` at once.
 *
 * **Does not guarantee.** How many loads of different keys are under way: put a bulkhead around `load`. That a load ends:
 * one that hangs keeps its key until it does. That a value is the newest: `clear` stands for lost memory, not for values that
 * have become wrong, since a load that was begun before it may bring just those.
 *
 * @throws {RangeError} If an option is outside its range.
 */
export class LookAside<T> {
  readonly #clock: Pick<Clock, "nowMs">;
  readonly #ttlMs: number;
  readonly #maxKeys: number;
  readonly #load: (key: string) => Promise<T>;
  readonly #values = new Map<string, { value: T; untilMs: number }>();
  readonly #loading = new Map<string, Promise<T>>();

  constructor({ clock, ttlMs, load, maxKeys = 10_000 }: LookAsideOptions<T>) {
    const misuse = "Cannot create a look-aside cache";
    this.#clock = clock;
    this.#ttlMs = numberOption(misuse, "ttlMs", ttlMs, { min: 1 });
    this.#maxKeys = numberOption(misuse, "maxKeys", maxKeys, { min: 1, integer: true });
    this.#load = load;
  }

  /** Forgets all values. Loads that are under way are shared and stored as ever. */
  clear(): void {
    this.#values.clear();
  }

  /** The value of a key. */
  async get(key: string, { signal }: { signal?: AbortSignal } = {}): Promise<T> {
    signal?.throwIfAborted();
    const known = this.#values.get(key);
    if (known !== undefined && this.#clock.nowMs() < known.untilMs) return known.value;
    let loading = this.#loading.get(key);
    if (loading === undefined) {
      loading = this.#fill(key);
      this.#loading.set(key, loading);
      const over = () => void this.#loading.delete(key);
      loading.then(over, over); // also where all its callers have left
    }
    return await (signal === undefined ? loading : untilAborted(loading, signal));
  }

  async #fill(key: string): Promise<T> {
    const value = await this.#load(key);
    this.#values.delete(key); // so that the order is that of storing
    this.#values.set(key, { value, untilMs: this.#clock.nowMs() + this.#ttlMs });
    if (this.#values.size > this.#maxKeys) this.#values.delete(this.#values.keys().next().value!);
    return value;
  }
}
