/**
 * Cases that tell right bulkheads from wrong ones.
 *
 * Why they are so:
 * - Each way out of a place or of the queue has a case, and in each somebody comes *afterwards*: a place that was lost or
 *   doubled is seen by the next visit, and by nobody else.
 * - Calls that begin together end at different moments, or the order of those who wait could not be seen.
 * - Somebody waits for longer than 100 ms, and a place comes back after that: then it is seen both that the call was
 *   refused and that it is not made later.
 */
export interface Visit {
  readonly atMs: number;
  readonly takesMs: number;
  readonly ends?: "answers" | "fails" | "throws";
  readonly leavesAtMs?: number;
  readonly expect: number | "refused" | "left";
}

export interface Case {
  readonly name: string;
  readonly visits: readonly Visit[];
}

export const cases: readonly Case[] = [
  {
    name: "two run, two wait in order, the fifth is refused",
    visits: [
      { atMs: 0, takesMs: 50, expect: 0 },
      { atMs: 1, takesMs: 60, expect: 1 },
      { atMs: 10, takesMs: 30, expect: 50 },
      { atMs: 12, takesMs: 30, expect: 61 },
      { atMs: 14, takesMs: 30, expect: "refused" },
    ],
  },
  {
    name: "a place is taken until its call has ended, and comes back once",
    visits: [
      { atMs: 0, takesMs: 90, leavesAtMs: 20, expect: 0 },
      { atMs: 1, takesMs: 150, expect: 1 },
      { atMs: 30, takesMs: 80, expect: 90 },
      { atMs: 100, takesMs: 10, expect: 151 },
    ],
  },
  {
    name: "a throw at once gives the place back",
    visits: [
      { atMs: 0, takesMs: 0, ends: "throws", expect: 0 },
      { atMs: 2, takesMs: 0, ends: "throws", expect: 2 },
      { atMs: 4, takesMs: 20, expect: 4 },
      { atMs: 6, takesMs: 20, expect: 6 },
    ],
  },
  {
    name: "who leaves the queue is not handed a place",
    visits: [
      { atMs: 0, takesMs: 50, expect: 0 },
      { atMs: 1, takesMs: 70, expect: 1 },
      { atMs: 10, takesMs: 10, leavesAtMs: 20, expect: "left" },
      { atMs: 12, takesMs: 10, expect: 50 },
    ],
  },
  {
    name: "who leaves the queue leaves room",
    visits: [
      { atMs: 0, takesMs: 80, expect: 0 },
      { atMs: 1, takesMs: 85, expect: 1 },
      { atMs: 10, takesMs: 30, expect: 80 },
      { atMs: 12, takesMs: 30, leavesAtMs: 20, expect: "left" },
      { atMs: 30, takesMs: 30, expect: 86 },
    ],
  },
  {
    name: "nobody waits for longer than 100 ms, or is called after that",
    visits: [
      { atMs: 0, takesMs: 300, expect: 0 },
      { atMs: 1, takesMs: 310, expect: 1 },
      { atMs: 10, takesMs: 20, expect: "refused" },
      { atMs: 250, takesMs: 20, expect: 300 },
    ],
  },
];
