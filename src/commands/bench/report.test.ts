import { expect, test } from "vitest";
import { CASES } from "./cases.ts";
import { digits, median, rowsOf, verdictsOf } from "./report.ts";
import type { Runtime } from "./runtimes.ts";

const bench = CASES.find(({ name }) => name === "breaker-closed")!;
const runtime: Runtime = {
  id: "node-20",
  version: "Node 20",
  round: () => Promise.reject(new Error("not run")),
};
const round = (ours: number, peer: number) => ({ medians: { "this library": ours, cockatiel: peer } });

test("the median of the rounds' medians, and the ratio to this library", () => {
  const rows = rowsOf(bench, [round(50, 100), round(90, 100), round(40, 120)]);
  expect(rows.map(({ name, ns, ratio }) => [name, ns, ratio])).toEqual([
    ["this library", 50, undefined],
    ["cockatiel", 100, 0.5],
  ]);
  expect(rows[0]?.rounds).toEqual([40, 50, 90]);
});

test("a target says whether it was met", () => {
  const met = (ours: number) =>
    verdictsOf(bench, runtime, rowsOf(bench, [round(ours, 100)])).map((verdict) => verdict.met);
  expect([met(70), met(71)]).toEqual([[true], [false]]);
});

test("a median of an even number lies between the two in the middle; three digits are kept", () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(digits(1234.5)).toBe(1230);
});
