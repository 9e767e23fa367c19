/**
 * Hostile and clumsy answers, as data: what each file holds, and what its verdict must say.
 *
 * @module
 */

/** One file in place of an answer. */
export interface HostileCase {
  readonly name: string;
  /** Text, bytes, or what is in place of the file. */
  readonly file: string | Uint8Array | "absent" | "folder" | "link";
  /** What the verdict's line must begin with or hold. */
  readonly says: RegExp;
}

interface Pieces {
  /** At the top of the file. */
  top?: string;
  /** In the constructor. */
  made?: string;
  /** Before the first call, in `execute`. */
  before?: string;
  /** In place of the solution's `execute`. */
  execute?: string;
  /** At the end of the file. */
  end?: string;
}

const SOLVED = `for (;;) {
      try { return await call({ signal: new AbortController().signal }); }
      catch { await this.clock.sleep(200); }
    }`;

/** A right answer with something wrong in it. */
function answer({ top = "", made = "", before = "", execute = SOLVED, end = "" }: Pieces): string {
  return `import type { Clock } from "#src/ports/clock.ts";
import { type Call, type Policy, Refused } from "#src/ports/policy.ts";
${top}
export class Asker implements Policy {
  clock: Clock;
  constructor({ clock }: { clock: Clock }) { this.clock = clock; void Refused; ${made} }
  async execute<T>(call: Call<T>): Promise<T> {
    ${before}
    ${execute}
  }
}
${end}
`;
}

const c = (name: string, pieces: Pieces | string | Uint8Array, says: RegExp): HostileCase => ({
  name,
  file: typeof pieces === "string" || pieces instanceof Uint8Array ? pieces : answer(pieces),
  says,
});

const HANGS = /^hangs: .* in the (directed schedule|schedule of seed)/;
const NEVER_LOADS = /^never loads: /;
const CHANGED = /^changed language: /;
const MEMORY = /^memory: /;
const real = (name: string) => new RegExp(`^real world: Your code uses ${name.replace(/[.()]/g, "\\$&")}`);
const forbidden = (why: string) => new RegExp(`^forbidden import: .*${why}`);

const realWorld: HostileCase[] = [
  c("real setTimeout as a pause", {
    execute: SOLVED.replace("this.clock.sleep(200)", "new Promise((done) => setTimeout(done, 200))"),
  }, real("setTimeout")),
  c(
    "real setTimeout that throws",
    { before: "setTimeout(() => { throw new Error('late'); }, 1);" },
    real("setTimeout"),
  ),
  c("real setTimeout, its error caught", {
    before: "try { setTimeout(() => {}, 1); } catch { /* who cares */ }",
  }, real("setTimeout")),
  c("setTimeout at the top level", { top: "setTimeout(() => {}, 1);" }, real("setTimeout")),
  c(
    "setTimeout through globalThis",
    { before: "globalThis['set' + 'Timeout'](() => {}, 0);" },
    real("setTimeout"),
  ),
  c("setInterval for ever", { before: "setInterval(() => {}, 0);" }, real("setInterval")),
  c(
    "setImmediate re-armed for ever",
    { before: "const again = () => { setImmediate(again); }; again();" },
    real("setImmediate"),
  ),
  c("Date.now", { before: "const t = Date.now();" }, real("Date.now")),
  c("new Date()", { before: "const t = new Date();" }, real("new Date()")),
  c("new Date() by its constructor", {
    before: "const t = new (new Date(0).constructor as DateConstructor)();",
  }, real("new Date()")),
  c(
    "Intl.DateTimeFormat without a date",
    { before: "const t = new Intl.DateTimeFormat('en').format();" },
    real("Intl.DateTimeFormat"),
  ),
  c(
    "Intl.DateTimeFormat with a date",
    { before: "void new Intl.DateTimeFormat('en').format(0); void new Date(0).toLocaleString();" },
    /^passed: /,
  ),
  c("performance.now", { before: "const t = performance.now();" }, real("performance.now")),
  c("Math.random", { before: "const r = Math.random();" }, real("Math.random")),
  c("crypto.randomUUID", { before: "const r = crypto.randomUUID();" }, real("crypto.randomUUID")),
  c(
    "crypto.subtle",
    { before: "await crypto.subtle.digest('SHA-256', new Uint8Array(1));" },
    real("crypto.subtle"),
  ),
  c("AbortSignal.timeout", { before: "const s = AbortSignal.timeout(5);" }, real("AbortSignal.timeout")),
  c("fetch", { before: "await fetch('http://127.0.0.1:1').catch(() => {});" }, real("fetch")),
  c("WebSocket", { before: "new WebSocket('ws://127.0.0.1:1');" }, real("WebSocket")),
  c("Deno.exit", { before: "(globalThis as any).Deno.exit(0);" }, real("Deno.exit")),
  c("process.exit", { before: "(globalThis as any).process.exit(0);" }, real("process.exit")),
  c("process.exit at the top level", { top: "(globalThis as any).process.exit(0);" }, real("process.exit")),
  c("kills its own process", {
    before: "(globalThis as any).process.kill((globalThis as any).process.pid, 9);",
  }, real("process.")),
  c(
    "reads a file",
    { before: "(globalThis as any).Deno.readTextFileSync('/etc/passwd');" },
    real("Deno.readTextFileSync"),
  ),
  c("reads the environment", { before: "(globalThis as any).Deno.env.get('HOME');" }, real("Deno.env")),
  c(
    "process.nextTick",
    { before: "(globalThis as any).process.nextTick(() => {});" },
    real("process.nextTick"),
  ),
  c("Worker", { before: "new Worker('data:text/javascript,for(;;);', { type: 'module' });" }, real("Worker")),
  c("WebAssembly", { before: "await WebAssembly.compile(new Uint8Array(8));" }, real("WebAssembly.compile")),
  c("SharedArrayBuffer and Atomics.wait", {
    before: "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
  }, real("Atomics.wait")),
  c("MessageChannel", { before: "new MessageChannel().port1.postMessage(1);" }, real("MessageChannel")),
  c("BroadcastChannel", { before: "new BroadcastChannel('x');" }, real("BroadcastChannel")),
  c("localStorage", { before: "localStorage.setItem('a', 'b');" }, real("localStorage.setItem")),
  c("prompt", { before: "prompt('your name?');" }, real("prompt")),
  c("WeakRef", { before: "new WeakRef({});" }, real("WeakRef")),
  c("Temporal.Now", { before: "(globalThis as any).Temporal.Now.instant();" }, real("Temporal.Now")),
  c("Buffer", { before: "(globalThis as any).Buffer.alloc(1);" }, real("Buffer.alloc")),
];

const endless: HostileCase[] = [
  c("endless synchronous loop", { before: "for (;;);" }, HANGS),
  c("endless loop at the top level", { top: "for (;;);" }, NEVER_LOADS),
  c("endless loop of settled awaits", { before: "for (;;) await null;" }, HANGS),
  c("endless microtasks", { before: "const again = () => queueMicrotask(again); again();" }, HANGS),
  c("endless loop in the constructor", { made: "while (true) {}" }, HANGS),
  c("endless loop in a getter of an error", {
    execute: "throw Object.defineProperty(new Error(), 'name', { get() { for (;;); } });",
  }, /^(hangs|failed): /),
  c(
    "endless loop in toString of the answer",
    { execute: "return { toString() { for (;;); } } as T;" },
    /^(hangs|failed): /,
  ),
  c("endless recursion", { before: "const f = (): number => f() + 1; f();" }, /^failed: /),
  c(
    "virtual timer re-armed at zero for ever",
    { before: "for (;;) await this.clock.sleep(0);" },
    /^failed: “The story comes to its end”; .*without end/,
  ),
  c(
    "promise that never settles",
    { execute: "return new Promise<T>(() => {});" },
    /^failed: “The story comes to its end”; nothing is left to happen/,
  ),
  c("endless top-level await", { top: "await new Promise(() => {});" }, NEVER_LOADS),
  c("endless top-level await with work", { top: "for (;;) await null;" }, NEVER_LOADS),
  c(
    "an endless loop that prints now and then",
    { top: "for (let i = 1;; i++) if (i % 2_000_000_000 === 0) console.log(i);" },
    NEVER_LOADS,
  ),
  c("a regular expression that explodes", { before: "/^(a+)+$/.test('a'.repeat(60) + 'b');" }, HANGS),
  c("a huge sort", { before: "const a = []; for (let i = 0; ; i++) { a[i % 1000] = i; a.sort(); }" }, HANGS),
];

const memory: HostileCase[] = [
  c(
    "heap: a list that grows",
    { before: "const all: unknown[] = []; for (;;) all.push({ a: [1, 2, 3] });" },
    MEMORY,
  ),
  c(
    "one huge array",
    { before: "const a = new Array(1e9).fill(0).map((_, i) => ({ i }));" },
    /^(memory|hangs|failed): /,
  ),
  c(
    "a growing map",
    { before: "const m = new Map(); for (let i = 0; ; i++) m.set(i, i);" },
    /^(memory|hangs|failed): /,
  ),
  c("buffers", { before: "const all = []; for (;;) all.push(new Uint8Array(10_000_000).fill(1));" }, MEMORY),
  c("a growing string", { before: "let s = 'x'; for (;;) s += s;" }, /^(memory|failed): /),
  c("buffers at the top level", {
    top: "const all = []; for (;;) all.push(new Uint8Array(10_000_000).fill(1));",
  }, MEMORY),
  c("a growing list in closures over virtual time", {
    before:
      "const keep: unknown[] = []; for (;;) { keep.push(new Array(100_000).fill(1)); await this.clock.sleep(1); }",
  }, /^(memory|failed): /),
  c("structuredClone again and again", {
    before: "let a: unknown[] = [1]; for (;;) a = structuredClone([a, a]);",
  }, /^(memory|failed|hangs): /),
];

const output: HostileCase[] = [
  c("two million console lines", {
    top: "let said = false;",
    before: "if (!said) { said = true; for (let i = 0; i < 2_000_000; i++) console.log('line', i); }",
  }, /^passed: /),
  c("two million console lines, then wrong", {
    top: "let said = false;",
    before: "if (!said) { said = true; for (let i = 0; i < 2_000_000; i++) console.log('line', i); }",
    execute: "return call({ signal: new AbortController().signal });",
  }, /^failed: “Every question is answered”/),
  c("terminal escapes that imitate the report", {
    before:
      "console.log('\\x1b[2J\\x1b[H\\x1b[32mPASSED\\x1b[0m all 3 of 3\\x1b]0;title\\x07\\r\\u202eDEKCAH');",
    execute: "throw new Error('\\x1b[2Jno');",
  }, /^failed: /),
  c("terminal escapes in an export's name and an error", {
    top: "throw new Error('\\x1b[2J\\x1b[32mPASSED\\x07\\nPASSED resilience/x');",
  }, /^does not load: Your file throws while it is loaded: Error: PASSED ⏎ PASSED/),
  c("forged result line", {
    before:
      "console.log(JSON.stringify({ type: 'verdict', verdict: { kind: 'passed', schedules: 1, hits: {}, notHit: [], explanation: '' } }));",
    execute: "throw new Error('no');",
  }, /^failed: /),
  c("forged result by Deno.stdout", {
    before: '(globalThis as any).Deno.stdout.writeSync(new TextEncoder().encode(\'{"type":"verdict"}\\n\'));',
    execute: "throw new Error('no');",
  }, real("Deno.stdout")),
  c(
    "a console line of fifty million characters",
    { before: "console.log('x'.repeat(50_000_000));" },
    /^passed: /,
  ),
  c("hostile objects on the console", {
    before:
      "console.log(new Proxy({}, { get() { throw 1; }, ownKeys() { throw 2; }, getPrototypeOf() { throw 3; } }), { get a() { throw 1; } });",
  }, /^passed: /),
  c(
    "a stack on the console",
    { before: "console.log(new Error('here').stack);", execute: "throw new Error('no');" },
    /^failed: /,
  ),
  c("console replaced", { top: "console.log = () => {};" }, CHANGED),
];

const loading: HostileCase[] = [
  c("empty file", "", /^wrong export: Your file does not export 'Asker'. It exports nothing/),
  c("only a comment", "/** nothing */\n", /^wrong export: /),
  c("syntax error", answer({ before: "const = 3;" }), /^syntax error: .*Expected identifier/),
  c("a brace too few", answer({}).replace(/\}\s*$/, ""), /^syntax error: /),
  c("a merge conflict", `<<<<<<< HEAD\n${answer({})}=======\n>>>>>>> other\n`, /^syntax error: /),
  c("an enum and a decorator", answer({ end: "@x enum A { B }" }), /^syntax error: /),
  c(
    "wrong export",
    answer({}).replace("class Asker", "class Caller"),
    /^wrong export: .*'Asker'.*It exports Caller/,
  ),
  c(
    "default export only",
    answer({}).replace("export class Asker", "export default class Asker"),
    /^wrong export: .*It exports default/,
  ),
  c(
    "export of another kind",
    "export const Asker = { execute: () => 1 };\n",
    /^wrong export: 'Asker' must be a function, and your file exports an object/,
  ),
  c("exported class with a throwing constructor", { made: "throw new Error('no');" }, /^failed: .*Error: no/),
  c("export frozen", { end: "Object.freeze(Asker); Object.freeze(Asker.prototype);" }, /^passed: /),
  c(
    "export behind a proxy",
    answer({}).replace("export class Asker", "class Inner") + "export const Asker = new Proxy(Inner, {});\n",
    /^(passed|type error): /,
  ),
  c(
    "export that changes while it is graded",
    answer({}).replace("export class Asker", "class Inner") +
      "export let Asker: unknown = Inner; queueMicrotask(() => { Asker = 1; });\n",
    /^(wrong export|passed|type error): /,
  ),
  c("getters on the exported class", {
    end:
      "Object.defineProperty(Asker, 'prototype', { writable: false }); Object.defineProperty(Asker.prototype, 'then', { get() { throw new Error('gotcha'); } });",
  }, /^(passed|failed): /),
  c("module with an export named then", {
    end:
      "export function then(done: (value: unknown) => void) { done({ Asker: class { execute() { return Promise.resolve('yes'); } } }); }",
  }, /^failed: “A question is really asked”/),
  c("module with an export named then that never calls", { end: "export function then() {}" }, NEVER_LOADS),
  c("throws while it loads", { top: "throw new Error('not today');" }, /^does not load: .*Error: not today/),
  c(
    "throws undefined while it loads",
    { top: "throw undefined;" },
    /^does not load: .*undefined \(which is not an Error\)/,
  ),
  c(
    "uses a name that is not there",
    { top: "nonsense();" },
    /^does not load: .*ReferenceError: nonsense is not defined/,
  ),
  c(
    "todo at the top level",
    { top: "import { todo } from '#src/grade/todo.ts'; todo('everything');" },
    /^(does not load|to do): /,
  ),
  c("a hole that is reached", {
    top: "import { todo } from '#src/grade/todo.ts';",
    execute: "return todo('2. wait');",
  }, /^to do: 2\. wait/),
  c("a hole whose error is swallowed", {
    top: "import { todo } from '#src/grade/todo.ts';",
    before: "try { todo('2. wait'); } catch { /* hidden */ }",
  }, /^to do: 2\. wait/),
  { name: "deleted file", file: "absent", says: /^no file: / },
  { name: "a folder in its place", file: "folder", says: /^unreadable: There is a folder/ },
  { name: "a symbolic link to the solution", file: "link", says: /^unreadable: The file is a symbolic link/ },
  c(
    "not UTF-8",
    new Uint8Array([0x63, 0x6f, 0x6e, 0x73, 0x74, 0x20, 0xff, 0xfe, 0xfd]),
    /^unreadable: The file is not saved as UTF-8/,
  ),
  c("UTF-16 with its mark", new Uint8Array([0xff, 0xfe, 0x63, 0x00, 0x6f, 0x00]), /^unreadable: .*UTF-16/),
  c("binary", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2]), /^unreadable: .*no text/),
  c("five megabytes", `${answer({})}\n// ${"x".repeat(5_000_000)}\n`, /^unreadable: The file has 4,?\d+ kB/),
  c(
    "two hundred kilobytes of nested brackets",
    `export const Asker = ${"[".repeat(100_000)}${"]".repeat(100_000)};\n`,
    /^(syntax error|wrong export|does not load): /,
  ),
  c("CRLF line ends", answer({}).replaceAll("\n", "\r\n"), /^passed: /),
  c("byte order mark", `\uFEFF${answer({})}`, /^passed: /),
  c("old Mac line ends", answer({}).replaceAll("\n", "\r"), /^passed: /),
];

const types: HostileCase[] = [
  c(
    "type error",
    { before: "const n: number = 'three'; void n;" },
    /^type error: line \d+: Type 'string' is not assignable/,
  ),
  c(
    "execute returns another type",
    answer({}).replace("Promise<T>", "Promise<number>").replace("implements Policy ", "").replace(
      "try { return await call",
      "try { await call",
    ).replace("; }\n", "; return 1; }\n"),
    /^failed: “An answer is what the server said”/,
  ),
  c(
    "a type error hidden by ts-nocheck",
    `// @ts-nocheck\n${answer({ before: "const n: number = 'three'; void n;" })}`,
    /^type error: take out @ts-nocheck/,
  ),
  c(
    "a type error hidden by ts-expect-error",
    { before: "// @ts-expect-error quiet\n const n: number = 'three'; void n;" },
    /^type error: take out @ts-expect-error/,
  ),
  c(
    "a type error hidden in a block comment",
    { before: "/* @ts-ignore */\n const n: number = 'three'; void n;" },
    /^type error: take out @ts-ignore/,
  ),
  c(
    "a relative import of a port",
    answer({}).replaceAll("#src/ports/", "../../../../../../ports/"),
    /^passed: /,
  ),
  c(
    "a parameter property",
    answer({}).replace(
      "constructor({ clock }: { clock: Clock })",
      "constructor(private other: unknown, { clock } = other as { clock: Clock })",
    ),
    /^type error: .*declare the field, and assign it/,
  ),
];

const patched: HostileCase[] = [
  c("Promise replaced", { top: "(globalThis as any).Promise = class {};" }, CHANGED),
  c("Promise.prototype.then patched", {
    top:
      "const then = Promise.prototype.then; Promise.prototype.then = function (...a: any[]) { return then.apply(this, a as any); } as any;",
  }, CHANGED),
  c("Array.prototype.push patched", { top: "Array.prototype.push = function () { return 0; };" }, CHANGED),
  c("Array.prototype.filter patched while it is graded", {
    before: "Array.prototype.filter = (() => []) as any;",
    execute: "throw new Error();",
  }, /^changed language: |^failed: /),
  c("Array.prototype.filter patched by defineProperty", {
    top: "Object.defineProperty(Array.prototype, 'filter', { value: () => [] });",
  }, CHANGED),
  c("Array.prototype extended", {
    top: "(Array.prototype as any).last = function () { return this[this.length - 1]; };",
  }, CHANGED),
  c("Array[Symbol.species]", {
    top: "Object.defineProperty(Array, Symbol.species, { get() { return Object; } });",
  }, CHANGED),
  c("Math patched", { top: "Math.floor = () => 0;" }, CHANGED),
  c("JSON.stringify patched", { top: 'JSON.stringify = () => \'{"kind":"passed"}\';' }, CHANGED),
  c("JSON replaced", { top: "(globalThis as any).JSON = { stringify: () => '{}' };" }, CHANGED),
  c("Object.prototype polluted", { top: "(Object.prototype as any).broken = [];" }, CHANGED),
  c("Object.prototype polluted by __proto__", { top: "Object.getPrototypeOf({}).length = 0;" }, CHANGED),
  c("Object.prototype.toString patched", { top: "Object.prototype.toString = () => 'x';" }, CHANGED),
  c("Object.keys patched", { top: "Object.keys = () => [];" }, CHANGED),
  c("String.prototype.includes patched", { top: "String.prototype.includes = () => true;" }, CHANGED),
  c("Map.prototype.get patched", { top: "Map.prototype.get = () => undefined;" }, CHANGED),
  c("Error.prepareStackTrace", { top: "(Error as any).prepareStackTrace = () => { throw 1; };" }, CHANGED),
  c("Function.prototype.call patched", { top: "Function.prototype.call = () => {};" }, CHANGED),
  c("Symbol.hasInstance on Error", {
    top: "Object.defineProperty(Error, Symbol.hasInstance, { value: () => false });",
  }, CHANGED),
  c("an iterator's next patched", {
    top: "Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true });",
  }, CHANGED),
  c("AbortController patched", { top: "AbortController.prototype.abort = () => {};" }, CHANGED),
  c("TextEncoder patched", { top: "TextEncoder.prototype.encode = () => new Uint8Array();" }, CHANGED),
  c("Date.now patched", { top: "Date.now = () => 5;" }, CHANGED),
  c("queueMicrotask replaced", { top: "(globalThis as any).queueMicrotask = () => {};" }, CHANGED),
  c("structuredClone replaced", { top: "(globalThis as any).structuredClone = () => ({});" }, CHANGED),
  c("globalThis replaced", { top: "(globalThis as any).globalThis = {};" }, CHANGED),
  c(
    "setTimeout replaced by one's own",
    { top: "(globalThis as any).setTimeout = (f: () => void) => f();" },
    CHANGED,
  ),
  c("a prototype replaced", { top: "Object.setPrototypeOf(Array.prototype, null);" }, CHANGED),
  c("a patch whose refusal is caught", {
    before: "try { Array.prototype.map = (() => []) as any; } catch { /* quiet */ }",
  }, /^passed: /),
  c("Refused[Symbol.hasInstance]", {
    top: "Object.defineProperty(Refused, Symbol.hasInstance, { value: () => true });",
  }, CHANGED),
  c("Refused.prototype changed", { top: "(Refused.prototype as any).by = 'me';" }, CHANGED),
  c("the host's clock changed", { made: "clock.nowMs = () => 0;" }, /^failed: .*(read only|TypeError)/),
  c("own error with a name of its own", {
    top:
      "class Mine extends Error { constructor() { super('mine'); this.name = 'Mine'; this.toString = () => 'mine'; } }",
    before: "void new Mine();",
  }, /^passed: /),
  c("own class that shadows toString and constructor", {
    before:
      "const o: any = {}; o.toString = () => 'o'; o.constructor = 1; o.valueOf = () => 1; o.hasOwnProperty = 2; void o;",
  }, /^passed: /),
];

const results: HostileCase[] = [
  c("error with hostile getters", {
    execute:
      "throw Object.defineProperties(new Error(), { name: { get() { throw new Error('name'); } }, message: { get() { throw new Error('message'); } }, stack: { get() { throw new Error('stack'); } } });",
  }, /^failed: “Every question is answered”/),
  c("result with hostile getters", {
    execute: "return new Proxy({}, { get() { throw new Error('no'); } }) as T;",
  }, /^failed: /),
  c(
    "a thenable that never settles",
    { execute: "return { then() {} } as T;" },
    /^failed: “The story comes to its end”/,
  ),
  c("a thenable that settles twice", {
    execute: "return { then(a: (x: string) => void) { a('yes'); a('no'); throw 1; } } as T;",
  }, /^failed: “A question is really asked”/),
  c("throws undefined", { execute: "throw undefined;" }, /^failed: “Every question is answered”/),
  c("throws null in the constructor", { made: "throw null;" }, /^failed: .*null/),
  c("throws a proxy", {
    made: "throw new Proxy(new Error(), { get() { throw 1; }, getPrototypeOf() { throw 2; } });",
  }, /^failed: /),
  c(
    "an error with a message of a hundred million characters",
    { made: "throw new Error('x'.repeat(1e8));" },
    /^(failed: .*x…|memory: )/,
  ),
  c(
    "an error that is its own cause",
    { made: "const e = new Error('round'); e.cause = e; throw e;" },
    /^failed: .*round/,
  ),
  c(
    "a huge string as the answer",
    { execute: "return 'x'.repeat(1e8) as T;" },
    /^failed: “An answer is what the server said”/,
  ),
  c("an answer that turns into a string differently each time", {
    execute: "let n = 0; return { toString: () => String(n++), valueOf: () => NaN } as T;",
  }, /^failed: /),
  c(
    "unhandled rejection",
    { before: "void Promise.reject(new Error('nobody'));" },
    /^unhandled error: .*Error: nobody/,
  ),
  c("unhandled rejection of nothing", { before: "void Promise.reject();" }, /^unhandled error: /),
  c(
    "unhandled rejection at the top level",
    { top: "void Promise.reject(new Error('early'));" },
    /^unhandled error: .*early/,
  ),
  c("an error in a virtual timer", {
    before: "void this.clock.sleep(1).then(() => { throw new Error('late'); });",
  }, /^unhandled error: .*late/),
  c(
    "an error in a microtask",
    { before: "queueMicrotask(() => { throw new Error('micro'); });" },
    /^unhandled error: .*micro/,
  ),
  c("an error in an abort listener", {
    before:
      "const a = new AbortController(); a.signal.addEventListener('abort', () => { throw new Error('listener'); }); a.abort();",
  }, /^unhandled error: .*listener/),
  c(
    "reportError",
    { before: "(globalThis as any).reportError(new Error('reported'));" },
    real("reportError"),
  ),
  c("calls what it is given a thousand times at once", {
    before:
      "for (let i = 0; i < 1000; i++) void Promise.resolve(call({ signal: new AbortController().signal })).catch(() => {});",
  }, /^failed: “No question is asked more than forty times”/),
  c("sleeps a negative time", { before: "await this.clock.sleep(-1);" }, /^failed: /),
  c("sleeps for a thousand years", { before: "await this.clock.sleep(3.2e13);" }, /^(failed|passed): /),
  c("stack of another's making", {
    made: "const e = new Error('x'); e.stack = 'at file:///answer.js:1:1 at /answer.js:9999:1'; throw e;",
  }, /^failed: .*Error: x/),
];

const imports: HostileCase[] = [
  c("import of the solution", {
    top: 'import { Asker as Right } from "../../../solutions/testing/asking/1-build.ts"; void Right;',
  }, forbidden("reference answer")),
  c(
    "the solution re-exported",
    'export { Asker } from "../../../solutions/testing/asking/1-build.ts";\n',
    forbidden("reference answer"),
  ),
  c(
    "export * of the solution",
    'export * from "../../../solutions/testing/asking/1-build.ts";\n',
    forbidden("reference answer"),
  ),
  c("dynamic import of the solution", {
    before: 'await import("../../../solutions/testing/asking/1-build.ts");',
  }, forbidden("reference answer")),
  c("dynamic import of a computed name", {
    before:
      'const name = ["..", "..", "..", "solutions/testing/asking/1-build.ts"].join("/"); await import(name);',
  }, /^failed: .*Dynamic require of/),
  c("dynamic import of a pattern of names", {
    before: "const n = 1; await import(`../../../solutions/testing/asking/${n}-build.ts`);",
  }, forbidden("reference answer")),
  c("require of the solution", {
    before: '(globalThis as any).require("../../../solutions/testing/asking/1-build.ts");',
  }, /^failed: .*TypeError: .*require is not a function/),
  c("require as a call", {
    top: "declare const require: (name: string) => unknown;",
    before: 'require("../../../solutions/testing/asking/1-build.ts");',
  }, forbidden("reference answer")),
  c("import of the harness", {
    top: 'import { harness } from "../../.harness/testing/asking/1-build.ts"; void harness;',
  }, forbidden("grader")),
  c("import of the stub", {
    top: 'import * as stub from "../../.harness/testing/asking/1-build.stub.ts"; void stub;',
  }, forbidden("grader")),
  c(
    "the chapter's own class re-exported",
    'export { CircuitBreaker as Asker } from "#patterns/resilience/circuit-breaker.ts";\n',
    forbidden("chapter's own code"),
  ),
  c(
    "the chapter's own class by a relative path",
    'export { CircuitBreaker as Asker } from "../../../../../../patterns/resilience/circuit-breaker.ts";\n',
    forbidden("chapter's own code"),
  ),
  c(
    "the chapter's own class extended",
    'import { CircuitBreaker } from "#patterns/resilience/circuit-breaker.ts";\nexport class Asker extends CircuitBreaker {}\n',
    forbidden("chapter's own code"),
  ),
  c(
    "import of the simulator",
    { top: 'import { playIn } from "#src/sim/world.ts"; void playIn;' },
    forbidden("not a port"),
  ),
  c("import of the grader's record of holes", {
    top: 'import { takeTodos } from "#src/grade/todo-record.ts"; takeTodos();',
  }, forbidden("not a port")),
  c(
    "import of node:fs",
    { top: 'import { readFileSync } from "node:fs"; void readFileSync;' },
    forbidden("outside the course"),
  ),
  c("import of node:timers/promises", {
    top: 'import { setTimeout as wait } from "node:timers/promises"; void wait;',
  }, forbidden("outside the course")),
  c("import of fs without node:", { top: 'import fs from "fs"; void fs;' }, forbidden("outside the course")),
  c("import of node:async_hooks", {
    top: 'import { AsyncLocalStorage } from "node:async_hooks"; void AsyncLocalStorage;',
  }, forbidden("outside the course")),
  c(
    "import of a package",
    { top: 'import esbuild from "esbuild"; void esbuild;' },
    forbidden("not a port|outside the course"),
  ),
  c(
    "import of a file that is not there",
    { top: 'import { x } from "./helper.ts"; void x;' },
    forbidden("not there"),
  ),
  c(
    "import over the network",
    { top: 'import x from "https://example.com/x.js"; void x;' },
    forbidden("outside the course"),
  ),
  c(
    "import of a data address",
    { top: 'import x from "data:text/javascript,export default 1"; void x;' },
    forbidden("outside the course"),
  ),
  c("import of a name that a port has not", {
    top: 'import { Nope } from "#src/ports/policy.ts"; void Nope;',
  }, /^forbidden import: .*'Nope', which is not there/),
  c(
    "import of itself",
    { top: 'import * as me from "./1-build.ts"; void me;' },
    forbidden("this file itself"),
  ),
  c("import with attributes", {
    top: 'import text from "../../../solutions/testing/asking/1-build.ts" with { type: "text" }; void text;',
  }, /^(forbidden import|syntax error): /),
  c("eval", { before: "eval('1 + 1');" }, /^failed: “Every question is answered”.*EvalError/),
  c("eval of an import", {
    before: "await (0, eval)('import(\"node:process\")').then((p: any) => p.exit(0));",
  }, /^failed: /),
  c("new Function", { before: "new Function('return 1')();" }, /^failed: /),
  c(
    "constructor of async functions",
    { before: "await (async () => {}).constructor('return 1')();" },
    /^failed: /,
  ),
  c("import.meta", { before: "void import.meta.url;" }, /^passed: /),
];

/** All cases, by group. */
export const hostileCases: readonly { readonly group: string; readonly cases: readonly HostileCase[] }[] = [
  { group: "real clock, timers, chance, doors", cases: realWorld },
  { group: "no end", cases: endless },
  { group: "memory", cases: memory },
  { group: "console and forged results", cases: output },
  { group: "file, syntax, exports", cases: loading },
  { group: "types", cases: types },
  { group: "patched language", cases: patched },
  { group: "errors and results", cases: results },
  { group: "imports", cases: imports },
];
