/**
 * Locks the library's own objects against an answer that shares them.
 *
 * @module
 */

const lockedObjects = new WeakSet<object>();

/**
 * Locks objects of the library: their methods, and the prototypes and classes they come from. What is no function stays
 * writable where `methodsOnly` says so, since a library object may hold state.
 */
export function lockObjects(values: readonly unknown[], methodsOnly = false): void {
  for (const value of values) {
    if (
      (typeof value !== "object" && typeof value !== "function") || value === null || lockedObjects.has(value)
    ) continue;
    lockedObjects.add(value);
    lockMembers(value, methodsOnly);
    lockObjects([Object.getPrototypeOf(value)]);
    if (typeof value === "function") lockObjects([value.prototype]);
  }
}

function lockMembers(target: object, methodsOnly: boolean): void {
  for (const key of Reflect.ownKeys(target)) {
    const property = Object.getOwnPropertyDescriptor(target, key)!;
    if (!property.configurable) continue;
    const locks = "value" in property && (!methodsOnly || typeof property.value === "function");
    Object.defineProperty(
      target,
      key,
      locks ? { writable: false, configurable: false } : { configurable: false },
    );
  }
  Object.preventExtensions(target);
}
