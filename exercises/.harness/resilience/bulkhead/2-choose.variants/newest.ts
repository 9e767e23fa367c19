/** A long queue that serves the newest first. */
export interface Compartment {
  readonly limit: number;
  readonly maxQueue: number;
  readonly maxWaitMs: number;
}

export interface Choice {
  readonly pools: "one" | "each";
  readonly fares: Compartment;
  readonly cabins: Compartment & {
    readonly priority: "none" | "payments-first";
    readonly order: "oldest-first" | "newest-first";
  };
  readonly weather: Compartment;
}

export const choice: Choice = {
  pools: "each",
  fares: { limit: 12, maxQueue: 0, maxWaitMs: 0 },
  cabins: { limit: 8, maxQueue: 200, maxWaitMs: 600, priority: "payments-first", order: "newest-first" },
  weather: { limit: 10, maxQueue: 0, maxWaitMs: 0 },
};
