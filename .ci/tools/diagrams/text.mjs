// Where the glyphs of an SVG <text> stand, measured with the bundled font.
import { create } from "fontkit";
import { readFileSync } from "node:fs";
import { fontSize, inherited } from "./style.mjs";
import { EMPTY, union } from "./geometry.mjs";

const font = create(readFileSync(new URL("../../../site/diagrams/font/inter.woff2", import.meta.url)));
const UNITS = font.unitsPerEm;
const X_HEIGHT = font.xHeight / UNITS;
const advances = new Map();

/** The width of a text in px. Browsers keep widths in 64ths of a pixel. */
export function advance(text, size) {
  let units = advances.get(text);
  if (units === undefined) {
    units = font.layout(text).advanceWidth;
    advances.set(text, units);
  }
  return Math.round((units / UNITS) * size * 64) / 64;
}

/** Browsers round both to whole pixels. */
export function ascent(size) {
  return Math.round((font.ascent / UNITS) * size);
}

export function descent(size) {
  return Math.round((-font.descent / UNITS) * size);
}

export function length(value, size, fallback) {
  if (value === null || value === undefined || value === "") return fallback;
  const number = Number.parseFloat(value);
  if (Number.isNaN(number)) return fallback;
  if (/em\s*$/.test(value)) return number * size;
  if (/ex\s*$/.test(value)) return number * size * X_HEIGHT;
  return number;
}

/** How far the alphabetic baseline lies below the point that the diagram names. */
function baselineShift(element, size) {
  const up = (font.ascent / UNITS) * size;
  const down = (-font.descent / UNITS) * size;
  const own = element.tagName === "tspan" ? inherited(element, "alignment-baseline") : undefined;
  const value = own && own !== "auto" ? own : inherited(element, "dominant-baseline");
  if (value === "middle") return (X_HEIGHT * size) / 2;
  if (value === "central") return (up - down) / 2;
  if (value === "hanging") return up * 0.8;
  if (value === "text-before-edge" || value === "text-top") return up;
  if (value === "text-after-edge" || value === "ideographic") return -down;
  return 0;
}

/** The runs of a text: [{ text, size, shift, x?, y?, dx, dy, anchor }], one for each text node. */
function runsOf(element) {
  const runs = [];
  let pending = { dx: 0, dy: 0 };
  const visit = (node) => {
    if (node.nodeType === 3) {
      const at = node.parentNode;
      const size = fontSize(at);
      const anchor = inherited(at, "text-anchor") ?? "start";
      runs.push({ text: node.textContent, size, anchor, shift: baselineShift(at, size), ...pending });
      pending = { dx: 0, dy: 0 };
      return;
    }
    if (node.nodeType !== 1 || node.tagName === "title") return;
    const size = fontSize(node);
    for (const axis of ["x", "y"]) {
      const value = length(node.getAttribute(axis), size, undefined);
      if (value !== undefined) pending[axis] = value;
    }
    pending.dx += length(node.getAttribute("dx"), size, 0);
    pending.dy += length(node.getAttribute("dy"), size, 0);
    for (const child of node.childNodes) visit(child);
  };
  visit(element);
  return collapse(runs);
}

/** White space as SVG wants it: none at the ends, one blank in between. */
function collapse(runs) {
  let blank = true;
  for (const run of runs) {
    if (run.x !== undefined || run.y !== undefined) blank = true;
    let text = run.text.replace(/[\t\n\r ]+/g, " ");
    if (blank) text = text.replace(/^ /, "");
    if (text !== "") blank = text.endsWith(" ");
    run.text = text;
  }
  let last = true;
  for (const run of [...runs].reverse()) {
    if (last && run.text !== "") {
      run.text = run.text.replace(/ $/, "");
      last = run.text === "";
    }
    if (run.x !== undefined || run.y !== undefined) last = true;
  }
  return runs;
}

/** The box of a <text> or <tspan> in its own coordinates, and its length. */
export function measureText(element) {
  const chunks = [];
  for (const run of runsOf(element)) {
    if (chunks.length === 0 || run.x !== undefined) chunks.push([]);
    chunks.at(-1).push(run);
  }
  let box = EMPTY;
  let total = 0;
  let y = 0;
  let x = 0;
  for (const chunk of chunks) {
    const width = chunk.reduce((sum, run) => sum + advance(run.text, run.size) + run.dx, 0);
    const anchor = chunk[0].anchor;
    x = (chunk[0].x ?? x) - (anchor === "middle" ? width / 2 : anchor === "end" ? width : 0);
    for (const run of chunk) {
      y = (run.y ?? y) + run.dy;
      x += run.dx;
      const wide = advance(run.text, run.size);
      if (run.text !== "") {
        const base = y + run.shift;
        const line = { x0: x, y0: base - ascent(run.size), x1: x + wide, y1: base + descent(run.size) };
        box = union(box, line);
      }
      x += wide;
      total += wide;
    }
  }
  return { box, length: total };
}
