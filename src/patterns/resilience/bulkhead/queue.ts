/**
 * The calls that wait: in order of arrival within a priority, each able to leave from any place in constant time.
 *
 * @module
 */

/** What can stand in a {@linkcode WaitQueue}: it carries its own links, so leaving needs no search. */
export interface Waiting<W> {
  /** 0 is served first. */
  readonly priority: number;
  older?: W | undefined;
  newer?: W | undefined;
}

interface Line<W> {
  oldest: W | undefined;
  newest: W | undefined;
}

/** Who is served next: the one that came first, or the one that came last. */
export type Order = "oldest-first" | "newest-first";

/** A doubly linked list for each priority. */
export class WaitQueue<W extends Waiting<W>> {
  readonly #lines: Line<W>[];
  readonly #newestFirst: boolean;
  #size = 0;

  constructor(priorities: number, order: Order) {
    this.#lines = Array.from({ length: priorities }, () => ({ oldest: undefined, newest: undefined }));
    this.#newestFirst = order === "newest-first";
  }

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /** Adds the newest of its priority. */
  add(waiter: W): void {
    const line = this.#lines[waiter.priority]!;
    waiter.older = line.newest;
    if (line.newest) line.newest.newer = waiter;
    else line.oldest = waiter;
    line.newest = waiter;
    this.#size++;
  }

  /** Takes out one that stands in the queue. */
  remove(waiter: W): void {
    const line = this.#lines[waiter.priority]!;
    if (waiter.older) waiter.older.newer = waiter.newer;
    else line.oldest = waiter.newer;
    if (waiter.newer) waiter.newer.older = waiter.older;
    else line.newest = waiter.older;
    waiter.older = waiter.newer = undefined;
    this.#size--;
  }

  /** Takes out the one that is served next. */
  next(): W | undefined {
    for (const line of this.#lines) {
      const waiter = this.#newestFirst ? line.newest : line.oldest;
      if (waiter === undefined) continue;
      this.remove(waiter);
      return waiter;
    }
    return undefined;
  }

  /** Takes out the one that would be served last, if a newcomer of this priority would be served before it. */
  displacedBy(priority: number): W | undefined {
    for (let lowest = this.#lines.length - 1; lowest >= priority; lowest--) {
      const line = this.#lines[lowest]!;
      const last = this.#newestFirst ? line.oldest : line.newest;
      if (last === undefined) continue;
      if (lowest === priority && !this.#newestFirst) return undefined;
      this.remove(last);
      return last;
    }
    return undefined;
  }

  /** All that wait, by priority and then in order of arrival. */
  all(): W[] {
    const waiters: W[] = [];
    for (const { oldest } of this.#lines) {
      for (let waiter = oldest; waiter !== undefined; waiter = waiter.newer) waiters.push(waiter);
    }
    return waiters;
  }
}
