/**
 * A compartment for each dependency, and a short wait.
 *
 * - `pools: "each"`: in one pool the calls to `weather` take all places in half a second.
 * - `fares` needs 60 · 0.02, a little more than one place, on the average; eight are headroom for chance. A short queue costs nothing.
 * - `cabins` bears 16 calls, and there are two processes: eight each. The floor by Little's law is five.
 * - Its queue holds 16, a fifth of a second. Payments come first, so only visits are refused in the sale.
 * - `weather` needs 1.2 places when it is well. Six are enough, and when it is slow they are all it gets. Eight, eight and six
 *   are fewer than 40 connections: even when fares and weather hold all of their places, cabins finds eight.
 */
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
  fares: { limit: 8, maxQueue: 8, maxWaitMs: 100 },
  cabins: { limit: 8, maxQueue: 16, maxWaitMs: 300, priority: "payments-first", order: "oldest-first" },
  weather: { limit: 6, maxQueue: 0, maxWaitMs: 0 },
};
