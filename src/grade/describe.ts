/**
 * Words for a value of which nothing is known: never runs a getter, never throws, never grows.
 *
 * @module
 */
const MAX_TEXT = 2_000;
const MAX_STRING = 200;
const MAX_ITEMS = 12;
const MAX_DEPTH = 3;
const MAX_PROTOTYPES = 12;

/** A short text for any value at all, however hostile. */
export function describe(value: unknown): string {
  try {
    return cut(words(value, 0), MAX_TEXT);
  } catch {
    return "a value that cannot be shown";
  }
}

/** As {@linkcode describe}, with strings as they are: for console output. */
export function plainWords(value: unknown): string {
  return typeof value === "string" ? cut(value, MAX_TEXT) : describe(value);
}

/** What was thrown, in one line: `RangeError: message`. */
export function describeThrown(error: unknown): string {
  try {
    if (!isError(error)) return `${cut(words(error, 0), MAX_TEXT)} (which is not an Error)`;
    return cut(errorWords(error), MAX_TEXT);
  } catch {
    return "an error that cannot be shown";
  }
}

function words(value: unknown, depth: number): string {
  if (typeof value === "string") return JSON.stringify(cut(value, MAX_STRING));
  if (typeof value === "bigint") return `${cut(String(value), MAX_STRING)}n`;
  if (typeof value === "function") return `[function ${ownText(value, "name") || "without a name"}]`;
  if (typeof value !== "object" || value === null) return String(value);
  if (isError(value)) return `[${errorWords(value)}]`;
  if (Array.isArray(value)) return arrayWords(value, depth);
  return objectWords(value, depth);
}

function arrayWords(list: readonly unknown[], depth: number): string {
  const length = Number(Object.getOwnPropertyDescriptor(list, "length")?.value ?? 0);
  if (depth >= MAX_DEPTH) return `[${length} items]`;
  const shown: string[] = [];
  for (let index = 0; index < Math.min(length, MAX_ITEMS); index++) {
    shown.push(member(list, String(index), depth));
  }
  if (length > MAX_ITEMS) shown.push(`… ${length - MAX_ITEMS} more`);
  return `[${shown.join(", ")}]`;
}

function objectWords(value: object, depth: number): string {
  const name = className(value);
  const prefix = name === "" || name === "Object" ? "" : `${name} `;
  if (depth >= MAX_DEPTH) return `${prefix}{…}`;
  const keys = Object.keys(value);
  const shown = keys.slice(0, MAX_ITEMS).map((key) =>
    `${cut(key, MAX_STRING)}: ${member(value, key, depth)}`
  );
  if (keys.length > MAX_ITEMS) shown.push(`… ${keys.length - MAX_ITEMS} more`);
  return shown.length === 0 ? `${prefix}{}` : `${prefix}{ ${shown.join(", ")} }`;
}

function member(value: object, key: string, depth: number): string {
  const property = Object.getOwnPropertyDescriptor(value, key);
  if (property === undefined) return "(empty)";
  return "value" in property ? words(property.value, depth + 1) : "[getter]";
}

function errorWords(error: object): string {
  const name = ownText(error, "name") || className(error) || "Error";
  const message = ownText(error, "message");
  return message === "" ? name : `${cut(name, MAX_STRING)}: ${cut(message, 600)}`;
}

function className(value: object): string {
  const constructor = lookUp(value, "constructor");
  return typeof constructor === "function" ? cut(ownText(constructor, "name"), MAX_STRING) : "";
}

function ownText(value: object, key: string): string {
  const found = lookUp(value, key);
  return typeof found === "string" ? found : "";
}

/** A data property along the prototypes; never a getter's value. */
function lookUp(value: object, key: string): unknown {
  let holder: object | null = value;
  for (let depth = 0; holder !== null && depth < MAX_PROTOTYPES; depth++) {
    const property = Object.getOwnPropertyDescriptor(holder, key);
    if (property !== undefined) return "value" in property ? property.value : lockedValue(property);
    holder = Object.getPrototypeOf(holder);
  }
  return undefined;
}

// A locked realm (realm.ts) turns a few properties of Object.prototype and Error.prototype into getters of its own.
const ours = new WeakSet<object>();
function lockedValue(property: PropertyDescriptor): unknown {
  return property.get !== undefined && ours.has(property.get) ? property.get.call(undefined) : undefined;
}

/** Makes a getter known as harmless; for realm.ts alone. */
export function trustGetter(getter: () => unknown): void {
  ours.add(getter);
}

function isError(value: unknown): value is object {
  return typeof value === "object" && value !== null && value instanceof Error;
}

/** At most `limit` characters, with a mark where something was left out. */
export function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}… (${text.length} characters)`;
}
