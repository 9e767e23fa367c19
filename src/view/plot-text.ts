/**
 * A plot told in numbers.
 *
 * @module
 */

import { number } from "#src/view/format.ts";
import {
  type Axis,
  axisLabel,
  type PlotSpec,
  type Point,
  pointsOf,
  type Series,
  withUnit,
} from "#src/view/plot.ts";
import { powerOfTenBelow } from "#src/view/scale.ts";

const sparkColumns = 40;
const blocks = "▁▂▃▄▅▆▇█";

/** Title, axes, and for each series a line of blocks and its extremes; then marks and bands with the values there. */
export function plotText({ title, x, y, series, marks = [], bands = [] }: PlotSpec): string {
  const finite = series.flatMap((each) => pointsOf(each)).filter(([, v]) => Number.isFinite(v));
  if (finite.length === 0) return `${title}\n(no values)`;
  const span = extent(finite.map(([v]) => v));
  const tall = extent([0, ...finite.map(([, v]) => v)]);
  const wide = Math.max(...series.map(({ name }) => name.length));
  const level = y.scale === "log"
    ? logLevel(finite)
    : (v: number) => (v - tall[0]) / (tall[1] - tall[0] || 1);
  const lines = [
    title,
    `${axisLabel(y)} over ${axisLabel(x)}, ${number(span[0])} to ${withUnit(number(span[1]), x)}`,
  ];
  for (const each of series) {
    lines.push(`${each.name.padEnd(wide)} ${spark(each, span, level)} ${facts(each, x, y)}`);
  }
  for (const band of bands) {
    lines.push(
      `▒ ${band.label}: ${number(band.fromX)} to ${withUnit(number(band.toX), x)}${within(band, series, y)}`,
    );
  }
  for (const mark of marks) {
    if ("y" in mark) lines.push(`│ ${mark.label}: ${withUnit(number(mark.y), y)}`);
    else lines.push(`│ ${mark.label}: at ${withUnit(number(mark.x), x)}${atMark(mark.x, series, y)}`);
  }
  return lines.join("\n");
}

function facts(series: Series, x: Axis, y: Axis): string {
  const points = pointsOf(series).filter(([, v]) => Number.isFinite(v));
  const first = points[0];
  const last = points[points.length - 1];
  if (first === undefined || last === undefined) return "no values";
  const low = points.reduce((a, b) => b[1] < a[1] ? b : a);
  const high = points.reduce((a, b) => b[1] > a[1] ? b : a);
  if (low[1] === high[1]) return `always ${withUnit(number(low[1]), y)}`;
  const at = (point: Point) => `${number(point[1])} at ${withUnit(number(point[0]), x)}`;
  if ("bars" in series) return `highest ${at(high)}`;
  return `lowest ${at(low)}, highest ${at(high)}, last ${withUnit(number(last[1]), y)}`;
}

/** One block per fortieth of the x axis. */
function spark(series: Series, [from, to]: readonly [number, number], level: (v: number) => number): string {
  const sums: { total: number; n: number }[] = Array.from(
    { length: sparkColumns },
    () => ({ total: 0, n: 0 }),
  );
  for (const [px, py] of pointsOf(series)) {
    if (!Number.isFinite(py)) continue;
    const sum = sums[Math.min(sparkColumns - 1, Math.floor((px - from) / (to - from || 1) * sparkColumns))];
    if (sum === undefined) continue;
    sum.total += py;
    sum.n++;
  }
  const holds = "steps" in series || "points" in series || "area" in series;
  let held = "";
  return sums.map(({ total, n }) => {
    if (n === 0) return holds && held !== "" ? held : " ";
    held = blocks[Math.max(0, Math.min(7, Math.floor(level(total / n) * 8)))]!;
    return held;
  }).join("").trimEnd().padEnd(sparkColumns);
}

function within({ fromX, toX }: { fromX: number; toX: number }, series: readonly Series[], y: Axis): string {
  const parts = series.filter((each) => !("bars" in each)).flatMap((each) => {
    const values = pointsOf(each).filter(([x, v]) => x >= fromX && x <= toX && Number.isFinite(v)).map((
      [, v],
    ) => v);
    if (values.length === 0) return [];
    const [low, high] = extent(values);
    return [`${each.name} ${low === high ? number(low) : `${number(low)} to ${number(high)}`}`];
  });
  return parts.length === 0 ? "" : ` (${withUnit(parts.join(", "), y)})`;
}

function atMark(x: number, series: readonly Series[], y: Axis): string {
  const parts = series.flatMap((each) => {
    const before = pointsOf(each).filter((point) => point[0] <= x && Number.isFinite(point[1]));
    const last = before[before.length - 1];
    return last === undefined ? [] : [`${each.name} ${number(last[1])}`];
  });
  return parts.length === 0 ? "" : ` (${withUnit(parts.join(", "), y)})`;
}

function extent(values: readonly number[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** Blocks on a logarithmic scale count powers of ten. */
function logLevel(points: readonly Point[]): (v: number) => number {
  const [low, high] = extent(points.map(([, v]) => v).filter((v) => v > 0));
  const decades = (v: number) => {
    let n = 0;
    const base = powerOfTenBelow(low);
    for (let p = base; p * 10 <= v; p *= 10) n++;
    return n + Math.min(0.99, v / (powerOfTenBelow(v) * 10));
  };
  const top = decades(high) || 1;
  return (v) => v <= 0 ? 0 : decades(v) / top;
}
