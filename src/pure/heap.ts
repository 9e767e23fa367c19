/**
 * A priority queue of timed entries.
 *
 * @module
 */

/** What the heap orders: by time, then by the order in which entries were made. */
export interface Timed {
  readonly atMs: number;
  readonly seq: number;
}

const before = (a: Timed, b: Timed): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.seq < b.seq);

/** A 4-ary min-heap: shallower than a binary one, so fewer cache misses on the way down. */
export class TimedHeap<T extends Timed> {
  #items: T[] = [];

  /** How many entries wait. */
  get size(): number {
    return this.#items.length;
  }

  /** Adds an entry. */
  push(item: T): void {
    const items = this.#items;
    let i = items.length;
    items.push(item);
    while (i > 0) {
      const parent = (i - 1) >> 2;
      const above = items[parent]!;
      if (!before(item, above)) break;
      items[i] = above;
      i = parent;
    }
    items[i] = item;
  }

  /** The earliest entry, left where it is. */
  peek(): T | undefined {
    return this.#items[0];
  }

  /** Takes the earliest entry out. */
  pop(): T | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    const size = items.length;
    let i = 0;
    for (;;) {
      const first = (i << 2) + 1;
      if (first >= size) break;
      let least = first;
      const end = Math.min(first + 4, size);
      for (let child = first + 1; child < end; child++) {
        if (before(items[child]!, items[least]!)) least = child;
      }
      const below = items[least]!;
      if (!before(below, last)) break;
      items[i] = below;
      i = least;
    }
    items[i] = last;
    return top;
  }

  /** Keeps the entries for which `keep` holds, and drops the others at once. */
  retain(keep: (item: T) => boolean): void {
    const kept = this.#items.filter(keep).sort((a, b) => a.atMs - b.atMs || a.seq - b.seq);
    this.#items = kept; // a sorted array is a heap
  }
}
