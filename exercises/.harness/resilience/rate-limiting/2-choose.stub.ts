/**
 * Choose: a limiter for Harbour Maps' public API. Change the values below. Check them: `npm test rate-limiting/2`.
 *
 * The case. Every customer buys 20 units a second; a unit is 20 ms of work in `api`, which works on eight calls at once
 * and lets the others wait. Calls come through three gateways. A customer's connection stays on one gateway.
 *
 * - Ten apps open a page every 2 s, each at its own moment: eight calls at once, one unit each.
 * - A reporting job asks for a report every 2 s: one call, 25 units.
 *   These eleven are *polite*. They all come through the proxy of one company, so they have one address.
 * - A scraper with one account makes 90 calls a second, one unit each, 18 at a time over all gateways. It opens a new
 *   connection for each call.
 * - An analyst makes 20 calls a second over all gateways, 25 units each.
 *
 * A store stands beside the gateways. From 2 s to 3.5 s it is so slow that no question to it is answered in time; a gateway waits
 * 30 ms for it and then does as `whenStoreFails` says. The run lasts 8 s.
 *
 * What is judged:
 * 1. Of the calls for pages at most one in a hundred is refused, and of the four reports at most one.
 * 2. Of the calls for pages that are let in, at least 98 of 100 are answered within 300 ms.
 * 3. Nobody else gets more than 36 units a second through, on the average of the 8 s and with all bursts.
 * 4. The scraper has paid as well: from 4 s on it gets at least 15 units a second.
 * 5. All accounts that are not as good as new, in the store and in the gateways, hold at most 150 numbers together.
 *
 * Several answers pass. The workload differs a little from seed to seed.
 */

/** What can be chosen. */
export interface Choice {
  /**
   * `"fixed-window"`, `"sliding-counter"` and `"sliding-log"` allow `burst` in a window of
   * `burst / unitsPerSecond` seconds. They hold 2, 3, and 2 for each remembered call.
   * `"token-bucket"` holds 2 for each key.
   */
  readonly algorithm: "fixed-window" | "sliding-counter" | "sliding-log" | "token-bucket";
  /** What each key is allowed in the long run, from 1 to 1,000. */
  readonly unitsPerSecond: number;
  /** What each key is allowed at once, from 1 to 1,000. */
  readonly burst: number;
  /** Whom an account belongs to. */
  readonly key: "everyone" | "address" | "address-and-port" | "customer";
  /** What a call costs: 1, or its units. */
  readonly cost: "calls" | "units";
  /**
   * Where the account is: on each gateway with the whole allowance, on each gateway with a third
   * of rate and burst, in the store with a read, a decision and a write, or in the store in one step.
   */
  readonly place: "each-gateway" | "share-on-each-gateway" | "store-get-then-set" | "store-one-step";
  /**
   * Without an answer of the store: admit, refuse, or ask an account on the gateway with a third of
   * rate and burst.
   */
  readonly whenStoreFails: "open" | "closed" | "share";
}

export const choice: Choice = {
  algorithm: "fixed-window",
  unitsPerSecond: 20,
  burst: 20,
  key: "address",
  cost: "calls",
  place: "each-gateway",
  whenStoreFails: "closed",
};
