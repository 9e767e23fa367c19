/** All connections given out, and none twice. */
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
  fares: { limit: 16, maxQueue: 16, maxWaitMs: 100 },
  cabins: { limit: 9, maxQueue: 20, maxWaitMs: 250, priority: "payments-first", order: "oldest-first" },
  weather: { limit: 15, maxQueue: 0, maxWaitMs: 0 },
};
