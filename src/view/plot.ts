/**
 * Plots: values over time, histograms and bars, each as a picture and as text that tells the same.
 *
 * @module
 */

import { plotSvg } from "#src/view/plot-svg.ts";
import { plotText } from "#src/view/plot-text.ts";

/** A point; a `y` that is not a number interrupts the line. */
export type Point = readonly [x: number, y: number];

/** One axis. */
export interface Axis {
  label: string;
  unit?: string;
  /** @default {"linear"} */
  scale?: "linear" | "log";
  /** Start of the axis. @default {0, or the smallest value on a logarithmic scale} */
  from?: number;
  /** End of the axis. @default {a round value above the largest} */
  to?: number;
}

/** One series. `points` are joined by lines, `steps` hold their value until the next, `bars` are `[from, to, y]`. */
export type Series =
  & { name: string }
  & (
    | { points: readonly Point[] }
    | { steps: readonly Point[] }
    | { area: readonly Point[] }
    | { dots: readonly Point[] }
    | { bars: readonly (readonly [from: number, to: number, y: number])[] }
  );

/** A line across the plot with a word on it: at an `x`, or at a `y`. */
export type PlotMark = { x: number; label: string } | { y: number; label: string };

/** A shaded stretch of the x axis, for example an outage. */
export interface PlotBand {
  fromX: number;
  toX: number;
  label: string;
}

/** What {@linkcode plot} draws. */
export interface PlotSpec {
  title: string;
  x: Axis;
  y: Axis;
  series: readonly Series[];
  marks?: readonly PlotMark[];
  bands?: readonly PlotBand[];
  /** Height of the drawing without title and legend. @default {230} */
  height?: number;
}

/** A plot, ready to be shown. */
export interface Plot {
  readonly kind: "plot";
  readonly title: string;
  readonly svg: string;
  readonly text: string;
}

/** Draws series over two axes. */
export function plot(spec: PlotSpec): Plot {
  const text = plotText(spec);
  return { kind: "plot", title: spec.title, svg: plotSvg(spec, text), text };
}

/** The points of a series; a bar counts as a point at its middle. */
export function pointsOf(series: Series): readonly Point[] {
  if ("points" in series) return series.points;
  if ("steps" in series) return series.steps;
  if ("area" in series) return series.area;
  if ("dots" in series) return series.dots;
  return series.bars.map(([from, to, y]) => [(from + to) / 2, y] as const);
}

/** An axis's label with its unit: `latency (ms)`. */
export const axisLabel = ({ label, unit }: Axis): string => unit === undefined ? label : `${label} (${unit})`;

/** A value with an axis's unit. */
export const withUnit = (text: string, { unit }: Axis): string =>
  unit === undefined ? text : `${text} ${unit}`;
