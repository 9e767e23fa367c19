/** Two counters over four seconds: a report and most of the two before fit into one window. */
export interface Choice {
  readonly algorithm: "fixed-window" | "sliding-counter" | "sliding-log" | "token-bucket";
  readonly unitsPerSecond: number;
  readonly burst: number;
  readonly key: "everyone" | "address" | "address-and-port" | "customer";
  readonly cost: "calls" | "units";
  readonly place: "each-gateway" | "share-on-each-gateway" | "store-get-then-set" | "store-one-step";
  readonly whenStoreFails: "open" | "closed" | "share";
}

export const choice: Choice = {
  algorithm: "sliding-counter",
  unitsPerSecond: 20,
  burst: 80,
  key: "customer",
  cost: "units",
  place: "store-one-step",
  whenStoreFails: "share",
};
