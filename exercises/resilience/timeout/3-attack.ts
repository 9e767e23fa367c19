/**
 * Attack: eleven time limits, of which three are right and eight (A to H) are wrong. Write the cases that tell them apart.
 * Check them: `npm test timeout/3`.
 *
 * The contract:
 * 1. A call gets `timeoutMs`, or what is left of its caller's time (`remainingMs`) where that is less, and is told how much
 *    it has. With nothing left it is not made: the caller is refused.
 * 2. When the time is over, the caller hears of it at once, whatever the call does, and the call's signal aborts.
 * 3. When the caller leaves, it is let go at once with its own reason, and the call's signal aborts. That is no timeout.
 * 4. When the call settles in time, its answer or its error comes out, its signal does not abort, and no timer is left.
 * 5. What becomes of a call that nobody waits for is told, once: it succeeded, it failed, or it stopped as it was asked to.
 *
 * Two things in the same millisecond have no order in the contract: keep a call's end, the limit and the leave apart.
 *
 * A case is one call. Name in `expect` what the contract says of it, or as much of that as matters; every limit plays every
 * case. A right limit must meet all that your cases expect, and each wrong one must fail in at least one.
 */

/** One call through a limit. */
export interface Case {
  readonly name: string;
  /** From 1 to 10,000. */
  readonly timeoutMs: number;
  /** What is left of the caller's time; without it, for ever. From 0 to 10,000. */
  readonly remainingMs?: number;
  /** When the caller leaves, in milliseconds from the beginning; without it, never. From 1 to 10,000. */
  readonly leavesAtMs?: number;
  readonly call: {
    /** How long it takes, if it is not stopped. From 1 to 10,000. */
    readonly takesMs: number;
    readonly ends: "answers" | "fails";
    /** Whether it stops when its signal aborts. */
    readonly obeys: boolean;
  };
  readonly expect: {
    readonly outcome: "answered" | "failed" | "timed out" | "left" | "refused";
    /** When the caller hears of it, in milliseconds from the beginning. */
    readonly atMs?: number;
    /** What the call is told that it has, in milliseconds. */
    readonly toldMs?: number;
    /** When its signal aborts. */
    readonly stoppedAtMs?: number | "never";
    /** What is told of it when nobody waits any more. */
    readonly late?: "succeeded" | "failed" | "stopped" | "nothing";
    /** Timers that run when the caller has heard. */
    readonly timers?: number;
  };
}

export const cases: readonly Case[] = [
  {
    name: "in time",
    timeoutMs: 100,
    call: { takesMs: 30, ends: "answers", obeys: true },
    expect: { outcome: "answered", atMs: 30 },
  },
  // TODO 1: a case for each point of the contract
];
