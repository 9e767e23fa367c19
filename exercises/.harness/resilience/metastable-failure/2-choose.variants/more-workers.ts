/** Pays for workers on the day of the match, and drops the questions that nobody waits for. */
export type Action =
  | { readonly kind: "wait" }
  | { readonly kind: "restart" }
  | { readonly kind: "turn-away"; readonly admit: number; readonly forMs: number; readonly rampMs: number }
  | { readonly kind: "stop-retries"; readonly forMs: number }
  | { readonly kind: "drop-old"; readonly forMs: number }
  | { readonly kind: "add-workers"; readonly workers: number; readonly forMs: number };

export const runbook: Readonly<Record<"monday" | "tuesday" | "wednesday" | "thursday" | "friday", Action>> = {
  monday: { kind: "turn-away", admit: 0, forMs: 5_000, rampMs: 0 },
  tuesday: { kind: "restart" },
  wednesday: { kind: "drop-old", forMs: 10_000 },
  thursday: { kind: "add-workers", workers: 2, forMs: 30_000 },
  friday: { kind: "wait" },
};
