/**
 * Limits that are learned from how calls end.
 *
 * @module
 */
import { numberOption } from "#src/pure/option.ts";

/** How one call ended. */
export interface Sample {
  readonly startMs: number;
  readonly endMs: number;
  /** Calls in flight as it ended, with this one. */
  readonly inFlight: number;
  /** Whether it ended as calls end under overload: no answer in time, 429, 503. */
  readonly overloaded: boolean;
}

/** How many calls may be in flight: changed by each sample. */
export interface AdaptiveLimit {
  /** A whole number of at least 1. */
  readonly limit: number;
  /** Hears of each call that says something about load, in the order in which they end. */
  sample(sample: Sample): void;
}

/** What all learned limits are given. */
export interface LimitRange {
  /** The limit at first. @default {10} */
  initial?: number;
  /** It never falls below. @default {1} */
  min?: number;
  /** It never rises above. @default {200} */
  max?: number;
}

/** Checks a range. @throws {RangeError} If a number is outside. */
export function checkedRange(misuse: string, range: LimitRange): Required<LimitRange> {
  const { initial = 10, min = 1, max = 200 } = range;
  numberOption(misuse, "min", min, { min: 1, integer: true });
  numberOption(misuse, "max", max, { min, integer: true });
  numberOption(misuse, "initial", initial, { min, max, integer: true });
  return { initial, min, max };
}
