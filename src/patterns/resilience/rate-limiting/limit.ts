/**
 * What every rate-limiting algorithm is to its caller: one question with one number as the answer.
 *
 * @module
 */
import { numberOption } from "#src/pure/option.ts";

/**
 * The allowance of one key.
 *
 * **Guarantees.** `take` decides and counts in one step. A refusal changes nothing: asking in vain uses nothing up.
 * The limit's time is the latest reading that it was given, so a clock that goes back neither adds nor removes.
 *
 * **Does not guarantee.** Nothing is agreed between processes: see `shared.ts`. While a clock that jumped back has not
 * caught up, nothing refills.
 */
export interface Limit {
  /**
   * Takes `cost` if that much is allowed now.
   *
   * @param cost The weight of the call, at least 1.
   * @param nowMs The time, in milliseconds since any fixed origin.
   * @returns 0 if it was taken. Otherwise nothing was taken, and the number says in how many whole milliseconds the same
   *   question would be answered with yes, if nobody else asks; `Infinity` if never, as the cost is above what fits.
   * @throws {RangeError} If `cost` is below 1 or not a number.
   */
  take(cost: number, nowMs: number): number;
  /**
   * When the limit is as good as new, in milliseconds on the same clock, if nothing more is taken. From then on it may be
   * forgotten at no cost.
   */
  newAtMs(): number;
}

/** Options of the limits that refill steadily. */
export interface RateOptions {
  /** How much is allowed per second in the long run; may be below 1. */
  ratePerSecond: number;
  /** How much is allowed at once after a pause; at least 1. */
  burst: number;
}

/** Options of the limits that look at a window of time. */
export interface WindowOptions {
  /** How much is allowed per window. */
  limit: number;
  /** The length of the window, in milliseconds. */
  windowMs: number;
}

/** @throws {RangeError} If an option is outside its range. */
export function checkRate(misuse: string, { ratePerSecond, burst }: RateOptions): void {
  numberOption(misuse, "ratePerSecond", ratePerSecond, { min: 1e-6, max: 1e9 });
  numberOption(misuse, "burst", burst, { min: 1, max: 1e9 });
}

/** @throws {RangeError} If an option is outside its range. */
export function checkWindow(misuse: string, { limit, windowMs }: WindowOptions): void {
  numberOption(misuse, "limit", limit, { min: 1, max: 1e9 });
  numberOption(misuse, "windowMs", windowMs, { min: 1, max: 1e12 });
}

/** @throws {RangeError} If `cost` is below 1 or not a number: a free or negative call would refill the limit. */
export function checkCost(cost: number): void {
  if (!(cost >= 1)) numberOption("Cannot take from a limit", "cost", cost, { min: 1 });
}

/**
 * What may be missing for a yes: sums of fractions are off by some 10⁻¹², and a call in time must not be refused for
 * that. It stays on the account, so it does not add up.
 */
export const tolerance = 1e-6;

/** A wait in whole milliseconds, rounded up: whoever waits that long is not too early. */
export const waitMs = (ms: number): number => Math.max(1, Math.ceil(ms - 1e-9));
