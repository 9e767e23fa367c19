/**
 * Named draws: every choice of a run has a name and a number, and follows from the seed.
 *
 * A stream's n-th value depends on the seed, its name and n alone, so a change in one place does not shift the choices
 * of another. 0 is always the calm value: no fault, shortest latency. Overrides replace values; shrinking sets them to 0.
 *
 * @module
 */
import type { Random } from "#src/ports/random.ts";
import { SeededRandom } from "#src/pure/seeded-random.ts";

/**
 * What replaces drawn values. Keys: `"*"` (all draws), a stream's name, or `name#n` (the n-th draw, from 0); the most
 * exact key wins. `"seed"` gives back what the seed says.
 */
export type Overrides = ReadonlyMap<string, number | "seed">;

/** One value that was drawn in a run. */
export interface Draw {
  readonly stream: string;
  readonly index: number;
  readonly value: number;
}

/** A named stream of draws. */
export class DrawStream implements Random {
  readonly name: string;
  #source: SeededRandom;
  #count = 0;
  #overrides: Overrides | undefined;
  #default: number | "seed";
  #tape: Draw[] | undefined;

  constructor(name: string, seed: number, overrides: Overrides | undefined, tape: Draw[] | undefined) {
    this.name = name;
    this.#source = new SeededRandom(seed, name);
    this.#default = overrides?.get(name) ?? overrides?.get("*") ?? "seed";
    this.#overrides = overrides !== undefined && overrides.size > 0 ? overrides : undefined;
    this.#tape = tape;
  }

  /** The next value, at least 0 and below 1. */
  next(): number {
    const drawn = this.#source.next();
    const index = this.#count++;
    if (this.#overrides === undefined && this.#tape === undefined) return drawn;
    const rule = this.#overrides?.get(`${this.name}#${index}`) ?? this.#default;
    const value = rule === "seed" ? drawn : rule;
    this.#tape?.push({ stream: this.name, index, value });
    return value;
  }
}

/** All streams of one run. */
export class Draws {
  readonly seed: number;
  /** The values drawn so far, in order; empty unless recording was asked for. */
  readonly tape: readonly Draw[];
  #tape: Draw[] | undefined;
  #overrides: Overrides | undefined;
  #streams = new Map<string, DrawStream>();

  constructor(seed: number, options: { overrides?: Overrides; record?: boolean } = {}) {
    this.seed = seed;
    this.#overrides = options.overrides;
    this.#tape = options.record ? [] : undefined;
    this.tape = this.#tape ?? [];
  }

  /** The stream of this name; the same object each time. */
  stream(name: string): DrawStream {
    let stream = this.#streams.get(name);
    if (stream === undefined) {
      stream = new DrawStream(name, this.seed, this.#overrides, this.#tape);
      this.#streams.set(name, stream);
    }
    return stream;
  }
}
