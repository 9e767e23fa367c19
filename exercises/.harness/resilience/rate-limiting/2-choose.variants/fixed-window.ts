/** A fixed window: up to twice as much around a boundary is borne here. */
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
  algorithm: "fixed-window",
  unitsPerSecond: 20,
  burst: 26,
  key: "customer",
  cost: "units",
  place: "store-one-step",
  whenStoreFails: "share",
};
