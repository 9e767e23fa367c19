/** Small cases from a helper. */
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

type Line = readonly [atMs: number, takesMs: number, expect: Visit["expect"], leavesAtMs?: number];

const of = (name: string, ...lines: Line[]): Case => ({
  name,
  visits: lines.map(([atMs, takesMs, expect, leavesAtMs]) => ({
    atMs,
    takesMs,
    expect,
    ...(takesMs === 0 && { ends: "throws" as const }),
    ...(leavesAtMs !== undefined && { leavesAtMs }),
  })),
});

export const cases: readonly Case[] = [
  of("order", [0, 40, 0], [1, 60, 1], [2, 5, 40], [4, 30, 45]),
  of("door", [0, 40, 0], [1, 60, 1], [2, 50, 40], [4, 5, 61], [6, 5, "refused"], [8, 5, "refused"]),
  of("gone", [0, 40, 0, 10], [2, 60, 2], [15, 5, 40]),
  of("thrown", [0, 0, 0], [2, 0, 2], [4, 9, 4]),
  of("left", [0, 50, 0], [1, 70, 1], [5, 5, "left", 8], [6, 30, 50], [20, 5, 71]),
  of("late", [0, 200, 0], [1, 250, 1], [5, 5, "refused"], [150, 5, 200]),
];
