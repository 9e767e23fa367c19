/**
 * The outcomes of the last calls, by number or by age, in constant memory and constant time.
 *
 * @module
 */

/** How many calls a window holds, and how many of them were bad. */
export interface Tally {
  /** Calls that the window holds. */
  readonly calls: number;
  /** Of these, those that failed. */
  readonly failures: number;
  /** Of these, those that were slow; a call may be slow and fail. */
  readonly slow: number;
}

const FAILED = 1;
const SLOW = 2;

/**
 * The last `size` outcomes.
 *
 * **Guarantees.** `add` takes constant time and allocates nothing.
 */
export class CountWindow implements Tally {
  calls = 0;
  failures = 0;
  slow = 0;
  #next = 0;
  readonly #ring: Uint8Array;

  /** @throws {RangeError} If `size` is not a whole number of at least 1. */
  constructor(size: number) {
    if (!Number.isSafeInteger(size) || size < 1) {
      throw new RangeError(
        `Cannot make a window as 'size' must be a whole number of at least 1: current value is ${size}`,
      );
    }
    this.#ring = new Uint8Array(size);
  }

  /** Takes one outcome in; the oldest leaves when the window is full. */
  add(failed: boolean, slow: boolean): void {
    const ring = this.#ring;
    const leaving = ring[this.#next] ?? 0;
    if (this.calls < ring.length) this.calls++;
    this.failures += (failed ? 1 : 0) - (leaving & FAILED);
    this.slow += (slow ? 1 : 0) - ((leaving & SLOW) >> 1);
    ring[this.#next] = (failed ? FAILED : 0) | (slow ? SLOW : 0);
    this.#next = this.#next + 1 === ring.length ? 0 : this.#next + 1;
  }

  /** Forgets everything. */
  clear(): void {
    this.#ring.fill(0);
    this.#next = 0;
    this.calls = 0;
    this.failures = 0;
    this.slow = 0;
  }
}

/**
 * The outcomes of the last `lengthMs` milliseconds, kept in `buckets` sums.
 *
 * **Guarantees.** An outcome stays for more than `lengthMs × (1 - 1 / buckets)` and at most `lengthMs`.
 * `add` takes constant time, or one step per bucket after a long silence.
 *
 * **Does not guarantee.** The sums are those of the last `add`: reading them later drops nothing.
 */
export class TimeWindow implements Tally {
  calls = 0;
  failures = 0;
  slow = 0;
  #head = Number.NEGATIVE_INFINITY;
  readonly #bucketMs: number;
  readonly #calls: Float64Array;
  readonly #failures: Float64Array;
  readonly #slow: Float64Array;

  /** @throws {RangeError} If `lengthMs` is not above 0 and finite, or `buckets` not a whole number of at least 1. */
  constructor(lengthMs: number, buckets = 10) {
    if (!(lengthMs > 0) || lengthMs === Number.POSITIVE_INFINITY) {
      throw new RangeError(
        `Cannot make a window as 'lengthMs' must be above 0 and finite: current value is ${lengthMs}`,
      );
    }
    if (!Number.isSafeInteger(buckets) || buckets < 1) {
      throw new RangeError(
        `Cannot make a window as 'buckets' must be a whole number of at least 1: current value is ${buckets}`,
      );
    }
    this.#bucketMs = lengthMs / buckets;
    this.#calls = new Float64Array(buckets);
    this.#failures = new Float64Array(buckets);
    this.#slow = new Float64Array(buckets);
  }

  /** Takes one outcome in, after dropping what is too old at `nowMs`. `nowMs` must not go back. */
  add(failed: boolean, slow: boolean, nowMs: number): void {
    const bucket = Math.floor(nowMs / this.#bucketMs);
    this.#advance(bucket);
    const at = bucket % this.#calls.length;
    this.#calls[at]! += 1;
    this.calls++;
    if (failed) {
      this.#failures[at]! += 1;
      this.failures++;
    }
    if (slow) {
      this.#slow[at]! += 1;
      this.slow++;
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.#calls.fill(0);
    this.#failures.fill(0);
    this.#slow.fill(0);
    this.calls = 0;
    this.failures = 0;
    this.slow = 0;
  }

  #advance(bucket: number): void {
    const length = this.#calls.length;
    if (bucket - this.#head >= length) this.clear();
    else {
      for (let passed = this.#head + 1; passed <= bucket; passed++) {
        const at = passed % length;
        this.calls -= this.#calls[at]!;
        this.failures -= this.#failures[at]!;
        this.slow -= this.#slow[at]!;
        this.#calls[at] = this.#failures[at] = this.#slow[at] = 0;
      }
    }
    if (bucket > this.#head) this.#head = bucket;
  }
}
