/** One long case for the most part. */
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
    name: "an afternoon",
    visits: [
      { atMs: 0, takesMs: 10, ends: "throws", expect: 0 },
      { atMs: 1, takesMs: 10, ends: "throws", expect: 1 },
      { atMs: 5, takesMs: 60, leavesAtMs: 9, expect: 5 },
      { atMs: 6, takesMs: 70, expect: 6 },
      { atMs: 20, takesMs: 400, expect: 65 },
      { atMs: 22, takesMs: 400, expect: 76 },
      { atMs: 24, takesMs: 1, expect: "refused" },
      { atMs: 100, takesMs: 5, leavesAtMs: 110, expect: "left" },
      { atMs: 104, takesMs: 5, leavesAtMs: 112, expect: "left" },
      { atMs: 120, takesMs: 5, expect: "refused" },
      { atMs: 124, takesMs: 5, expect: "refused" },
      { atMs: 420, takesMs: 5, ends: "fails", expect: 465 },
      { atMs: 422, takesMs: 5, expect: 470 },
    ],
  },
  {
    name: "the door",
    visits: [
      { atMs: 0, takesMs: 40, expect: 0 },
      { atMs: 1, takesMs: 60, expect: 1 },
      { atMs: 2, takesMs: 30, expect: 40 },
      { atMs: 4, takesMs: 30, expect: 61 },
      { atMs: 6, takesMs: 5, expect: "refused" },
    ],
  },
];
