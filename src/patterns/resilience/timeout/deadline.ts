/**
 * A caller's deadline, carried from hop to hop as what is left of it.
 *
 * Source: gRPC documentation, "Deadlines", section "Deadline Propagation": a deadline is turned into a timeout from which
 * the time that has passed is already taken off, so that clocks of two hosts need not agree.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";

/**
 * A moment on this host's own clock after which nobody wants the answer.
 *
 * **Guarantees.** `remainingMs` falls by what the clock has moved and is never below 0. What a wire says is
 * believed up to `maxMs`; what is no number counts as `maxMs`, and less than nothing as over.
 *
 * **Does not guarantee.** That the caller is still there: the time that the request spent on the wire is not known here,
 * so the caller's clock is ahead of this one by it.
 */
export class Deadline {
  readonly #clock: Clock;
  readonly #atMs: number;

  /** @param remainingMs What is left, in milliseconds; `Infinity` for a caller who waits for ever. */
  constructor(clock: Clock, remainingMs: number) {
    if (!(remainingMs >= -Infinity)) {
      throw new RangeError(
        `Cannot set a deadline as 'remainingMs' must be a number: current value is ${String(remainingMs)}`,
      );
    }
    this.#clock = clock;
    this.#atMs = clock.nowMs() + remainingMs;
  }

  /**
   * Reads what a request carries, which anybody may have written.
   *
   * @param carried The value as it came, for example a field of the body or a header's number.
   * @param maxMs What holds where no number came, and the most that is believed, in milliseconds.
   */
  static received(clock: Clock, carried: unknown, maxMs: number): Deadline {
    const sensible = typeof carried === "number" && !Number.isNaN(carried);
    return new Deadline(clock, sensible ? Math.min(carried, maxMs) : maxMs);
  }

  /** What is left, in milliseconds: 0 when it is over. Hand it on as `remainingMs`. */
  get remainingMs(): number {
    return Math.max(0, this.#atMs - this.#clock.nowMs());
  }

  /** Whether nobody wants the answer any more. */
  get expired(): boolean {
    return this.remainingMs === 0;
  }
}

/** A request that stood in a queue and is about to be worked on. */
export interface Waiting {
  /** Since it came, in milliseconds. */
  waitedMs: number;
  /** What is left of its caller's time, in milliseconds. */
  remainingMs: number;
}

/** What a callee asks of a request before it works on it. */
export interface Worth {
  /** The work usually takes this long, in milliseconds; with less left it would be for nobody. @default {0} */
  needMs?: number;
  /** The longest wait in the queue, in milliseconds: longer, and the callee is overloaded. @default {Infinity} */
  maxQueueMs?: number;
}

/**
 * Whether work is worth its beginning.
 *
 * `needMs` drops what surely is too late. Under overload that is not enough: the queue then stays as long as the
 * callers' patience, and each request that is begun is nearly too late. `maxQueueMs` keeps the queue short.
 */
export function worthStarting({ waitedMs, remainingMs }: Waiting, worth: Worth = {}): boolean {
  const { needMs = 0, maxQueueMs = Infinity } = worth;
  return remainingMs > 0 && remainingMs >= needMs && waitedMs <= maxQueueMs;
}
