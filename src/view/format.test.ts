import { describe, expect, test } from "vitest";
import { Histogram } from "#src/pure/histogram.ts";
import { duration, grouped, list, moment, number, percent, seconds, tidy } from "#src/view/format.ts";
import { histogramBars, percentileRow } from "#src/view/histogram.ts";
import { linearTicks, logTicks, makeScale, roundUp } from "#src/view/scale.ts";
import { plain } from "#src/view/plain.ts";
import { fit, fitName, textWidth, wrap } from "#src/view/svg.ts";

describe("numbers for people", () => {
  test.each([
    [0, "0"],
    [-0, "0"],
    [3112, "3,112"],
    [-1234567, "-1,234,567"],
    [0.14286, "0.143"],
    [12.345, "12.3"],
    [99.96, "100"],
    [1234.5, "1,235"],
    [0.00012, "1.2e-4"],
    [2.5, "2.5"],
    [1e21, "1.00e+21"],
    [Infinity, "infinite"],
    [NaN, "not a number"],
  ])("%d is %s", (value, text) => expect(number(value)).toBe(text));

  test.each([
    [0.4, "0.4 ms"],
    [9.96, "10 ms"],
    [850, "850 ms"],
    [999.7, "1 s"],
    [29_600, "29.6 s"],
    [59_990, "1 min"],
    [150_000, "2 min 30 s"],
    [3_900_000, "1 h 5 min"],
  ])("%d ms are %s", (ms, text) => expect(duration(ms)).toBe(text));

  test("a moment is in the unit of the whole run", () => {
    expect(moment(1050, 2000)).toBe("1,050 ms");
    expect(moment(1050, 60_000)).toBe("1.05 s");
    expect(seconds(31_048, 3)).toBe("31.048");
  });

  test("groups, shares, lists and long decimals", () => {
    expect(grouped(1_000_000)).toBe("1,000,000");
    expect(percent(0.1428)).toBe("14.3 %");
    expect(list(["a", "b", "c"])).toBe("a, b and c");
    expect(tidy("it lasted 59029.3095703125 ms at 1.25 in v1.2.34567")).toBe(
      "it lasted 59,029 ms at 1.25 in v1.2.34567",
    );
  });
});

describe("ticks", () => {
  test.each([
    [0, 100, 5, [0, 20, 40, 60, 80, 100]],
    [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0, 0.3, 3, [0, 0.1, 0.2, 0.3]],
    [-5, 5, 4, [-4, -2, 0, 2, 4]],
    [7, 7, 5, [7]],
  ])("from %d to %d", (from, to, count, ticks) => expect(linearTicks(from, to, count)).toEqual(ticks));

  test("a logarithmic axis has powers of ten, and more where they are few", () => {
    expect(logTicks(0.01, 1000)).toEqual([0.01, 0.1, 1, 10, 100, 1000]);
    expect(logTicks(2, 20)).toEqual([2, 5, 10, 20]);
  });

  test("an axis ends at a round value at or above the largest", () => {
    expect(roundUp(97)).toBe(100);
    expect(roundUp(100)).toBe(100);
    expect(roundUp(0)).toBe(0);
  });

  test("a scale keeps what is outside at its edge", () => {
    const scale = makeScale({ from: 1, to: 100, range: [0, 200], ticks: 5, scale: "log" });
    expect([0, 1, 10, 100, 1000].map(scale.at)).toEqual([0, 0, 100, 200, 200]);
  });
});

describe("text that must fit", () => {
  test("is cut with an ellipsis, a name in its middle", () => {
    expect(textWidth(fit("a very long label indeed", 60, 13), 13)).toBeLessThanOrEqual(60);
    expect(fitName("payment-12", 60, 14)).toMatch(/^p.*…-12$/);
    expect(fitName("shop", 60, 14)).toBe("shop");
  });

  test("is wrapped, and nothing is lost in silence", () => {
    expect(wrap("one two three four five six", 60, 14, 9).join(" ")).toBe("one two three four five six");
    expect(wrap("one two three four five six", 60, 14, 2)[1]).toMatch(/…$/);
  });
});

test("plain values read as literals", () => {
  expect(plain({ a: [1, "x"], "b c": undefined, d: new Map([["k", true]]), e: new Set([1]) })).toBe(
    `{ a: [1, "x"], "b c": undefined, d: Map { "k" → true }, e: Set { 1 } }`,
  );
  expect(plain(new RangeError("engine text"))).toBe("RangeError");
  expect(plain({ list: Array.from({ length: 200 }, (_, i) => i) })).toContain("… 100 more");
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;
  expect(plain(loop)).toContain("…");
});

describe("a histogram", () => {
  const histogram = new Histogram();
  for (let ms = 1; ms <= 1000; ms++) histogram.record(ms);

  test.each(["linear", "log"] as const)("keeps every value in its %s bars", (scale) => {
    const series = histogramBars("latency", histogram, { bins: 20, scale });
    const bars = "bars" in series ? series.bars : [];
    expect(bars).toHaveLength(20);
    expect(bars.reduce((sum, [, , count]) => sum + count, 0)).toBe(1000);
    bars.slice(1).forEach(([from], i) => expect(from).toBe(bars[i]![1]));
  });

  test("gives its percentiles as a row", () => {
    const { count, p50, p99, max } = percentileRow(histogram);
    expect([count, max]).toEqual([1000, 1000]);
    expect(p50 / 500).toBeCloseTo(1, 1);
    expect(p99 / 990).toBeCloseTo(1, 1);
  });

  test("may be empty", () =>
    expect(histogramBars("none", new Histogram())).toEqual({ name: "none", bars: [] }));
});
