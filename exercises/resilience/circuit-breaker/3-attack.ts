/**
 * Attack: write the tests that this contract deserves. Check them: `npm test circuit-breaker/3`.
 *
 * Nine breakers were handed in. Two of them are right; seven are wrong, each in one point. Write cases so that every
 * wrong breaker fails at least one, and the right ones pass all. A case is a timetable of calls and, for each, whether
 * a right breaker makes it or refuses it. Every case starts with a new breaker, at time 0.
 *
 * The contract:
 * 1. Closed: the outcomes of the last 4 calls are judged whenever a call ends, not before 4 have ended. If at least
 *    half of them failed, the circuit opens.
 * 2. Open: calls are refused for 1000 ms. What happens at exactly 1000 ms is left open, so do not test it.
 * 3. Half-open, after that: one call at a time is made, the others are refused. If it ends well the circuit closes and
 *    the window is empty; if it ends badly the circuit opens again, for 1000 ms from then on.
 * 4. A call that its caller cancels counts neither way, and in half-open its place is given back at once.
 * 5. A call that began before the last change of state changes nothing when it ends.
 *
 * Nothing is random here. If two things happen in the same millisecond their order is not part of the contract: keep a
 * millisecond between them. At most 20 cases of at most 60 calls each.
 */

/** One call of a case. */
export interface PlannedCall {
  /** When it is begun, in milliseconds from the start of the case. */
  readonly atMs: number;
  /** How it ends if it is made. */
  readonly ends: "well" | "badly" | "never";
  /** How long it takes, in milliseconds. @default {10} */
  readonly takesMs?: number;
  /** When its caller gives up, in milliseconds after it began. Without it the caller waits. */
  readonly cancelledAfterMs?: number;
  /** What a right breaker does with it. */
  readonly expect: "made" | "refused";
}

/** A timetable of calls, in any order. */
export interface Case {
  readonly name: string;
  readonly calls: readonly PlannedCall[];
}

export const cases: readonly Case[] = [
  {
    name: "four failures open it",
    calls: [
      { atMs: 0, ends: "badly", expect: "made" },
      { atMs: 20, ends: "badly", expect: "made" },
      { atMs: 40, ends: "badly", expect: "made" },
      { atMs: 60, ends: "badly", expect: "made" },
      { atMs: 80, ends: "well", expect: "refused" },
    ],
  },
];
