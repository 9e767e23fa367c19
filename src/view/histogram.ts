/**
 * A histogram of durations as a series of bars, and its percentiles as a row of a table.
 *
 * @module
 */

import type { Histogram } from "#src/pure/histogram.ts";
import { exp, ln } from "#src/pure/number.ts";
import type { Series } from "#src/view/plot.ts";

/** Options for {@linkcode histogramBars}. */
export interface HistogramBarsOptions {
  /** How many bars. @default {30} */
  bins?: number;
  /** Bars of equal width on a linear or on a logarithmic axis; give the axis the same scale. @default {"linear"} */
  scale?: "linear" | "log";
}

/** The series for `plot`: how many values lie in each stretch. */
export function histogramBars(
  name: string,
  histogram: Histogram,
  { bins = 30, scale = "linear" }: HistogramBarsOptions = {},
): Series {
  if (histogram.count === 0) return { name, bars: [] };
  const log = scale === "log";
  const from = log ? Math.max(histogram.min, 0.001) : 0;
  const span = log ? ln(Math.max(histogram.max, from * 1.01)) - ln(from) : histogram.max || 1;
  const edge = (i: number) => log ? from * exp(span * i / bins) : span * i / bins;
  const counts: number[] = Array.from({ length: bins }, () => 0);
  for (const [upTo, count] of histogram.buckets()) {
    const value = Math.min(upTo, histogram.max);
    const place = log ? (ln(Math.max(value, from)) - ln(from)) / span : value / span;
    counts[Math.min(bins - 1, Math.max(0, Math.ceil(place * bins) - 1))]! += count;
  }
  return { name, bars: counts.map((count, i) => [edge(i), edge(i + 1), count] as const) };
}

/** Percentiles as a row for `table`, in the histogram's own unit. */
export function percentileRow(histogram: Histogram): Record<"count" | "p50" | "p90" | "p99" | "max", number> {
  const at = (ratio: number) => histogram.percentile(ratio);
  return { count: histogram.count, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: histogram.max };
}
