/** Ten places and eight that wait. */
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
  fares: { limit: 6, maxQueue: 20, maxWaitMs: 200 },
  cabins: { limit: 10, maxQueue: 8, maxWaitMs: 500, priority: "payments-first", order: "oldest-first" },
  weather: { limit: 5, maxQueue: 5, maxWaitMs: 50 },
};
