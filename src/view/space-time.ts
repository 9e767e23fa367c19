/**
 * A trace as a space-time diagram: hosts stand side by side, time runs down, messages are slanted arrows.
 *
 * Time runs down because a page is higher than wide: the same picture is legible on a phone. The scale is stretched where
 * much happens and compressed where little does; the times at the left are exact, and a band says how long each long pause
 * lasts and what it leaves out.
 *
 * @module
 */

import type { Trace } from "#src/sim/trace.ts";

import { leftOut, type Scene, scene, type WindowOptions } from "#src/view/scene.ts";
import { type Layout, layOut, type PlacedArrow } from "#src/view/layout.ts";
import { stories } from "#src/view/sentences.ts";
import {
  bytes,
  escapeXml,
  fit,
  fitName,
  frame,
  maxPictureBytes,
  text,
  textWidth,
  titleLines,
  wrap,
} from "#src/view/svg.ts";
import { paint, seriesPaint, stateDash } from "#src/view/theme.ts";

/** Options for {@linkcode spaceTime}. */
export interface SpaceTimeOptions extends WindowOptions {
  /** One line above the picture. */
  title?: string;
  /** Further lines under the title, for example a verdict. `bad` ones are in the colour of faults. */
  lines?: readonly { text: string; bad?: boolean }[];
  /** The story in words, for those who do not see the picture. Made from the trace where it is missing. */
  description?: string;
}

/** The diagram as a self-contained SVG of at most 12 kB. */
export function spaceTime(trace: Trace, options: SpaceTimeOptions = {}): string {
  for (let most = options.most ?? 24;; most = Math.floor(most * 0.8)) {
    const picture = draw(scene(trace, { ...options, most }), trace, options);
    if (bytes(picture) <= maxPictureBytes || most <= 2) return picture;
  }
}

function draw(shown: Scene, trace: Trace, options: SpaceTimeOptions): string {
  const width = 520;
  const header = head(options, width);
  const layout = layOut(shown, { width, top: header.height });
  const footer = foot(shown, layout, width);
  const title = options.title ?? `Space-time diagram of ${shown.hosts.join(", ")}`;
  return frame({
    width,
    height: layout.bottom + footer.height,
    title,
    description: options.description ?? stories(trace).join(" "),
    body: (id) =>
      header.svg + bands(layout) + grid(layout) + lifelines(shown, layout) + gaps(layout, id) +
      arrows(layout, id) +
      gapWords(layout) + rows(layout) + pills(layout) + names(shown, layout) + footer.svg,
  });
}

function head({ title, lines = [] }: SpaceTimeOptions, width: number): { svg: string; height: number } {
  let svg = "";
  let y = 10;
  for (const line of titleLines(title ?? "", width)) {
    svg += text(12, y += 18, line, { size: 15, bold: true });
  }
  for (const { text: content, bad = false } of lines) {
    for (const line of wrap(content, width - 24, 14, 3)) {
      svg += text(12, y += 19, line, bad ? { fill: paint.fault } : { fill: paint.soft });
    }
  }
  return { svg, height: y === 10 ? 8 : y + 12 };
}

/** What the colours mean, what is not shown, and what a cross is. */
function foot(shown: Scene, layout: Layout, width: number): { svg: string; height: number } {
  let svg = "";
  let x = 12;
  let y = layout.bottom + 16;
  for (const { text: word, colour } of layout.key) {
    const w = 26 + textWidth(word, 13) + 12;
    if (x > 12 && x + w > width - 12) {
      x = 12;
      y += 18;
    }
    svg += `<path d="M${x} ${y - 5}h18" ${stateStroke(colour)}/>` +
      text(x + 24, y, fit(word, width - 60, 13), { size: 13 });
    x += w;
  }
  const lost = layout.arrows.some((arrow) => arrow.lost)
    ? "A cross is a message that never arrives."
    : undefined;
  const words = [leftOut(shown), lost].filter((part) => part !== undefined).join(" ");
  for (const line of wrap(words, width - 24, 13, 3)) {
    if (svg !== "") y += 18;
    svg += text(12, y, line, { size: 13, fill: paint.soft });
  }
  return { svg, height: svg === "" ? 6 : y + 10 - layout.bottom };
}

function names(shown: Scene, layout: Layout): string {
  return shown.hosts.map((host, i) => {
    const x = layout.columns[i]!;
    const label = fitName(host, layout.columnWidth - 10, 14);
    const w = Math.min(textWidth(label, 14) + 16, layout.columnWidth - 4);
    return `<rect x="${
      x - Math.round(w / 2)
    }" y="${layout.top}" width="${w}" height="24" rx="4" fill="${paint.paper}"` +
      ` stroke="${paint.ink}"/>` + text(x, layout.top + 17, label, { anchor: "middle", bold: true });
  }).join("");
}

function bands(layout: Layout): string {
  const rects = layout.bands.map(({ x, y, width, height }) =>
    `<rect x="${x}" y="${y}" width="${width}" height="${height}"/>`
  ).join("");
  return rects === ""
    ? ""
    : `<g fill="${paint.faultBand}" stroke="${paint.fault}" stroke-dasharray="2 3">${rects}</g>`;
}

function grid(layout: Layout): string {
  const texts = layout.times.map(({ y, text: label }) => `<text x="60" y="${y + 4}">${label}</text>`).join(
    "",
  );
  const ticks = layout.times.map(({ y }) => `M64 ${y}h6`).join("");
  return `<g font-size="13" fill="${paint.soft}" text-anchor="end"><text x="60" y="${
    layout.top + 17
  }">${layout.unit}</text>` +
    `${texts}</g><path d="${ticks}" stroke="${paint.line}"/>`;
}

/** A state has a colour and a pattern of its own. */
function stateStroke(state: number): string {
  const dash = stateDash[state % stateDash.length]!;
  return `stroke="${seriesPaint[state % seriesPaint.length]}" stroke-width="7"${
    dash === "" ? "" : ` stroke-dasharray="${dash}"`
  }`;
}

/** A thin line for a host that is up, a dashed one while it is down, a coloured bar for its state. */
function lifelines(shown: Scene, layout: Layout): string {
  let up = "";
  let down = "";
  const bars = new Map<number, string>();
  shown.hosts.forEach((_, i) => {
    const x = layout.columns[i]!;
    for (const { from, to, isUp } of layout.lives[i]!) {
      if (isUp) up += `M${x} ${from}V${to}`;
      else down += `M${x} ${from}V${to}`;
    }
    for (const { from, to, colour } of layout.bars[i]!) {
      bars.set(colour, `${bars.get(colour) ?? ""}M${x} ${from}V${to}`);
    }
  });
  return `<path d="${up}" stroke="${paint.line}" stroke-width="2"/>` +
    [...bars].map(([colour, d]) => `<path d="${d}" ${stateStroke(colour)}/>`).join("") +
    (down === ""
      ? ""
      : `<path d="${down}" stroke="${paint.fault}" stroke-width="2" stroke-dasharray="3 5"/>`);
}

/** A pause: the lifelines stop at a paper-coloured band that says how long it lasts and what it leaves out. */
function gaps(layout: Layout, id: (name: string) => string): string {
  if (layout.gaps.length === 0) return "";
  const width = layout.width - 80;
  const wave = `<path id="${id("w")}" d="M70 0${"q5-5 10 0t10 0".repeat(Math.floor(width / 20))}"/>`;
  const papers = layout.gaps.map(({ y, height }) => `M70 ${y}h${width}v${height}h-${width}z`).join("");
  const waves = layout.gaps.flatMap(({ y, height }) => [y, y + height]).map((y) =>
    `<use href="#${id("w")}" y="${y}"/>`
  );
  return `<defs>${wave}</defs><path d="${papers}" fill="${paint.paper}"/>` +
    `<g fill="none" stroke="${paint.line}">${waves.join("")}</g>`;
}

/** A rim of paper around letters that lines may cross. */
const halo = `stroke="${paint.paper}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`;

function gapWords(layout: Layout): string {
  const labels = layout.gaps.map(({ y, height, text: label }) =>
    `<text x="${Math.round(layout.width / 2) + 30}" y="${y + height / 2 + 5}">${escapeXml(label)}</text>`
  );
  if (labels.length === 0) return "";
  return `<g font-size="13" font-style="italic" fill="${paint.soft}" text-anchor="middle" ${halo}>${
    labels.join("")
  }</g>`;
}

function arrows(layout: Layout, id: (name: string) => string): string {
  const line = ({ x1, y1, x2, y2 }: PlacedArrow) => `M${x1} ${y1}L${x2} ${y2}`;
  const solid: string[] = [];
  const dashed: string[] = [];
  const broken: string[] = [];
  let crosses = "";
  let open = "";
  for (const arrow of layout.arrows) {
    if (arrow.lost) {
      broken.push(`<path d="${line(arrow)}"/>`);
      crosses += `M${arrow.x2 - 5} ${arrow.y2 - 5}l10 10m0-10l-10 10`;
    } else if (arrow.open) open += line(arrow);
    else (arrow.reply ? dashed : solid).push(`<path d="${line(arrow)}"/>`);
  }
  const marker = (name: string, colour: string) =>
    `<marker id="${id(name)}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="10" markerHeight="10"` +
    ` markerUnits="userSpaceOnUse" orient="auto"><path d="M0 1L10 5L0 9z" fill="${colour}"/></marker>`;
  const labels = layout.arrows.filter(({ label }) => label !== "").map((arrow) => {
    const right = arrow.x2 > arrow.x1;
    const fill = arrow.lost ? ` fill="${paint.fault}"` : "";
    const anchor = right ? "" : ` text-anchor="end"`;
    return `<text x="${arrow.x1 + (right ? 5 : -5)}" y="${arrow.y1 - 4}"${anchor}${fill}>${
      escapeXml(arrow.label)
    }</text>`;
  }).join("");
  return `<defs>${marker("a", paint.ink)}</defs>` +
    `<g stroke="${paint.ink}" stroke-width="1.5"><g marker-end="url(#${id("a")})">${solid.join("")}` +
    (dashed.length === 0 ? "" : `<g stroke-dasharray="6 3">${dashed.join("")}</g>`) + `</g></g>` +
    (open === ""
      ? ""
      : `<path d="${open}" stroke="${paint.ink}" stroke-width="1.5" stroke-dasharray="12 3 2 3"/>`) +
    (broken.length === 0
      ? ""
      : `<g stroke="${paint.fault}" stroke-width="1.5" stroke-dasharray="2 3">${broken.join("")}</g>`) +
    (crosses === "" ? "" : `<path d="${crosses}" stroke="${paint.fault}" stroke-width="3"/>`) +
    `<g font-size="13" ${halo}>${labels}</g>`;
}

/** A fault's words stand on its band, a note in a box. */
function rows(layout: Layout): string {
  return layout.rows.map(({ x, y, width, lines, bad }) => {
    if (bad) return text(x, y + 13, lines[0] ?? "", { size: 13, halo: true, fill: paint.fault, bold: true });
    const box = `<rect x="${x}" y="${y}" width="${width}" height="${
      lines.length * 17 + 5
    }" fill="${paint.paper}" stroke="${paint.line}"/>`;
    return box +
      lines.map((line, i) => text(x + 7, y + 16 + i * 17, line, { size: 13, italic: true })).join("");
  }).join("");
}

function pills(layout: Layout): string {
  return layout.pills.map(({ x, y, text: label, tone }) => {
    const w = textWidth(label, 13) + 14;
    const bad = tone === "fault";
    const left = x - Math.round(w / 2);
    const stroke = typeof tone === "number"
      ? seriesPaint[tone % seriesPaint.length]!
      : bad
      ? paint.fault
      : paint.good;
    return `<rect x="${left}" y="${y - 10}" width="${w}" height="20" rx="10" fill="${
      bad ? paint.fault : paint.paper
    }"` +
      ` stroke="${stroke}" stroke-width="2"/>` +
      text(left + w / 2, y + 5, label, { anchor: "middle", size: 13, ...(bad && { fill: paint.paper }) });
  }).join("");
}
