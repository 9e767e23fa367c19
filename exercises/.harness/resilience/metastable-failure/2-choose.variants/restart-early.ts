/** Restarts on Monday, drops old work on Tuesday, and a stop of retries that do not exist harms nobody. */
export type Action =
  | { readonly kind: "wait" }
  | { readonly kind: "restart" }
  | { readonly kind: "turn-away"; readonly admit: number; readonly forMs: number; readonly rampMs: number }
  | { readonly kind: "stop-retries"; readonly forMs: number }
  | { readonly kind: "drop-old"; readonly forMs: number }
  | { readonly kind: "add-workers"; readonly workers: number; readonly forMs: number };

export const runbook: Readonly<Record<"monday" | "tuesday" | "wednesday" | "thursday" | "friday", Action>> = {
  monday: { kind: "restart" },
  tuesday: { kind: "drop-old", forMs: 5_000 },
  wednesday: { kind: "turn-away", admit: 0.2, forMs: 10_000, rampMs: 30_000 },
  thursday: { kind: "add-workers", workers: 2, forMs: 30_000 },
  friday: { kind: "stop-retries", forMs: 10_000 },
};
