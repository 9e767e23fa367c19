// Written out, and in one long case where that is possible.
export interface PlannedCall {
  readonly atMs: number;
  readonly ends: "well" | "badly" | "never";
  readonly takesMs?: number;
  readonly cancelledAfterMs?: number;
  readonly expect: "made" | "refused";
}
export interface Case {
  readonly name: string;
  readonly calls: readonly PlannedCall[];
}

export const cases: readonly Case[] = [
  {
    name: "a whole day",
    calls: [
      { atMs: 0, ends: "badly", expect: "made" },
      { atMs: 50, ends: "well", takesMs: 500, expect: "made" },
      { atMs: 100, ends: "badly", expect: "made" },
      { atMs: 150, ends: "badly", expect: "made" },
      { atMs: 200, ends: "badly", expect: "made" },
      { atMs: 220, ends: "well", expect: "refused" },
      { atMs: 700, ends: "well", expect: "refused" },
      { atMs: 1_300, ends: "never", cancelledAfterMs: 100, expect: "made" },
      { atMs: 1_350, ends: "well", expect: "refused" },
      { atMs: 1_500, ends: "badly", takesMs: 100, expect: "made" },
      { atMs: 1_550, ends: "well", expect: "refused" },
      { atMs: 1_650, ends: "well", expect: "refused" },
      { atMs: 2_500, ends: "well", expect: "refused" },
      { atMs: 2_700, ends: "well", takesMs: 40, expect: "made" },
      { atMs: 2_800, ends: "well", expect: "made" },
    ],
  },
  {
    name: "three failures in a hundred and some who leave",
    calls: [
      ...Array.from({ length: 50 }, (_, index) => ({
        atMs: index * 30,
        ends: index % 10 === 0 ? "badly" as const : "well" as const,
        expect: "made" as const,
      })),
      ...Array.from({ length: 10 }, (_, index) => ({
        atMs: 2_000 + index * 30,
        ends: "never" as const,
        cancelledAfterMs: 5,
        expect: "made" as const,
      })),
    ],
  },
];
