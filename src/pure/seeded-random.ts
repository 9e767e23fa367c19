/**
 * A small, fast, seeded source of random numbers.
 *
 * @module
 */

/** A 32-bit hash of a text (FNV-1a with a final mix), the same on every runtime. */
export function hash32(text: string, seed = 0): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * sfc32 (Chris Doty-Humphrey, "PractRand", 2010): 128 bits of state, passes PractRand and BigCrush.
 *
 * **Does not guarantee.** It is not fit for secrets. A number has 32 random bits.
 */
export class SeededRandom {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, name = "") {
    this.#a = hash32(name, seed);
    this.#b = hash32(name, Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995);
    this.#c = seed | 0;
    for (let i = 0; i < 12; i++) this.#step();
  }

  /** The next number, at least 0 and below 1. */
  next(): number {
    return this.#step() * 2.3283064365386963e-10;
  }

  #step(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}
