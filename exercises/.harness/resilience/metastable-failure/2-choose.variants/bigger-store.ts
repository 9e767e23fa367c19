/** Three workers at the store for ten seconds fill the cache. */
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
  wednesday: { kind: "add-workers", workers: 3, forMs: 10_000 },
  thursday: { kind: "drop-old", forMs: 30_000 },
  friday: { kind: "wait" },
};
