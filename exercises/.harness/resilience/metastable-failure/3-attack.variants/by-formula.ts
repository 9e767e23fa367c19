/** Computed: a little below and a little above what each loop can bear. */
export interface Attack {
  readonly stands: number;
  readonly falls: number;
}

const around = (threshold: number): Attack => ({ stands: threshold * 0.85, falls: threshold * 1.2 });

export const attacks: Readonly<Record<"A" | "B" | "C" | "D" | "E" | "F" | "G" | "H", Attack | "none">> = {
  A: around(50 / 3),
  B: around(50 / 2),
  C: around(50 / 6),
  D: around(50 / (1 + 100 / 150)),
  E: around(50 / 4),
  F: "none",
  G: "none",
  H: "none",
};
