/**
 * Runs cells, as a kernel does: one after another, on one scope, with the library that the page's folder holds.
 *
 * It is built into a file of its own by `plugins/live.ts`.
 *
 * @module
 */
import { plain } from "../../../src/view/plain.ts";
import { renderings } from "../../../src/view/shown.ts";
import type { RunMessage, WorkerMessage } from "./messages.ts";
import type { RawOutput } from "./outputs.ts";

/** The part of a worker's global scope that is used here; the page's types do not know it. */
interface WorkerScope {
  postMessage(message: WorkerMessage): void;
  onmessage: ((event: { data: RunMessage }) => void) | null;
  addEventListener(type: "unhandledrejection" | "error", listener: (event: LostError) => void): void;
  location: { href: string };
}
interface LostError {
  reason?: unknown;
  error?: unknown;
  preventDefault(): void;
}

const worker = globalThis as unknown as WorkerScope;
/** What the cells have declared. Without a prototype, so that a name is there only if a cell declared it. */
const scope = Object.create(null) as Record<string, unknown>;
const folder = new URL("./", worker.location.href);
let index: Promise<Record<string, string>> | undefined;
/** A browser remembers of a worker what it could not load, so another try needs another worker. */
const NOT_LOADED =
  "the library did not load. The course is not served any more, or you are offline. When it can be reached, press Restart and run the cell.";
let run = 0;

const post = worker.postMessage.bind(worker);
const send = (output: RawOutput): void => post({ run, output });
const print = (...values: unknown[]): void =>
  send({
    output_type: "stream",
    text: values.map((value) => typeof value === "string" ? value : asText(value)).join(" ") + "\n",
  });
for (const name of ["log", "info", "debug", "warn", "error"] as const) console[name] = print;

/** A value as the kernel writes it, where it is simple; anything else as `show` would. */
function asText(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "function" || typeof value === "symbol") return `[${typeof value} ${nameOf(value)}]`;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  return typeof value === "object" && value !== null ? plain(value) : String(value);
}

function nameOf(value: { name?: string; description?: string | undefined }): string {
  return value.name ?? value.description ?? "";
}

function quoted(text: string): string {
  const mark = ['"', "'", "`"].find((each) => !text.includes(each)) ?? '"';
  const inner = JSON.stringify(text).slice(1, -1);
  return mark === '"' ? `"${inner}"` : mark + inner.replaceAll('\\"', '"') + mark;
}

function show(value: unknown): void {
  if (value === undefined) return;
  const data = renderings(value) ??
    { "text/plain": typeof value === "string" ? quoted(value) : asText(value) };
  // A copy: renderings may hold what cannot be posted.
  send({ output_type: "execute_result", data: JSON.parse(JSON.stringify(data)) });
}

function fail(error: unknown, name: string): void {
  const known = error instanceof Error;
  const line = known ? new RegExp(`${name}:(\\d+)`).exec(error.stack ?? "")?.[1] : undefined;
  send({
    output_type: "error",
    ename: known ? error.name : "Thrown",
    evalue: (known ? error.message : asText(error)) + (line === undefined ? "" : ` (line ${line})`),
  });
}

/** Where each module of the library stands. */
function files(): Promise<Record<string, string>> {
  return index ??= fetch(new URL("files.json", folder)).then((answer) => answer.json()).catch(() => {
    index = undefined;
    throw new Error(NOT_LOADED);
  });
}

/** What a compiled cell calls. */
const side = {
  declare(name: string, get: () => unknown, set: (value: unknown) => void): void {
    Object.defineProperty(scope, name, { get, set, configurable: true, enumerable: true });
  },
  async load(specifier: string): Promise<unknown> {
    const file = (await files())[specifier];
    if (file !== undefined) {
      return await import(new URL(file, folder).href).catch((error) => {
        throw /fetch/.test(error.message) ? new Error(NOT_LOADED) : error;
      });
    }
    const known = Object.keys(await files()).sort().join(", ");
    throw new TypeError(
      `A cell on this page cannot import ${JSON.stringify(specifier)}. It can import ${known}.`,
    );
  },
};

worker.onmessage = async ({ data }) => {
  run = data.run;
  try {
    // Indirect: the script is sloppy for the sake of `with`; the cell's own function in it is strict.
    const cell = (0, eval)(`(${data.script})\n//# sourceURL=${data.name}`) as (
      worker: typeof side,
      scope: object,
    ) => Promise<[unknown] | undefined>;
    const last = await cell(side, scope);
    if (last) show(last[0]);
    post({ run, ended: "ok" });
  } catch (error) {
    fail(error, data.name);
    post({ run, ended: "error" });
  }
};

for (const type of ["unhandledrejection", "error"] as const) {
  worker.addEventListener(type, (event) => {
    event.preventDefault();
    fail(event.reason ?? event.error, "cell");
  });
}
