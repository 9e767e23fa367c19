/**
 * The threshold of a loop: what comes while nothing succeeds must be more than what can be worked off.
 *
 * - A, B, E: while nothing succeeds, every rider makes all the tries. Three tries: 50 / 3 = 16.7 riders a second; two: 25;
 *   four: 12.5. That the queue holds 100 changes nothing: a hundred requests are 2 s of work, and a rider waits 1 s. E drops
 *   what is old, but only what is older than any rider's patience.
 * - C: layers multiply, six tries: 50 / 6 = 8.3. Six tries take six seconds to build up; a queue that is worked off sooner
 *   would let it stand more. The account is a bound for the safe side.
 * - D: nobody tries again. The loop is in the work itself: with 100 waiting it takes 1.67 times as long, and 50 becomes 30.
 * - F and G: what is served is never older than a rider's patience, by age or by number (30 requests are 0.6 s), so at any
 *   load something succeeds, and what is sent away is sent away at once. H: what tries again is paid for by successes.
 */
export interface Attack {
  readonly stands: number;
  readonly falls: number;
}

export const attacks: Readonly<Record<"A" | "B" | "C" | "D" | "E" | "F" | "G" | "H", Attack | "none">> = {
  A: { stands: 14, falls: 20 },
  B: { stands: 21, falls: 29 },
  C: { stands: 7, falls: 10 },
  D: { stands: 25, falls: 34 },
  E: { stands: 10.5, falls: 15 },
  F: "none",
  G: "none",
  H: "none",
};
