/**
 * Takes the real world out of a realm: the machine's clock, timers, chance and doors throw, naming the port to use.
 *
 * @module
 */

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

const CLOCK =
  "Use the port Clock of src/ports/clock.ts: it is handed to your code, usually as options.clock.";
const WAIT =
  "It runs on the machine's clock, which a simulation does not wait for. Use clock.sleep(ms), from the port Clock.";
const CHANCE =
  "Its numbers differ in every run. Use random.next(), from the port Random (src/ports/random.ts).";
const OUTSIDE = "It reaches outside the simulation. Use what is handed to your code: the ports in src/ports.";
const COLLECTOR = "What it shows depends on the garbage collector. Keep a Map and take out what is done.";

/** What an answer may see of the global object. Everything else throws when it is used. */
export const LANGUAGE = new Set(
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
/** Notes the use, and throws. */
export type Refuse = (name: string, advice: string) => never;

/** Replaces what is not in {@linkcode LANGUAGE}. */
export function hideRealWorld(use: Refuse): void {
  const world = globalThis as unknown as Record<string, unknown>;
  replaceDate(world, use);
  replaceDateFormat(use);
  define(Math, "random", () => use("Math.random", CHANCE));
  define(AbortSignal, "timeout", () => use("AbortSignal.timeout", WAIT));
  for (const name of globalNames()) {
    if (LANGUAGE.has(name) || name === "Date") continue;
    hide(world, name, use);
  }
  emptyPrototypes(world);
}

/** What the global object inherits from, as far as it is its own: every target of events has the rest. */
function prototypes(): object[] {
  const found: object[] = [];
  for (
    let at: object | null = Object.getPrototypeOf(globalThis);
    at !== null && at !== EventTarget.prototype && at !== Object.prototype;
    at = Object.getPrototypeOf(at)
  ) found.push(at);
  return found;
}

/** Names of the global object and of what it inherits, where a browser keeps some of its doors. */
function globalNames(): Set<string> {
  const names = new Set<string>();
  for (const at of [globalThis, ...prototypes()]) {
    for (const name of Object.getOwnPropertyNames(at)) if (name !== "constructor") names.add(name);
  }
  return names;
}

/**
 * A door that is hidden on the global object alone can still be taken from the prototype it came from. What the language
 * may use becomes the global object's own, and is locked there with the rest.
 */
function emptyPrototypes(world: Record<string, unknown>): void {
  for (const prototype of prototypes()) {
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const { configurable } = Object.getOwnPropertyDescriptor(prototype, name)!;
      if (name === "constructor" || !configurable) continue;
      if (!Object.hasOwn(world, name)) define(world, name, world[name]);
      Reflect.deleteProperty(prototype, name);
    }
  }
}

// clearTimeout(undefined) and the like are harmless; everything else throws on any touch.
function hide(world: Record<string, unknown>, name: string, use: Refuse): void {
  const property = Object.getOwnPropertyDescriptor(world, name) ?? { configurable: true };
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

// Without a date these write down the present one. `toLocaleString` and its kin have a date, and use the engine's own.
function replaceDateFormat(use: Refuse): void {
  const { prototype } = Intl.DateTimeFormat;
  const formatOf = Object.getOwnPropertyDescriptor(prototype, "format")!.get!;
  const { formatToParts } = prototype;
  Object.defineProperty(prototype, "format", {
    get(this: Intl.DateTimeFormat) {
      const format = formatOf.call(this) as Intl.DateTimeFormat["format"];
      return (date?: Date | number) => date === undefined ? use("Intl.DateTimeFormat", CLOCK) : format(date);
    },
    enumerable: false,
    configurable: true,
  });
  define(prototype, "formatToParts", function (this: Intl.DateTimeFormat, date?: Date | number) {
    return date === undefined ? use("Intl.DateTimeFormat", CLOCK) : formatToParts.call(this, date);
  });
}

function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: false, configurable: true });
}
