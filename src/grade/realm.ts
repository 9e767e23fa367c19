/**
 * Makes a realm safe to load an answer into: the language's own objects cannot be changed, and the machine's clock,
 * timers, chance and doors throw, naming the port to use. Called once, after the library and before the answer loaded.
 *
 * Compare SES lockdown; here the answer and the harness share one realm, so what the harness relies on must hold.
 *
 * @module
 */
import { trustGetter } from "#src/grade/describe.ts";

/** Thrown where an answer reaches for the real world. */
export class RealWorld extends Error {
  override readonly name = "RealWorld";
  /** What was used: `setTimeout`. */
  readonly used: string;
  /** What to use instead. */
  readonly advice: string;
  constructor(used: string, advice: string) {
    super(`${used} is not available to an answer. ${advice}`);
    this.used = used;
    this.advice = advice;
  }
}

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

const CLOCK =
  "Use the port Clock of src/ports/clock.ts: it is handed to your code, usually as options.clock.";
const WAIT =
  "It runs on the machine's clock, which a simulation does not wait for. Use clock.sleep(ms), from the port Clock.";
const CHANCE =
  "Its numbers differ in every run. Use random.next(), from the port Random (src/ports/random.ts).";
const OUTSIDE = "It reaches outside the simulation. Use what is handed to your code: the ports in src/ports.";
const COLLECTOR = "What it shows depends on the garbage collector. Keep a Map and take out what is done.";

// What an answer may see of the global object. Everything else throws when it is used.
const LANGUAGE = new Set(
  ("Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Promise RegExp Error AggregateError " +
    "EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError globalThis JSON Math Intl ArrayBuffer Uint8Array " +
    "Int8Array Uint16Array Int16Array Uint32Array Int32Array BigUint64Array BigInt64Array Uint8ClampedArray Float16Array Float32Array " +
    "Float64Array DataView Map BigInt Set Iterator AsyncIterator WeakMap WeakSet Proxy Reflect DisposableStack AsyncDisposableStack " +
    "decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval isFinite isNaN console queueMicrotask AbortController " +
    "AbortSignal CustomEvent DOMException Event EventTarget TextDecoder TextEncoder URL URLSearchParams structuredClone atob btoa")
    .split(" "),
);
const ADVICE: Readonly<Record<string, string>> = {
  setTimeout: WAIT,
  setInterval: WAIT,
  setImmediate: WAIT,
  requestAnimationFrame: WAIT,
  requestIdleCallback: WAIT,
  scheduler: WAIT,
  performance: CLOCK,
  Temporal: CLOCK,
  crypto: CHANCE,
  WeakRef: COLLECTOR,
  FinalizationRegistry: COLLECTOR,
};
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

type Refuse = (name: string, advice: string) => never;

function hideRealWorld(use: Refuse): void {
  const world = globalThis as unknown as Record<string, unknown>;
  replaceDate(world, use);
  define(Math, "random", () => use("Math.random", CHANCE));
  define(AbortSignal, "timeout", () => use("AbortSignal.timeout", WAIT));
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (LANGUAGE.has(name) || name === "Date") continue;
    hide(world, name, use);
  }
}

// clearTimeout(undefined) and the like are harmless; everything else throws on any touch.
function hide(world: Record<string, unknown>, name: string, use: Refuse): void {
  const property = Object.getOwnPropertyDescriptor(world, name)!;
  if (name === "self" || name === "window" || name === "global") return void define(world, name, globalThis);
  if (/^(on[a-z]+|name|closed|clearTimeout|clearInterval|clearImmediate)$/.test(name)) {
    return void define(world, name, name.startsWith("clear") ? () => undefined : undefined);
  }
  if (!property.configurable && !property.writable) return;
  const refuse = (detail?: PropertyKey) =>
    use(
      detail === undefined || typeof detail === "symbol" ? name : `${name}.${String(detail)}`,
      ADVICE[name] ?? OUTSIDE,
    );
  const value = new Proxy(function () {}, {
    apply: () => refuse(),
    construct: () => refuse(),
    get: (_target, key) => refuse(key),
    set: (_target, key) => refuse(key),
  });
  Object.defineProperty(world, name, { value, writable: false, enumerable: false, configurable: false });
}

function replaceDate(world: Record<string, unknown>, use: Refuse): void {
  const RealDate = Date;
  const now = () => use("Date.now", CLOCK);
  define(RealDate, "now", now);
  const replacement = new Proxy(RealDate, {
    apply: () => use("Date()", CLOCK),
    construct: (target, given, newTarget) =>
      given.length === 0 ? use("new Date()", CLOCK) : Reflect.construct(target, given, newTarget),
  });
  define(RealDate.prototype, "constructor", replacement);
  define(world, "Date", replacement);
}

function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: false, configurable: true });
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
