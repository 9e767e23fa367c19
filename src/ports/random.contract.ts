/**
 * What every {@linkcode Random} must pass.
 *
 * @module
 */
import { type Contract, holds } from "#src/ports/contract.ts";
import type { Random } from "#src/ports/random.ts";

/** Coarse: a good source fails once in many millions of runs. */
export const randomContract: Contract<Random> = {
  "numbers are at least 0 and below 1": (random) => {
    for (let i = 0; i < 10_000; i++) {
      const value = random.next();
      holds(value >= 0 && value < 1, String(value));
    }
  },
  "each tenth of the range gets its share": (random) => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 10_000; i++) counts[Math.floor(random.next() * 10)]! += 1;
    holds(counts.every((count) => count > 800 && count < 1_200), counts.join(" "));
  },
  "a number says little about the next": (random) => {
    let above = 0;
    for (let i = 0; i < 10_000; i++) if ((random.next() > 0.5) === (random.next() > 0.5)) above++;
    holds(above > 4_700 && above < 5_300, `${above} of 10000 pairs on the same side`);
  },
};
