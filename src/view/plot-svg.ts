/**
 * Plots as SVG.
 *
 * @module
 */

import { number } from "#src/view/format.ts";
import { axisLabel, type PlotSpec, type Point, pointsOf, type Series } from "#src/view/plot.ts";
import { makeScale, powerOfTenBelow, roundUp, type Scale } from "#src/view/scale.ts";
import { bytes, frame, maxPictureBytes, pictureWidth, text, textWidth, titleLines } from "#src/view/svg.ts";
import { paint, seriesDash, seriesPaint } from "#src/view/theme.ts";

/** The plot as a self-contained SVG of at most 12 kB. */
export function plotSvg(spec: PlotSpec, description: string): string {
  for (let grain = 1;; grain++) {
    const picture = draw(spec, description, grain);
    if (bytes(picture) <= maxPictureBytes || grain > 12) return picture;
  }
}

interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: Scale;
  y: Scale;
}

function draw(spec: PlotSpec, description: string, grain: number): string {
  const width = pictureWidth;
  const titles = titleLines(spec.title, width);
  const keys = legend(spec, width);
  const top = 14 + titles.length * 18 + keys.height + 26;
  const bottom = top + (spec.height ?? 230);
  const area = place(spec, width, top, bottom);
  return frame({
    width,
    height: bottom + 48,
    title: spec.title,
    description: words(description),
    body: () =>
      titles.map((line, i) => text(12, 24 + i * 18, line, { size: 15, bold: true })).join("") +
      shift(keys.svg, titles.length) +
      bands(spec, area) + axes(spec, area) +
      spec.series.map((series, i) => seriesSvg(series, i, area, grain)).join("") + marks(spec, area),
  });
}

/** The text alternative without its blocks, which a screen reader would spell out. */
const words = (description: string): string =>
  description.replace(/[▁▂▃▄▅▆▇█▒│]+ */g, "").replace(/ {2,}/g, " ");

const shift = (svg: string, lines: number): string =>
  svg === "" ? "" : `<g transform="translate(0 ${14 + lines * 18})">${svg}</g>`;

function place(spec: PlotSpec, width: number, top: number, bottom: number): Area {
  const points = spec.series.flatMap((series) => pointsOf(series)).filter(([, v]) => Number.isFinite(v));
  const xs = spec.series.flatMap((series) =>
    "bars" in series ? series.bars.flatMap(([from, to]) => [from, to]) : pointsOf(series).map(([x]) => x)
  );
  const ys = points.map(([, y]) => y).concat(
    (spec.marks ?? []).flatMap((mark) => "y" in mark ? [mark.y] : []),
  );
  const y = range(ys, spec.y, true);
  // Room for the words of bands and marks above the lines.
  const words = (spec.bands ?? []).slice(0, 1).length +
    (spec.marks ?? []).filter((mark) => "x" in mark).length;
  if (spec.y.to === undefined && spec.y.scale !== "log") {
    y.to += (y.to - y.from) * Math.min(0.3, words === 0 ? 0 : 0.03 + words * 0.07);
  }
  const yScale = makeScale({
    ...y,
    range: [bottom, top],
    ticks: 5,
    ...(spec.y.scale && { scale: spec.y.scale }),
  });
  const left = 16 + Math.max(...yScale.ticks.map((tick) => textWidth(number(tick), 13)));
  const right = width - 16;
  const x = range(xs, spec.x, false);
  const xScale = makeScale({
    ...x,
    range: [left, right],
    ticks: 6,
    ...(spec.x.scale && { scale: spec.x.scale }),
  });
  return { left, right, top, bottom, x: xScale, y: yScale };
}

function range(
  values: readonly number[],
  axis: { from?: number; to?: number; scale?: "linear" | "log" },
  round: boolean,
) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (axis.scale === "log" && !(value > 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) {
    return {
      from: axis.from ?? (axis.scale === "log" ? 1 : 0),
      to: axis.to ?? (axis.scale === "log" ? 10 : 1),
    };
  }
  if (axis.scale === "log") {
    const above = powerOfTenBelow(high);
    return {
      from: axis.from ?? powerOfTenBelow(low),
      to: axis.to ?? (above === high ? high : [2, 5, 10].map((n) => n * above).find((v) => v >= high)!),
    };
  }
  const from = axis.from ?? (low < 0 || (!round && low > high / 2) ? low : 0);
  return { from, to: axis.to ?? (round ? roundUp(high) || 1 : high) };
}

function legend({ series }: PlotSpec, width: number): { svg: string; height: number } {
  if (series.length < 2) return { svg: "", height: 0 };
  let x = 12;
  let y = 16;
  let svg = "";
  series.forEach((each, i) => {
    const w = 34 + textWidth(each.name, 14) + 18;
    if (x > 12 && x + w > width - 12) {
      x = 12;
      y += 20;
    }
    svg += sample(each, i, x, y - 5) + text(x + 34, y, each.name);
    x += w;
  });
  return { svg, height: y + 10 };
}

function sample(series: Series, i: number, x: number, y: number): string {
  const colour = seriesPaint[i % seriesPaint.length]!;
  if ("bars" in series) return `<rect x="${x + 6}" y="${y - 6}" width="20" height="12" ${fill(i)}/>`;
  if ("dots" in series) return dot(x + 8, y, i, colour) + dot(x + 20, y, i, colour);
  return `<path d="M${x} ${y}h28" ${stroke(i)}/>`;
}

function axes({ x, y }: PlotSpec, area: Area): string {
  const rows = area.y.ticks.map((tick) => `M${area.left} ${area.y.at(tick)}H${area.right}`).join("");
  const labels = area.y.ticks.map((tick) =>
    `<text x="${area.left - 6}" y="${area.y.at(tick) + 4}">${number(tick)}</text>`
  );
  let free = -Infinity;
  const columns = area.x.ticks.map((tick) => {
    const at = area.x.at(tick);
    const label = number(tick);
    const half = textWidth(label, 13) / 2;
    const centre = Math.round(Math.min(at, 516 - half));
    if (centre - half < free) return "";
    free = centre + half + 6;
    return `<text x="${centre}" y="${area.bottom + 19}">${label}</text>`;
  });
  const ticks = area.x.ticks.map((tick) => `M${area.x.at(tick)} ${area.bottom}v5`).join("");
  return `<path d="${rows}" stroke="${paint.grid}"/>` +
    `<path d="M${area.left} ${area.bottom}H${area.right}${ticks}" stroke="${paint.line}"/>` +
    `<g font-size="13" fill="${paint.soft}"><g text-anchor="end">${labels.join("")}</g>` +
    `<g text-anchor="middle">${columns.join("")}</g>` +
    text(area.right, area.bottom + 38, axisLabel(x), { anchor: "end", size: 13 }) +
    text(12, area.top - 14, axisLabel(y) + (y.scale === "log" ? ", logarithmic" : ""), { size: 13 }) + `</g>`;
}

function bands({ bands = [] }: PlotSpec, area: Area): string {
  return bands.map(({ fromX, toX, label }) => {
    const x1 = area.x.at(fromX);
    const x2 = Math.max(area.x.at(toX), x1 + 2);
    const w = textWidth(label, 13);
    const middle = Math.min(Math.max((x1 + x2) / 2, area.left + w / 2), area.right - w / 2);
    return `<rect x="${x1}" y="${area.top}" width="${x2 - x1}" height="${
      area.bottom - area.top
    }" fill="${paint.faultBand}"/>` +
      `<path d="M${x1} ${area.top}V${area.bottom}M${x2} ${area.top}V${area.bottom}" stroke="${paint.fault}" stroke-dasharray="2 3"/>` +
      text(middle, area.top + 15, label, { anchor: "middle", size: 13, fill: paint.fault, halo: false });
  }).join("");
}

function marks({ marks = [], bands = [] }: PlotSpec, area: Area): string {
  const rows: number[] = [];
  const start = bands.length === 0 ? 14 : 31;
  return marks.map((mark) => {
    if ("y" in mark) {
      const y = area.y.at(mark.y);
      return `<path d="M${area.left} ${y}H${area.right}" stroke="${paint.ink}" stroke-dasharray="1 3" stroke-width="2"/>` +
        text(area.right - 4, y - 5, mark.label, { anchor: "end", size: 13, halo: true });
    }
    const x = area.x.at(mark.x);
    const w = textWidth(mark.label, 13) + 8;
    const right = x + w < area.right;
    const from = right ? x : x - w;
    let row = rows.findIndex((end) => end <= from);
    if (row === -1) row = rows.length;
    rows[row] = from + w;
    return `<path d="M${x} ${area.top}V${area.bottom}" stroke="${paint.ink}" stroke-dasharray="1 3" stroke-width="2"/>` +
      text(right ? x + 4 : x - 4, area.top + start + row * 16, mark.label, {
        size: 13,
        halo: true,
        ...(!right && { anchor: "end" as const }),
      });
  }).join("");
}

const stroke = (i: number): string => {
  const dash = seriesDash[i % seriesDash.length]!;
  return `fill="none" stroke="${
    seriesPaint[i % seriesPaint.length]
  }" stroke-width="2" stroke-linejoin="round"${dash === "" ? "" : ` stroke-dasharray="${dash}"`}`;
};

const fill = (i: number): string =>
  `fill="${seriesPaint[i % seriesPaint.length]}" fill-opacity="${i === 0 ? "0.75" : "0.35"}" stroke="${
    seriesPaint[i % seriesPaint.length]
  }"`;

function dot(x: number, y: number, i: number, colour: string): string {
  const shapes = [
    `M${x - 3} ${y}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z`,
    `M${x - 3} ${y - 3}h6v6h-6z`,
    `M${x} ${y - 4}l4 7h-8z`,
  ];
  return `<path d="${shapes[i % shapes.length]}" fill="${
    i % 2 === 0 ? colour : "none"
  }" stroke="${colour}" stroke-width="1.5"/>`;
}

function seriesSvg(series: Series, i: number, area: Area, grain: number): string {
  const colour = seriesPaint[i % seriesPaint.length]!;
  if ("bars" in series) {
    const d = series.bars.map(([from, to, y]) => {
      const x = area.x.at(from);
      const w = Math.max(1, area.x.at(to) - x);
      return y > 0 ? `M${x} ${area.bottom}V${area.y.at(y)}h${w}V${area.bottom}z` : "";
    }).join("");
    return d === "" ? "" : `<path d="${d}" ${fill(i)}/>`;
  }
  if ("dots" in series) {
    const places = new Set(
      series.dots.filter(([, y]) => Number.isFinite(y)).map(([x, y]) =>
        `${Math.round(area.x.at(x) / grain) * grain},${Math.round(area.y.at(y) / grain) * grain}`
      ),
    );
    return [...places].map((place) => {
      const [x = 0, y = 0] = place.split(",").map(Number);
      return dot(x, y, i, colour);
    }).join("");
  }
  const line = path(thinned(pointsOf(series), area, grain), area, "steps" in series);
  if (line === "") return "";
  if (!("area" in series)) return `<path d="${line}" ${stroke(i)}/>`;
  const ends = line.split("M").slice(1).map((part) => {
    const first = part.slice(0, part.search(/[\sL]/));
    return `M${part}V${area.bottom}H${first}z`;
  }).join("");
  return `<path d="${ends}" fill="${colour}" fill-opacity="0.18"/><path d="${line}" ${stroke(i)}/>`;
}

type Pixel = readonly [x: number, y: number] | undefined;

/** Per `grain` units of width at most four points: the first, the lowest, the highest and the last. */
function thinned(points: readonly Point[], area: Area, grain: number): Pixel[] {
  const result: Pixel[] = [];
  let column: [number, number][] = [];
  const flush = () => {
    if (column.length <= 4) result.push(...column);
    else {
      const low = column.reduce((a, b) => b[1] < a[1] ? b : a);
      const high = column.reduce((a, b) => b[1] > a[1] ? b : a);
      const middle = column.indexOf(low) < column.indexOf(high) ? [low, high] : [high, low];
      result.push(column[0], ...middle, column[column.length - 1]);
    }
    column = [];
  };
  for (const [x, y] of points) {
    if (!Number.isFinite(y)) {
      flush();
      result.push(undefined);
      continue;
    }
    const pixel: [number, number] = [area.x.at(x), area.y.at(y)];
    if (column.length > 0 && Math.floor(column[0]![0] / grain) !== Math.floor(pixel[0] / grain)) flush();
    column.push(pixel);
  }
  flush();
  return result;
}

function path(pixels: readonly Pixel[], area: Area, steps: boolean): string {
  let d = "";
  let last: Pixel;
  for (const pixel of pixels) {
    if (pixel === undefined) {
      last = undefined;
      continue;
    }
    const [x, y] = pixel;
    if (last === undefined) d += `M${x} ${y}`;
    else if (steps) d += (x === last[0] ? "" : `H${x}`) + (y === last[1] ? "" : `V${y}`);
    else if (x !== last[0] || y !== last[1]) {
      d += y === last[1] ? `H${x}` : x === last[0] ? `V${y}` : `L${x} ${y}`;
    }
    last = pixel;
  }
  if (steps && last !== undefined && last[0] < area.right) d += `H${area.right}`;
  return d;
}
