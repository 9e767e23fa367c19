// A number from [0, 1) out of a seeded generator.
import { SeededRandom } from "../../../../src/pure/seeded-random.ts";
import { uniformFloat32 } from "pure-rand/distribution/uniformFloat32";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import seedrandom from "seedrandom";

let sum = 0;

export const peers = [
  {
    name: "this library",
    note: "sfc32, 32 random bits",
    make: () => {
      const random = new SeededRandom(1, "bench");
      return () => {
        sum += random.next();
      };
    },
  },
  {
    name: "pure-rand",
    note: "xoroshiro128+, 32-bit floats",
    make: () => {
      const generator = xoroshiro128plus(1);
      return () => {
        sum += uniformFloat32(generator);
      };
    },
  },
  {
    name: "pure-rand, 53 bits",
    make: () => {
      const generator = xoroshiro128plus(1);
      return () => {
        sum += uniformFloat64(generator);
      };
    },
  },
  {
    name: "seedrandom",
    note: "alea, 32 random bits",
    make: () => {
      const random = seedrandom.alea("1");
      return () => {
        sum += random();
      };
    },
  },
  {
    name: "floor",
    note: "the sum alone",
    make: () => () => {
      sum += 0.5;
    },
  },
];

export const result = () => sum;
