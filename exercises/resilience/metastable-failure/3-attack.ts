/**
 * Attack: find the load at which each of eight services can be thrown. Check it: `npm test metastable-failure/3`.
 *
 * The trigger is always the same: from 10 s to 15 s a neighbour makes the service ten times slower. You choose how many
 * riders a second there are, all the time; they come at equal distances, so that chance does not blur the border. For
 * each service say
 *
 * - `falls`: a load at which it does not come back;
 * - `stands`: a load at which the same neighbour throws it down and it comes back by itself, within 20 s.
 *
 * The two must be close: `falls` is at most 1.5 times `stands`. Or say `"none"`: then the service must come back at 45
 * riders a second. Loads are from 2 to 45.
 *
 * Each service has one worker, which needs 20 ms for a request: it can serve 50 a second. An app waits 1 s for an answer
 * and tries again after 100 ms, then 200 ms and so on. No service notices that a caller has left.
 *
 * | service | tries of an app | queue |
 * | --- | --- | --- |
 * | A | 3 | first come, first served; 100 may wait, others are sent away at once |
 * | B | 2 | the same |
 * | C | 3, and whoever is behind the app tries all of that twice | the same, and 200 may wait |
 * | D | 1 | the same; and work takes 1 + n / 150 times as long while n wait: memory runs short |
 * | E | 4 | first come, first served; what has waited 1.5 s is sent away; 1,000 may wait |
 * | F | 3 | first come, first served; what has waited 0.5 s is sent away; 1,000 may wait |
 * | G | 3 | first come, first served; 30 may wait, others are sent away at once |
 * | H | 3, and all apps together may repeat one call in ten | as for A |
 */

/** Two loads, in riders a second. */
export interface Attack {
  readonly stands: number;
  readonly falls: number;
}

export const attacks: Readonly<Record<"A" | "B" | "C" | "D" | "E" | "F" | "G" | "H", Attack | "none">> = {
  A: { stands: 30, falls: 45 },
  B: { stands: 30, falls: 45 },
  C: { stands: 30, falls: 45 },
  D: { stands: 30, falls: 45 },
  E: { stands: 30, falls: 45 },
  F: { stands: 30, falls: 45 },
  G: { stands: 30, falls: 45 },
  H: { stands: 30, falls: 45 },
};
