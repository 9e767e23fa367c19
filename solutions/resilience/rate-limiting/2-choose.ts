/**
 * One account per customer, in units, in the store, in one step.
 *
 * - `customer`: eleven polite customers have one address, and a new port costs the scraper nothing.
 * - `units`: twenty calls of the analyst a second are ten seconds of work, and `api` has eight.
 * - `store-one-step`: shares do not add up for customers whose connection stays on one gateway; and a batch of eighteen
 *   reads one count eighteen times.
 * - A burst of 30 holds a report of 25 units and a page of 8; a share of it, 10, still holds a page.
 * - `share` while the store is away: pages go on, and nobody gets everything.
 * - A token bucket keeps two numbers, and says what was sold: a rate, and a burst.
 */
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
  unitsPerSecond: 20,
  burst: 30,
  key: "customer",
  cost: "units",
  place: "store-one-step",
  whenStoreFails: "share",
};
