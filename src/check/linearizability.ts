/**
 * Is there one order of the operations that respects real time and that a single copy of the object would answer so?
 *
 * Sources: Herlihy and Wing, "Linearizability: A Correctness Condition for Concurrent Objects" (1990); Wing and Gong,
 * "Testing and Verifying Concurrent Objects" (1993), the search; Lowe, "Testing for Linearizability" (2017), the memo;
 * Athalye, "Porcupine" (2017), the shape of the loop.
 *
 * @module
 */
import type { History, Operation } from "#src/sim/history.ts";
import type { Plain } from "#src/sim/trace.ts";

/** The object as it would behave on one machine, one operation at a time. */
export interface Model<S> {
  readonly name: string;
  /** The state before the first operation. */
  init(): S;
  /**
   * The state after `input`, or `undefined` if a single copy would not have answered `output`. `output` is `undefined`
   * for an open operation: any answer is possible then.
   */
  step(state: S, input: Plain, output: Plain | undefined): S | undefined;
  /** A text that is equal for equal states. @default JSON */
  key?(state: S): string;
  /** Operations on different parts do not touch each other, and are checked apart. @default one part */
  part?(operation: Operation): string;
}

/** What the search found. */
export type Linearizability =
  | {
    readonly verdict: "linearizable"; /** One such order, part by part. */
    readonly order: readonly Operation[];
  }
  | {
    readonly verdict: "not linearizable";
    readonly part: string;
    /** The most operations that could be put in order. */
    readonly longest: readonly Operation[];
    /** The operation that must come next, by real time, and cannot. */
    readonly stuckAt: Operation;
  }
  | { readonly verdict: "unknown"; /** Steps of the search that were spent. */ readonly steps: number };

/**
 * Checks a history against a model.
 *
 * **Guarantees.** `"linearizable"` and `"not linearizable"` are proved for this history: the search is complete. An
 * operation that is open may take effect at any time after its call, or never.
 *
 * **Does not guarantee.** The problem is NP-complete (Gibbons and Korach 1997): beyond `maxSteps` the verdict is `"unknown"`.
 *
 * @param options.maxSteps Steps of the model for one part. @default {5_000_000}
 */
export function checkLinearizability<S>(
  history: History,
  model: Model<S>,
  options: { maxSteps?: number } = {},
): Linearizability {
  const parts = new Map<string, Operation[]>();
  for (const operation of history) {
    const part = model.part?.(operation) ?? "";
    const operations = parts.get(part);
    if (operations === undefined) parts.set(part, [operation]);
    else operations.push(operation);
  }
  const order: Operation[] = [];
  // The smallest part first: a violation there is found soonest and is the easiest to read.
  for (const [part, operations] of [...parts].sort((a, b) => a[1].length - b[1].length)) {
    const found = new Search(operations, model, part, options.maxSteps ?? 5_000_000).run();
    if (found.verdict !== "linearizable") return found;
    order.push(...found.order);
  }
  return { verdict: "linearizable", order };
}

const NONE = -1;

/** Wing and Gong's search over one part. Nodes 0…n−1 are calls, n…2n−1 returns, 2n the head of the list. */
class Search<S> {
  #operations: readonly Operation[];
  #model: Model<S>;
  #part: string;
  #maxSteps: number;
  #next: Int32Array;
  #previous: Int32Array;
  #done: Uint32Array;
  #visited: Configurations;
  #states: S[] = [];
  #ids = new Map<string, number>();
  #path: { operation: number; state: number }[] = [];
  #longest: number[] = [];
  #stuckAt = NONE;

  constructor(operations: readonly Operation[], model: Model<S>, part: string, maxSteps: number) {
    this.#operations = operations;
    this.#model = model;
    this.#part = part;
    this.#maxSteps = maxSteps;
    const n = operations.length;
    this.#next = new Int32Array(2 * n + 1).fill(NONE);
    this.#previous = new Int32Array(2 * n + 1).fill(NONE);
    this.#done = new Uint32Array(Math.ceil(n / 32) || 1);
    this.#visited = new Configurations(this.#done.length);
    let last = 2 * n;
    for (const node of inTime(operations)) {
      this.#next[last] = node;
      this.#previous[node] = last;
      last = node;
    }
  }

  run(): Linearizability {
    const n = this.#operations.length;
    const head = 2 * n;
    let left = this.#operations.filter((operation) => operation.returnMs !== undefined).length;
    let state = this.#intern(this.#model.init());
    let node = this.#next[head]!;
    for (let steps = 0; left > 0; steps++) {
      if (steps > this.#maxSteps) return { verdict: "unknown", steps };
      if (node !== NONE && node < n) {
        const after = this.#tryNext(node, state);
        if (after === NONE) {
          node = this.#next[node]!;
          continue;
        }
        this.#path.push({ operation: node, state });
        if (this.#operations[node]!.returnMs !== undefined) left--;
        state = after;
        this.#lift(node);
        node = this.#next[head]!;
        continue;
      }
      // A return, or the end: something that must come before it could not be placed here.
      this.#remember(node);
      const undone = this.#path.pop();
      if (undone === undefined) return this.#refuted();
      state = undone.state;
      this.#done[undone.operation >> 5]! &= ~(1 << (undone.operation & 31));
      if (this.#operations[undone.operation]!.returnMs !== undefined) left++;
      this.#unlift(undone.operation);
      node = this.#next[undone.operation]!;
    }
    return {
      verdict: "linearizable",
      order: this.#path.map(({ operation }) => this.#operations[operation]!),
    };
  }

  /** The state after an operation, or NONE if it cannot come next or the configuration was seen before. */
  #tryNext(node: number, state: number): number {
    const operation = this.#operations[node]!;
    const open = operation.returnMs === undefined;
    const after = this.#model.step(
      this.#states[state]!,
      operation.input,
      open ? undefined : operation.output,
    );
    if (after === undefined) return NONE;
    const id = this.#intern(after);
    this.#done[node >> 5]! |= 1 << (node & 31);
    if (this.#visited.add(this.#done, id)) return id;
    this.#done[node >> 5]! &= ~(1 << (node & 31));
    return NONE;
  }

  #intern(state: S): number {
    const key = this.#model.key?.(state) ?? JSON.stringify(state) ?? "undefined";
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#states.push(state) - 1;
      this.#ids.set(key, id);
    }
    return id;
  }

  #lift(call: number): void {
    this.#unlink(call);
    if (this.#operations[call]!.returnMs !== undefined) this.#unlink(call + this.#operations.length);
  }

  #unlift(call: number): void {
    if (this.#operations[call]!.returnMs !== undefined) this.#relink(call + this.#operations.length);
    this.#relink(call);
  }

  #unlink(node: number): void {
    const [previous, next] = [this.#previous[node]!, this.#next[node]!];
    this.#next[previous] = next;
    if (next !== NONE) this.#previous[next] = previous;
  }

  #relink(node: number): void {
    const [previous, next] = [this.#previous[node]!, this.#next[node]!];
    this.#next[previous] = node;
    if (next !== NONE) this.#previous[next] = node;
  }

  #remember(node: number): void {
    if (this.#stuckAt !== NONE && this.#path.length <= this.#longest.length) return;
    this.#longest = this.#path.map(({ operation }) => operation);
    const n = this.#operations.length;
    this.#stuckAt = node === NONE
      ? this.#operations.findIndex((each, at) => each.returnMs !== undefined && !this.#longest.includes(at))
      : node - n;
  }

  #refuted(): Linearizability {
    return {
      verdict: "not linearizable",
      part: this.#part,
      longest: this.#longest.map((operation) => this.#operations[operation]!),
      stuckAt: this.#operations[this.#stuckAt]!,
    };
  }
}

/** Calls and returns in order of time; at one moment calls come first, so that the operations count as concurrent. */
function inTime(operations: readonly Operation[]): number[] {
  const n = operations.length;
  const nodes = operations.flatMap((operation, at) => operation.returnMs === undefined ? [at] : [at, at + n]);
  const time = (node: number) => node < n ? operations[node]!.callMs : operations[node - n]!.returnMs!;
  return nodes.sort((a, b) => time(a) - time(b) || Number(a >= n) - Number(b >= n) || a - b);
}

/** A set of (operations done, state), in one flat table with open addressing. */
class Configurations {
  #words: number;
  #stride: number;
  #table: Uint32Array;
  #capacity = 1024;
  #size = 0;

  constructor(words: number) {
    this.#words = words;
    this.#stride = words + 1; // state + 1 (0 marks an empty place), then the bits
    this.#table = new Uint32Array(this.#capacity * this.#stride);
  }

  /** Adds a configuration; false if it was there. */
  add(done: Uint32Array, state: number): boolean {
    if (this.#size * 2 > this.#capacity) this.#grow();
    const place = this.#find(done, 0, state);
    if (this.#table[place] !== 0) return false;
    this.#table[place] = state + 1;
    this.#table.set(done, place + 1);
    this.#size++;
    return true;
  }

  #find(source: Uint32Array, from: number, state: number): number {
    let hash = state + 1;
    for (let word = 0; word < this.#words; word++) {
      hash = Math.imul(hash ^ source[from + word]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    for (let slot = hash >>> 0;; slot++) {
      const place = (slot & (this.#capacity - 1)) * this.#stride;
      const found = this.#table[place]!;
      if (found === 0 || (found === state + 1 && this.#same(place + 1, source, from))) return place;
    }
  }

  #same(place: number, source: Uint32Array, from: number): boolean {
    for (let word = 0; word < this.#words; word++) {
      if (this.#table[place + word] !== source[from + word]) return false;
    }
    return true;
  }

  #grow(): void {
    const old = this.#table;
    this.#capacity *= 2;
    this.#table = new Uint32Array(this.#capacity * this.#stride);
    for (let at = 0; at < old.length; at += this.#stride) {
      if (old[at] === 0) continue;
      const place = this.#find(old, at + 1, old[at]! - 1);
      this.#table.set(old.subarray(at, at + this.#stride), place);
    }
  }
}
