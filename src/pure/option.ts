/**
 * Checks of options, with one wording.
 *
 * @module
 */

/** What a number must be. Both bounds are allowed values; NaN never is, and `Infinity` only where `max` says so. */
export interface NumberRange {
  min: number;
  max?: number;
  integer?: boolean;
}

/**
 * Answers `value` if it is in range.
 *
 * @param misuse What cannot be done, for example `"Cannot create a retry"`.
 * @throws {RangeError} "Cannot … as 'x' must be …: current value is …".
 *
 * @example
 * ```ts
 * import { numberOption } from "#src/pure/option.ts";
 *
 * const maxAttempts = numberOption("Cannot create a retry", "maxAttempts", 3, { min: 1, integer: true });
 * if (maxAttempts !== 3) throw new Error("not answered");
 * ```
 */
export function numberOption(misuse: string, name: string, value: number, range: NumberRange): number {
  const { min, max = Number.MAX_VALUE, integer = false } = range;
  if (typeof value === "number" && value >= min && value <= max && (!integer || Number.isInteger(value))) {
    return value;
  }
  const kind = integer ? "an integer" : "a number";
  const bounds = max >= Number.MAX_VALUE ? `of at least ${min}` : `from ${min} to ${max}`;
  throw new RangeError(`${misuse} as '${name}' must be ${kind} ${bounds}: current value is ${String(value)}`);
}
