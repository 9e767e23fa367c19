/**
 * A bar for each of a few named things.
 *
 * @module
 */

import { number } from "#src/view/format.ts";
import { type Axis, axisLabel, type Plot, withUnit } from "#src/view/plot.ts";
import { makeScale, powerOfTenBelow, roundUp } from "#src/view/scale.ts";
import { fit, frame, pictureWidth, text, textWidth, titleLines } from "#src/view/svg.ts";
import { paint } from "#src/view/theme.ts";

/** What {@linkcode bars} draws. */
export interface BarsSpec {
  title: string;
  /** What the length of a bar means. */
  value: Axis;
  rows: readonly { name: string; value: number; /** Drawn in the colour of faults. */ bad?: boolean }[];
}

/** Horizontal bars with their values, for a comparison of variants. */
export function bars({ title, value: axis, rows }: BarsSpec): Plot {
  const width = pictureWidth;
  const values = rows.map(({ value }) => value).filter((value) => Number.isFinite(value) && value > 0);
  const high = Math.max(0, ...values);
  const log = axis.scale === "log" && values.length > 0;
  const titles = titleLines(title, width);
  const nameWidth = Math.min(170, Math.max(0, ...rows.map(({ name }) => textWidth(name, 14))));
  const valueWidth = Math.max(0, ...rows.map(({ value }) => textWidth(withUnit(number(value), axis), 14)));
  const left = 12 + nameWidth + 8;
  const from = axis.from ?? (log ? powerOfTenBelow(Math.min(...values)) / 10 : 0);
  const scale = makeScale({
    from,
    to: axis.to ?? (log ? high : roundUp(high) || 1),
    range: [left, width - 20 - valueWidth],
    ticks: 4,
    ...(log && { scale: "log" as const }),
  });
  const top = 16 + titles.length * 18 + 24;
  const pitch = 30;
  const length = Math.max(0, ...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, value }) => {
    const part = Number.isFinite(value) ? (scale.at(value) - left) / (width - 20 - valueWidth - left) : 0;
    return `${name.padEnd(length)} ${"█".repeat(Math.round(part * 40)).padEnd(40)} ${
      withUnit(number(value), axis)
    }`;
  });
  const plain = [title, axisLabel(axis) + (log ? ", logarithmic" : ""), ...lines].join("\n");
  const svg = frame({
    width,
    height: top + rows.length * pitch + 6,
    title,
    description: `${axisLabel(axis)}: ${
      rows.map(({ name, value }) => `${name} ${withUnit(number(value), axis)}`).join("; ")
    }.`,
    body: () =>
      titles.map((line, i) => text(12, 24 + i * 18, line, { size: 15, bold: true })).join("") +
      text(12, top - 10, axisLabel(axis) + (log ? ", logarithmic" : ""), { size: 13, fill: paint.soft }) +
      rows.map(({ name, value, bad = false }, i) => {
        const y = top + i * pitch;
        const end = Number.isFinite(value) ? Math.max(scale.at(value), left + 1) : left + 1;
        return text(left - 8, y + 18, fit(name, nameWidth, 14), { anchor: "end" }) +
          `<rect x="${left}" y="${y + 3}" width="${end - left}" height="21" rx="2" fill="${
            bad ? paint.fault : paint.series1
          }"/>` +
          text(end + 6, y + 18, withUnit(number(value), axis));
      }).join("") +
      `<path d="M${left} ${top - 2}v${rows.length * pitch + 2}" stroke="${paint.line}"/>`,
  });
  return { kind: "plot", title, svg, text: plain };
}
