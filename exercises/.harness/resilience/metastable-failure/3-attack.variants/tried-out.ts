/** Found by trying. */
export interface Attack {
  readonly stands: number;
  readonly falls: number;
}

export const attacks: Readonly<Record<"A" | "B" | "C" | "D" | "E" | "F" | "G" | "H", Attack | "none">> = {
  A: { stands: 15, falls: 22 },
  B: { stands: 22, falls: 32 },
  C: { stands: 7.5, falls: 11 },
  D: { stands: 28, falls: 40 },
  E: { stands: 11, falls: 16.5 },
  F: "none",
  G: "none",
  H: "none",
};
