// Two cases more than the contract has wrong breakers at its gates: each kills several.
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

function* row(outcomes: string, stepMs = 25): Generator<PlannedCall> {
  for (const [index, letter] of [...outcomes].entries()) {
    yield {
      atMs: index * stepMs,
      ends: letter === "+" ? "well" : "badly",
      expect: letter === "x" ? "refused" : "made",
    };
  }
}

export const cases: readonly Case[] = [
  { name: "half of four opens it", calls: [...row("-++-xx")] },
  { name: "what left the window is forgotten", calls: [...row("-+++-+++-+++-+++-+++")] },
  {
    name: "probes",
    calls: [
      { atMs: 0, ends: "well", takesMs: 300, expect: "made" },
      ...[1, 2, 3, 4].map((atMs): PlannedCall => ({ atMs: atMs * 20, ends: "badly", expect: "made" })),
      { atMs: 400, ends: "well", expect: "refused" },
      { atMs: 1_200, ends: "badly", takesMs: 100, expect: "made" },
      { atMs: 1_250, ends: "well", expect: "refused" },
      { atMs: 1_350, ends: "well", expect: "refused" },
      { atMs: 2_400, ends: "never", cancelledAfterMs: 20, expect: "made" },
      { atMs: 2_450, ends: "well", expect: "made" },
      { atMs: 2_500, ends: "well", expect: "made" },
    ],
  },
  {
    name: "customers who leave",
    calls: [...Array(8).keys()].map((index): PlannedCall => ({
      atMs: index * 20,
      ends: "never",
      cancelledAfterMs: 5,
      expect: "made",
    })),
  },
];
