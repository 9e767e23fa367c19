/**
 * What a server says to the caller whom it refuses: 429, and when to come back.
 *
 * Sources: RFC 6585, "Additional HTTP Status Codes", 2012, section 4 (429); RFC 9110, "HTTP Semantics", 2022, section 10.2.3
 * (Retry-After, in whole seconds or as a date).
 *
 * @module
 */
import { ErrorAnswer } from "#src/ports/transport.ts";
import type { Random } from "#src/ports/random.ts";
import { numberOption } from "#src/pure/option.ts";

/** Options for {@linkcode tooManyRequests}. */
export interface TooManyRequestsOptions {
  /** Spreads the callers over time. */
  random: Random;
  /** How far the spread goes, as a share of the wait, rounded up to whole seconds; from 0 to 10. @default {0.5} */
  spread?: number;
}

/**
 * The answer to a caller who was refused for `waitMs`: status 429, with a `Retry-After` of whole seconds, never too early,
 * and later by chance so that those who were refused together do not all come back together.
 *
 * **Does not guarantee.** A fine spread: whole seconds are coarse, and a wait of up to one second is spread over two
 * moments. The callers' own jitter must do the rest.
 *
 * @param waitMs What {@linkcode "./limit"} answered; `Infinity` gives no `Retry-After`, since no wait would help.
 * @throws {RangeError} If `waitMs` or `spread` is outside its range.
 */
export function tooManyRequests(
  waitMs: number,
  { random, spread = 0.5 }: TooManyRequestsOptions,
): ErrorAnswer {
  const misuse = "Cannot answer too many requests";
  numberOption(misuse, "waitMs", waitMs, { min: 0, max: Infinity });
  numberOption(misuse, "spread", spread, { min: 0, max: 10 });
  if (waitMs === Infinity) return new ErrorAnswer(429);
  const least = Math.ceil(waitMs / 1000);
  const seconds = least + Math.floor(random.next() * (Math.ceil(least * spread) + 1)); // each second is equally likely
  return new ErrorAnswer(429, { retryAfterMs: seconds * 1000 });
}
