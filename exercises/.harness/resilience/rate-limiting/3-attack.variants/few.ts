/** Few long cases instead of many short ones. */
export interface PlannedCall {
  readonly atMs: number;
  readonly key?: string;
  readonly cost?: number;
  readonly expect: "admitted" | "refused";
}

export interface Case {
  readonly name: string;
  readonly calls: readonly PlannedCall[];
}

const yes = "admitted", no = "refused";

export const cases: readonly Case[] = [
  {
    name: "one afternoon",
    calls: [
      { atMs: 1_000, cost: 3, expect: yes },
      { atMs: 1_000, cost: 3, expect: no },
      { atMs: 500, cost: 2, expect: yes },
      { atMs: 500, key: "other", cost: 5, expect: yes },
      { atMs: 1_000, expect: no },
      { atMs: 1_100, expect: no },
      { atMs: 1_200, expect: no },
      { atMs: 1_260, expect: yes },
      { atMs: 1_300, cost: 5, expect: no },
      { atMs: 1_510, expect: yes },
      { atMs: 50_000, cost: 5, expect: yes },
      { atMs: 50_000, expect: no },
    ],
  },
];
