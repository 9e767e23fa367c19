/**
 * A run of a service as a chart: answers above the line, calls that failed below it, and when it was down.
 */
import { type ReactNode, useId } from "react";

/** What the chart needs of a run. */
export interface Minute {
  /** Length of the run, in milliseconds. */
  endMs: number;
  /** Calls answered and failed in each stretch of {@linkcode STRETCH_MS}. */
  stretches: readonly { atMs: number; answered: number; failed: number }[];
  /** When the service's process was not there. */
  outages: readonly { fromMs: number; toMs: number }[];
  /** When the fault itself acted. */
  fault: { fromMs: number; toMs: number };
}

/** Width of a bar, in virtual milliseconds. */
export const STRETCH_MS = 500;

const WIDTH = 960;
const UP = 84;
const DOWN = 56;
const STRIP = 18;
const HEIGHT = UP + DOWN + STRIP + 4;

/** One path of bars. A lone call is drawn too, three units high. */
function bars(
  minute: Minute,
  pick: "answered" | "failed",
  most: number,
): string {
  const width = WIDTH * STRETCH_MS / minute.endMs;
  const room = pick === "answered" ? UP - 8 : DOWN - 6;
  return minute.stretches.flatMap((stretch) => {
    const count = stretch[pick];
    if (count === 0) return [];
    const height = Math.max(3, Math.round(room * Math.min(1, count / most)));
    const x = (WIDTH * stretch.atMs / minute.endMs).toFixed(1);
    return `M${x} ${UP}h${(width - 1.5).toFixed(1)}v${pick === "answered" ? -height : height}h${
      (1.5 - width).toFixed(1)
    }z`;
  }).join("");
}

interface Props {
  minute: Minute;
  /** Virtual time up to which the run is shown. */
  shownMs: number;
  title: string;
}

/** The chart, up to a moment. */
export function OutageChart({ minute, shownMs, title }: Props): ReactNode {
  const id = useId();
  const x = (ms: number) => WIDTH * ms / minute.endMs;
  const strip = UP + DOWN + 4;
  const step = minute.endMs > 40_000 ? 10 : 5;
  const seconds = Array.from(
    { length: Math.floor(minute.endMs / 1000 / step) + 1 },
    (_, index) => index * step,
  );
  const down = minute.outages.filter(({ fromMs }) => fromMs <= shownMs);
  return (
    <div className="outage-chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-labelledby={`${id}t`}
      >
        <title id={`${id}t`}>{title}</title>
        <clipPath id={`${id}c`}>
          <rect x="0" y="0" width={x(shownMs)} height={HEIGHT} />
        </clipPath>
        <rect
          className="chart-fault"
          x={x(minute.fault.fromMs)}
          y="0"
          width={x(minute.fault.toMs - minute.fault.fromMs)}
          height={UP + DOWN}
        />
        <line className="chart-line" x1="0" x2={WIDTH} y1={UP} y2={UP} />
        <g clipPath={`url(#${id}c)`}>
          <path className="chart-good" d={bars(minute, "answered", 60)} />
          <path className="chart-bad" d={bars(minute, "failed", 60)} />
          <rect
            className="chart-up"
            x="0"
            y={strip}
            width={WIDTH}
            height={STRIP}
          />
        </g>
        {down.map(({ fromMs, toMs }) => (
          <rect
            className="chart-down"
            key={fromMs}
            x={x(fromMs)}
            y={strip}
            height={STRIP}
            width={Math.max(1, x(Math.min(toMs, shownMs)) - x(fromMs))}
          />
        ))}
        <line
          className="chart-now"
          x1={x(shownMs)}
          x2={x(shownMs)}
          y1="0"
          y2={strip + STRIP}
        />
      </svg>
      <p className="chart-ticks" aria-hidden="true">
        {seconds.map((second) => <span key={second}>{second} s</span>)}
      </p>
    </div>
  );
}
