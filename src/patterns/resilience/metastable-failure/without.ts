/**
 * A queue that a careful engineer would merge: bounded, fair, and whoever finds it full is told at once. It believes that
 * what was accepted must be done, in the order in which it came.
 *
 * @module
 */

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
