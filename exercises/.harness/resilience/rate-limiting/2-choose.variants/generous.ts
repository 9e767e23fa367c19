/** A bucket with more burst and a little less rate. */
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
  algorithm: "token-bucket",
  unitsPerSecond: 18,
  burst: 40,
  key: "customer",
  cost: "units",
  place: "store-one-step",
  whenStoreFails: "share",
};
