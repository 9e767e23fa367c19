/**
 * A queue for work that somebody waits for: it drops what is too old, and under pressure serves the newest first.
 *
 * Source: Ben Maurer, "Fail at Scale", ACM Queue 13(8), 2015, sections "Controlled Delay" and "Adaptive LIFO". There the
 * time limit falls when the queue has not been empty for a while; here it is one number.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import { numberOption } from "#src/pure/option.ts";

/** Why an item left the queue unserved: it waited longer than `maxWaitMs`, or there was no room. */
export interface FreshQueueEvent<T> {
  kind: "too-old" | "full";
  item: T;
  waitedMs: number;
}

/** Options for {@linkcode FreshQueue}. */
export interface FreshQueueOptions<T> {
  /** Measures how long items have waited. */
  clock: Pick<Clock, "nowMs">;
  /**
   * An item that has waited this long is dropped, in milliseconds. Take less than callers wait. A function is asked at each
   * `push` and `take`, so that an operator can turn it down while the queue is full; where it answers no number above 0,
   * nothing is dropped for its age.
   */
  maxWaitMs: number | (() => number);
  /** How many items wait at most; beyond that the oldest is dropped. @default {1_000} */
  maxLength?: number;
  /**
   * With this many items or more the newest is served first, and with fewer the oldest. `Infinity` is always oldest first,
   * 0 always newest first. @default {Infinity}
   */
  newestFirstFrom?: number;
  /**
   * Is told of each item that is dropped, once: answer its caller here, at once and at little cost, and do not push from
   * here. What it throws comes out of the `push` or `take` that called it. That item is gone all the same; a pushed one is
   * in, nothing was taken, and what else is too old is dropped by the next call.
   */
  onDrop?: (event: FreshQueueEvent<T>) => void;
}

/**
 * A bounded queue that never hands out work older than `maxWaitMs`.
 *
 * **Guarantees.** An item that `take` answers has waited less than `maxWaitMs`. At most `maxLength` items wait. Each item is
 * handed out once, or told to `onDrop` once, or still waits, also where `onDrop` throws. Both methods take constant time on
 * the average.
 *
 * **Does not guarantee.** That a dropped item is dropped at once: it is when `push` or `take` is called next, so it holds
 * no timer. Newest first is unfair: under lasting pressure the oldest of the waiting are never served. What must be done
 * once, however late, does not belong here.
 *
 * @throws {RangeError} If an option is outside its range.
 *
 * @example
 * ```ts
 * import { FreshQueue } from "#patterns/resilience/metastable-failure.ts";
 *
 * let nowMs = 0;
 * const dropped: string[] = [];
 * const queue = new FreshQueue<string>({ clock: { nowMs: () => nowMs }, maxWaitMs: 500, onDrop: ({ item }) => dropped.push(item) });
 * queue.push("stale");
 * nowMs = 600;
 * queue.push("fresh");
 * if (queue.take() !== "fresh" || dropped.join() !== "stale") throw new Error("not fresh");
 * ```
 */
export class FreshQueue<T> {
  readonly #clock: Pick<Clock, "nowMs">;
  readonly #maxWaitMs: () => number;
  readonly #maxLength: number;
  readonly #newestFirstFrom: number;
  readonly #onDrop: ((event: FreshQueueEvent<T>) => void) | undefined;
  /** Oldest first, from `#first` on; what was before it is gone. */
  #items: { item: T; atMs: number }[] = [];
  #first = 0;

  constructor(options: FreshQueueOptions<T>) {
    const { clock, maxWaitMs, maxLength = 1_000, newestFirstFrom = Infinity, onDrop } = options;
    const misuse = "Cannot create a fresh queue";
    this.#clock = clock;
    if (typeof maxWaitMs === "number") {
      numberOption(misuse, "maxWaitMs", maxWaitMs, { min: 1, max: Infinity });
    }
    this.#maxWaitMs = typeof maxWaitMs === "number" ? () => maxWaitMs : maxWaitMs;
    this.#maxLength = numberOption(misuse, "maxLength", maxLength, { min: 1, max: 1e9, integer: true });
    this.#newestFirstFrom = numberOption(misuse, "newestFirstFrom", newestFirstFrom, {
      min: 0,
      max: Infinity,
    });
    this.#onDrop = onDrop;
  }

  /** How many items wait; some may be too old already. */
  get length(): number {
    return this.#items.length - this.#first;
  }

  /** Adds an item; the oldest leaves if there is no room. */
  push(item: T): void {
    const nowMs = this.#clock.nowMs();
    this.#items.push({ item, atMs: nowMs }); // before anything is dropped: `onDrop` may throw
    this.#dropOld(nowMs);
    if (this.length > this.#maxLength) this.#drop("full", nowMs);
  }

  /** The item to be served next, or `undefined` where none is worth it. */
  take(): T | undefined {
    this.#dropOld(this.#clock.nowMs());
    if (this.length === 0) return undefined;
    return this.length >= this.#newestFirstFrom ? this.#items.pop()!.item : this.#shift().item;
  }

  #dropOld(nowMs: number): void {
    const asked = this.#maxWaitMs();
    const maxWaitMs = asked > 0 ? asked : Infinity;
    while (this.length > 0 && nowMs - this.#items[this.#first]!.atMs >= maxWaitMs) {
      this.#drop("too-old", nowMs);
    }
  }

  #drop(kind: FreshQueueEvent<T>["kind"], nowMs: number): void {
    const { item, atMs } = this.#shift();
    this.#onDrop?.({ kind, item, waitedMs: nowMs - atMs });
  }

  #shift(): { item: T; atMs: number } {
    const oldest = this.#items[this.#first++]!;
    if (this.#first * 2 > this.#items.length) { // half of it is gone: constant time on the average
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    return oldest;
  }
}
