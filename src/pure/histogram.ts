/**
 * A histogram of durations with a bounded relative error, as HdrHistogram has.
 *
 * @module
 */

/**
 * Counts values in buckets that grow with the value: 128 buckets for each doubling, so a percentile is at most 0.8 %
 * above the true one (and at most a thousandth below it). Memory is bounded by the range, not by the number of values; two histograms can be added.
 *
 * Source: Gil Tene, "HdrHistogram" (2012).
 */
export class Histogram {
  #counts = new Map<number, number>();
  #count = 0;
  #sum = 0;
  #max = 0;
  #min = Infinity;

  /** Adds a value, at least 0, `times` times. */
  record(value: number, times = 1): void {
    if (!(value >= 0)) {
      throw new RangeError(`Cannot record as 'value' must be at least 0: current value is ${value}`);
    }
    const index = bucketOf(value);
    this.#counts.set(index, (this.#counts.get(index) ?? 0) + times);
    this.#count += times;
    this.#sum += value * times;
    if (value > this.#max) this.#max = value;
    if (value < this.#min) this.#min = value;
  }

  /** How many values were recorded. */
  get count(): number {
    return this.#count;
  }
  /** Largest value, exactly; 0 when empty. */
  get max(): number {
    return this.#max;
  }
  /** Smallest value, exactly; 0 when empty. */
  get min(): number {
    return this.#count === 0 ? 0 : this.#min;
  }
  /** Mean, exactly; 0 when empty. */
  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  /** The value below or at which `ratio` (0 to 1) of all values lie; 0 when empty. */
  percentile(ratio: number): number {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new RangeError(
        `Cannot take a percentile as 'ratio' must be from 0 to 1: current value is ${ratio}`,
      );
    }
    const wanted = Math.max(1, Math.ceil(ratio * this.#count));
    let seen = 0;
    for (const [index, count] of this.buckets()) {
      seen += count;
      if (seen >= wanted) return Math.min(index, this.#max);
    }
    return 0;
  }

  /** Upper edge and count of each bucket that is not empty, in rising order. */
  buckets(): [upTo: number, count: number][] {
    return [...this.#counts].sort((a, b) => a[0] - b[0]).map(([index, count]) => [upperEdge(index), count]);
  }

  /** Adds all values of another histogram. */
  add(other: Histogram): void {
    for (const [index, count] of other.#counts) {
      this.#counts.set(index, (this.#counts.get(index) ?? 0) + count);
    }
    this.#count += other.#count;
    this.#sum += other.#sum;
    this.#max = Math.max(this.#max, other.#max);
    this.#min = Math.min(this.#min, other.#min);
  }
}

const PER_DOUBLING = 128;
const view = new DataView(new ArrayBuffer(8));

// Values are read in thousandths; whole numbers below 128 thousandths have a bucket each.
function bucketOf(value: number): number {
  const scaled = value * 1000;
  if (scaled < PER_DOUBLING) return Math.floor(scaled);
  view.setFloat64(0, scaled);
  const exponent = (view.getUint32(0) >>> 20) - 1023;
  const step = (view.getUint32(0) >>> 13) & (PER_DOUBLING - 1);
  return (exponent - 6) * PER_DOUBLING + step;
}

function upperEdge(index: number): number {
  if (index < PER_DOUBLING) return index / 1000;
  const exponent = Math.floor(index / PER_DOUBLING) + 6;
  const step = index % PER_DOUBLING;
  let width = 1;
  for (let i = 7; i < exponent; i++) width *= 2;
  return ((PER_DOUBLING + step + 1) * width - (exponent === 7 ? 1 : 0)) / 1000;
}
