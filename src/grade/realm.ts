/**
 * Makes a realm safe to load an answer into: the language's own objects cannot be changed, and the machine's clock,
 * timers, chance and doors throw, naming the port to use. Called once, after the library and before the answer loaded.
 *
 * Compare SES lockdown; here the answer and the harness share one realm, so what the harness relies on must hold.
 *
 * @module
 */
import { hideRealWorld, LANGUAGE, RealWorld } from "#src/grade/real-world.ts";
import { trustGetter } from "#src/grade/describe.ts";

/** What the realm noticed. */
export interface Guard {
  /** The first use of the real world since the last call. */
  takeUse(): RealWorld | undefined;
  /** The first attempt to change the language since the last call. */
  takeChange(): ChangedLanguage | undefined;
  /** Names of locked things that are no longer what they were; empty, unless the lock has a hole. */
  changes(): string[];
}

/** Thrown where an answer changes what belongs to the language. */
export class ChangedLanguage extends TypeError {
  override readonly name = "ChangedLanguage";
  /** What was changed: `Array.prototype.push`. */
  readonly target: string;
  constructor(target: string) {
    super(`your code changes ${target}, which belongs to the language and to everybody who uses it`);
    this.target = target;
  }
}

// Locking these by assignment would refuse `this.name = "MyError"` and the like: the override mistake of ECMAScript.
const OFTEN_SHADOWED = [
  "Object",
  "Function",
  "Error",
  "AggregateError",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
  "DOMException",
  "SuppressedError",
];

/** Locks this realm for good. */
export function lockRealm(): Guard {
  const noticed: { use: RealWorld | undefined; change: ChangedLanguage | undefined } = {
    use: undefined,
    change: undefined,
  };
  const use = (name: string, advice: string): never => {
    const error = new RealWorld(name, advice);
    noticed.use ??= error;
    throw error;
  };
  const change = (target: string): never => {
    const error = new ChangedLanguage(target);
    noticed.change ??= error;
    throw error;
  };
  queueMicrotask(() => {}); // Deno replaces its own at first use, which a locked realm would refuse
  hideRealWorld(use);
  const locked = lockLanguage(change);
  return {
    takeUse: () => {
      const { use: first } = noticed;
      noticed.use = undefined;
      return first;
    },
    takeChange: () => {
      const { change: first } = noticed;
      noticed.change = undefined;
      return first;
    },
    changes: () => locked.filter((each) => !each.holds()).map((each) => each.name),
  };
}

interface Locked {
  readonly name: string;
  holds(): boolean;
}

function lockLanguage(change: (target: string) => never): Locked[] {
  const locked: Locked[] = [];
  const seen = new Set<object>([globalThis]);
  const pending: { value: object; name: string }[] = [];
  const add = (value: unknown, name: string) => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) {
      return;
    }
    seen.add(value);
    pending.push({ value, name });
  };
  // Named first, or they would be called after whatever leads to them.
  for (
    const [name, value] of [["Object.prototype", Object.prototype], [
      "Function.prototype",
      Function.prototype,
    ]] as const
  ) add(value, name);
  const shadowed = new Set<object>(OFTEN_SHADOWED.flatMap((name) => prototypeOf(name)));
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (LANGUAGE.has(name) || name === "Date") add(lockGlobal(name, locked), name);
  }
  for (const [name, value] of hiddenIntrinsics()) add(value, name);
  for (let at = 0; at < pending.length; at++) {
    const { value, name } = pending[at]!;
    lockObject(value, name, shadowed.has(value), { add, locked, change });
  }
  return locked;
}

/** Locks a name of the global object and answers its value; reading it makes Deno load what it loads late. */
function lockGlobal(name: string, locked: Locked[]): unknown {
  const world = globalThis as unknown as Record<string, unknown>;
  const value = world[name];
  if (Object.getOwnPropertyDescriptor(world, name)!.configurable) {
    Object.defineProperty(world, name, { value, writable: false, enumerable: false, configurable: false });
  }
  locked.push({ name, holds: () => Object.is(world[name], value) });
  return value;
}

interface Locking {
  add(value: unknown, name: string): void;
  locked: Locked[];
  change(target: string): never;
}

function lockObject(target: object, name: string, shadowed: boolean, { add, locked, change }: Locking): void {
  add(Object.getPrototypeOf(target), `${name}'s prototype`);
  for (const key of Reflect.ownKeys(target)) {
    const property = Object.getOwnPropertyDescriptor(target, key)!;
    const full = typeof key === "symbol" ? `${name}[${String(key)}]` : `${name}.${key}`;
    if (!("value" in property)) {
      add(property.get, full);
      add(property.set, full);
      if (property.configurable) Object.defineProperty(target, key, { configurable: false });
      continue;
    }
    const value: unknown = property.value;
    add(value, full);
    // Error.stackTraceLimit is an answer's to set; it costs the answer its own line numbers only.
    if (key === "stackTraceLimit" || !property.configurable) continue;
    if (shadowed && typeof key === "string") lockShadowed(target, key, property, full, change);
    else Object.defineProperty(target, key, { writable: false, configurable: false });
    if (typeof value === "function") {
      locked.push({
        name: full,
        holds: () => Object.is((target as Record<PropertyKey, unknown>)[key], value),
      });
    }
  }
  Object.preventExtensions(target);
}

/** A getter and a setter behave like a writable property for those who inherit, and like a locked one for the owner. */
function lockShadowed(
  target: object,
  key: string,
  property: PropertyDescriptor,
  full: string,
  change: (target: string) => never,
): void {
  const value: unknown = property.value;
  const get = () => value;
  trustGetter(get);
  Object.defineProperty(target, key, {
    get,
    set(this: object, replacement: unknown) {
      if (this === target) change(full);
      Object.defineProperty(this, key, {
        value: replacement,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    },
    enumerable: property.enumerable ?? false,
    configurable: false,
  });
}

function prototypeOf(name: string): object[] {
  const holder = (globalThis as unknown as Record<string, { prototype?: object } | undefined>)[name];
  return holder?.prototype === undefined ? [] : [holder.prototype];
}

/** Objects of the language that no global names. */
function hiddenIntrinsics(): [string, unknown][] {
  const generator = function* () {};
  const asyncGenerator = async function* () {};
  return [
    ["the generator functions", Object.getPrototypeOf(generator)],
    ["the async generator functions", Object.getPrototypeOf(asyncGenerator)],
    ["the async functions", Object.getPrototypeOf(async () => {})],
    ["the array iterators", Object.getPrototypeOf([][Symbol.iterator]())],
    ["the map iterators", Object.getPrototypeOf(new Map()[Symbol.iterator]())],
    ["the set iterators", Object.getPrototypeOf(new Set()[Symbol.iterator]())],
    ["the string iterators", Object.getPrototypeOf(""[Symbol.iterator]())],
    ["the RegExp string iterators", Object.getPrototypeOf("".matchAll(/x/g))],
    ["the typed arrays", Object.getPrototypeOf(Uint8Array)],
  ];
}
