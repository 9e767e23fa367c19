/**
 * Attack: write the timetables that this contract deserves. Check them: `npm test bulkhead/3`.
 *
 * Eleven bulkheads were handed in. Two of them are right and share no line; nine are wrong, each in one point. Write cases so
 * that every wrong one fails at least one, and the right ones pass all. A case is a list of visits and, for each, when a
 * right bulkhead makes its call, or that it never does. Every case starts with a new bulkhead.
 *
 * The contract, with 2 places and room for 2 that wait:
 * 1. At most two calls are in flight. A place comes back when its call has ended: by an answer, an error, or a throw at
 *    once. It comes back once.
 * 2. A caller that leaves during its call changes nothing: these calls cannot be stopped.
 * 3. If both places are taken, at most two wait; who comes then is refused.
 * 4. Who waits is served in order of arrival.
 * 5. Who leaves the queue is not called, and its room is free for another.
 * 6. Who has waited for 100 ms is refused, and is not called later.
 *
 * Ties are nobody's fault: keep at least 1 ms between a visit, a leaving, the end of a call and the end of a wait. At most 20
 * cases of at most 50 visits each; times are whole milliseconds from 0 to 5,000.
 */

/** One visit of a case. */
export interface Visit {
  /** When it comes. */
  readonly atMs: number;
  /** How long its call takes, once it is made. A call that throws takes no time. */
  readonly takesMs: number;
  /** How its call ends. @default {"answers"} */
  readonly ends?: "answers" | "fails" | "throws";
  /** When its caller leaves, counted as `atMs` is. @default {never} */
  readonly leavesAtMs?: number;
  /** When a right bulkhead makes the call, counted as `atMs` is; or why it never does. */
  readonly expect: number | "refused" | "left";
}

/** Visits in the order in which they come. */
export interface Case {
  readonly name: string;
  readonly visits: readonly Visit[];
}

export const cases: readonly Case[] = [
  {
    name: "two at once, the third when the first has ended",
    visits: [
      { atMs: 0, takesMs: 50, expect: 0 },
      { atMs: 1, takesMs: 80, expect: 1 },
      { atMs: 2, takesMs: 10, expect: 50 },
    ],
  },
];
