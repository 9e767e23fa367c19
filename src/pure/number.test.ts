import { describe, expect, test } from "vitest";
import { exp, exponential, ln, logNormal, normal, pareto, power, powerOfTwo } from "#src/pure/number.ts";
import { hash32, SeededRandom } from "#src/pure/seeded-random.ts";

const bits = new DataView(new ArrayBuffer(8));
/** Distance in units of the last place, near enough for a test. */
function ulps(a: number, b: number): number {
  const order = (x: number) => {
    bits.setFloat64(0, x);
    return bits.getBigInt64(0);
  };
  const distance = order(a) - order(b);
  return Math.abs(Number(distance));
}

describe("ln and exp", () => {
  test("are within 1 ulp of this engine's, over the whole range", () => {
    const random = new SeededRandom(1);
    let worst = 0;
    for (let i = 0; i < 20_000; i++) {
      const x = exp((random.next() - 0.5) * 1_400);
      if (Math.abs(x - 1) > 0.01 && x > 0) worst = Math.max(worst, ulps(ln(x), Math.log(x)));
      const y = (random.next() - 0.5) * 1_400;
      worst = Math.max(worst, ulps(exp(y), Math.exp(y)));
    }
    expect(worst).toBeLessThanOrEqual(1);
  });

  test("give these very bits on every runtime", () => {
    const random = new SeededRandom(2);
    let sum = 0;
    for (let i = 0; i < 10_000; i++) {
      sum = hash32(`${ln(random.next() + 1e-9)} ${exp(random.next() * 20 - 10)}`, sum);
    }
    expect(sum).toBe(GOLDEN_HASH);
  });

  test.each([[0, -Infinity], [1, 0], [Infinity, Infinity], [-1, NaN], [NaN, NaN]])("ln(%d) is %d", (x, y) => {
    expect(ln(x)).toBe(y);
  });
  test.each([[0, 1], [710, Infinity], [-800, 0], [NaN, NaN]])("exp(%d) is %d", (x, y) => {
    expect(exp(x)).toBe(y);
  });
  test("ln works on subnormal numbers", () => {
    expect(ulps(ln(5e-324), Math.log(5e-324))).toBeLessThanOrEqual(1);
  });
});

test("whole powers are exact, others close", () => {
  expect(power(2, 10)).toBe(1024);
  expect(power(10, 15)).toBe(1e15);
  expect(power(2, 0.5)).toBeCloseTo(Math.SQRT2, 14);
  expect(powerOfTwo(-3)).toBe(0.125);
});

describe("distributions", () => {
  const mean = (draw: (u: number) => number) => {
    const random = new SeededRandom(3);
    let sum = 0;
    for (let i = 0; i < 100_000; i++) sum += draw(random.next());
    return sum / 100_000;
  };
  test("an exponential has its mean, and 0 at 0", () => {
    expect(mean((u) => exponential(u, 50))).toBeGreaterThan(49);
    expect(mean((u) => exponential(u, 50))).toBeLessThan(51);
    expect(exponential(0, 50)).toBe(-0);
  });
  test("a Pareto has its minimum and mean", () => {
    expect(pareto(0, 10, 3)).toBe(10);
    expect(mean((u) => pareto(u, 10, 3))).toBeGreaterThan(14.5);
    expect(mean((u) => pareto(u, 10, 3))).toBeLessThan(15.5);
  });
  test.each([[0.5, 0], [0.975, 1.959963984540054], [0.001, -3.090232306167813]])(
    "the normal quantile of %d is %d",
    (u, z) => {
      expect(normal(u)).toBeCloseTo(z, 7);
    },
  );
  test("a log-normal has its median, and its spread at the 84th percentile", () => {
    expect(logNormal(0.5, 20, 2)).toBeCloseTo(20, 6);
    expect(logNormal(0.841344746, 20, 2)).toBeCloseTo(40, 4);
  });
});

describe("a seeded random source", () => {
  test("repeats itself for seed and name, and for no other", () => {
    const first = (seed: number, name: string) => {
      const random = new SeededRandom(seed, name);
      return [random.next(), random.next(), random.next()].join();
    };
    expect(first(1, "a")).toBe(first(1, "a"));
    expect(new Set([first(1, "a"), first(2, "a"), first(1, "b"), first(0, "a")]).size).toBe(4);
  });
  test("neighbouring seeds are not alike", () => {
    let same = 0;
    for (let seed = 0; seed < 1_000; seed++) {
      if ((new SeededRandom(seed).next() < 0.5) === (new SeededRandom(seed + 1).next() < 0.5)) same++;
    }
    expect(same).toBeGreaterThan(430);
    expect(same).toBeLessThan(570);
  });
});

const GOLDEN_HASH = 4_012_016_568;
