/**
 * Attack: write the timetables that this contract deserves. Check them: `npm test rate-limiting/3`.
 *
 * Eleven limiters were handed in. Three of them are right and work in three different ways; eight are wrong, each in
 * one point. Write cases so that every wrong limiter fails at least one, and the right ones pass all. A case is a list
 * of calls in the order in which they are made and, for each, whether a right limiter admits or refuses it. Every case
 * starts with a new limiter.
 *
 * The contract:
 * 1. Each key has a bucket of its own. It holds at most 5 tokens, and is full at first.
 * 2. 4 tokens are earned per second, evenly and in fractions: after 100 ms it is 0.4 of a token.
 * 3. A call whose cost is there takes it, and is admitted. A call takes all or nothing: one that is refused takes
 *    nothing and changes nothing.
 * 4. The clock may go back. Then nothing is earned and nothing is lost, until it is past the latest reading for that key
 *    again. A call that is refused is a reading, too.
 *
 * Rounding is nobody's fault: keep at least 1 ms between a call and the moment at which its cost becomes whole. At
 * most 20 cases of at most 500 calls each; times from 0 to 100,000,000 ms, costs from 1 to 10.
 */

/** One call of a case. */
export interface PlannedCall {
  /** What the clock reads, in milliseconds; it may go back. */
  readonly atMs: number;
  /** @default {"a"} */
  readonly key?: string;
  /** A whole number. @default {1} */
  readonly cost?: number;
  /** What a right limiter does with it. */
  readonly expect: "admitted" | "refused";
}

/** Calls in the order in which they are made. */
export interface Case {
  readonly name: string;
  readonly calls: readonly PlannedCall[];
}

export const cases: readonly Case[] = [
  {
    name: "a full bucket admits five",
    calls: [
      { atMs: 0, expect: "admitted" },
      { atMs: 0, expect: "admitted" },
      { atMs: 0, expect: "admitted" },
      { atMs: 0, expect: "admitted" },
      { atMs: 0, expect: "admitted" },
      { atMs: 0, expect: "refused" },
    ],
  },
];
