// The parts of a browser that mermaid needs and jsdom does not have: sizes. Everything is computed from the
// bundled font and the attributes of the shapes; nothing is laid out.
import { JSDOM } from "jsdom";
import * as geometry from "./geometry.mjs";
import { advance, ascent, descent, length, measureText } from "./text.mjs";
import { fontSize, own } from "./style.mjs";

const { EMPTY, IDENTITY, isEmpty, multiply, parseTransform, transformBox, union } = geometry;
const HIDDEN = new Set([
  "defs",
  "marker",
  "style",
  "title",
  "desc",
  "clipPath",
  "mask",
  "symbol",
  "linearGradient",
  "filter",
]);

function number(element, name) {
  return length(element.getAttribute(name) ?? own(element, name), fontSize(element), 0);
}

function localBox(element) {
  const at = (name) => number(element, name);
  switch (element.tagName) {
    case "rect":
    case "image":
    case "foreignObject":
    case "use":
      return { x0: at("x"), y0: at("y"), x1: at("x") + at("width"), y1: at("y") + at("height") };
    case "circle":
      return {
        x0: at("cx") - at("r"),
        y0: at("cy") - at("r"),
        x1: at("cx") + at("r"),
        y1: at("cy") + at("r"),
      };
    case "ellipse":
      return {
        x0: at("cx") - at("rx"),
        y0: at("cy") - at("ry"),
        x1: at("cx") + at("rx"),
        y1: at("cy") + at("ry"),
      };
    case "line":
      return geometry.boxOfPoints([[at("x1"), at("y1")], [at("x2"), at("y2")]]);
    case "polygon":
    case "polyline": {
      const flat = geometry.numbers(element.getAttribute("points") ?? "");
      return geometry.boxOfPoints(flat.flatMap((x, i) => (i % 2 === 0 ? [[x, flat[i + 1]]] : [])));
    }
    case "path":
      return geometry.pathBox(element.getAttribute("d"));
    case "text":
    case "tspan":
      return measureText(element).box;
    default: {
      let box = EMPTY;
      for (const child of element.children) {
        if (HIDDEN.has(child.tagName) || own(child, "display") === "none") continue;
        // A zero-size rect stands for "no background": browsers leave it out of a group's box.
        const inner = localBox(child);
        if (child.tagName === "rect" && inner.x0 === inner.x1 && inner.y0 === inner.y1) continue;
        box = union(box, transformBox(parseTransform(child.getAttribute("transform")), inner));
      }
      return box;
    }
  }
}

function rectOf(box) {
  if (isEmpty(box)) return { x: 0, y: 0, width: 0, height: 0 };
  const { fround } = Math;
  return {
    x: fround(box.x0),
    y: fround(box.y0),
    width: fround(box.x1 - box.x0),
    height: fround(box.y1 - box.y0),
  };
}

function screenMatrix(element) {
  const parent = element.parentElement;
  const above = parent?.namespaceURI?.endsWith("svg") ? screenMatrix(parent) : IDENTITY;
  return multiply(above, parseTransform(element.getAttribute("transform")));
}

function screenRect(element) {
  const rect = rectOf(transformBox(screenMatrix(element), localBox(element)));
  return { ...rect, left: rect.x, top: rect.y, right: rect.x + rect.width, bottom: rect.y + rect.height };
}

/** HTML boxes are asked for in a few places (a tooltip, the width of the page). */
function htmlRect(element) {
  const size = fontSize(element);
  const width = advance(element.textContent ?? "", size);
  const height = ascent(size) + descent(size);
  return { x: 0, y: 0, left: 0, top: 0, right: width, bottom: height, width, height };
}

const context = {
  measureText: (text) => ({ width: advance(text, 16) }),
  ...Object.fromEntries(
    ["fillRect", "clearRect", "save", "restore", "beginPath", "fillText", "scale", "translate"].map((
      x,
    ) => [x, () => {}]),
  ),
};

/** Puts a window into the global scope. Call once, before mermaid is imported. */
export function installWindow() {
  const { window } = new JSDOM("<!DOCTYPE html><html><body></body></html>", { pretendToBeVisual: true });
  const svg = window.SVGElement.prototype;
  svg.getBBox = function () {
    return rectOf(localBox(this));
  };
  svg.getBoundingClientRect = function () {
    return screenRect(this);
  };
  svg.getComputedTextLength = function () {
    return measureText(this).length;
  };
  svg.getTotalLength = function () {
    return geometry.pathLength(this.getAttribute("d"));
  };
  svg.getPointAtLength = function (distance) {
    return geometry.pathPoint(this.getAttribute("d"), distance);
  };
  window.HTMLElement.prototype.getBoundingClientRect = function () {
    return htmlRect(this);
  };
  Object.defineProperty(window.HTMLElement.prototype, "offsetWidth", { get: () => 1200 });
  window.HTMLCanvasElement.prototype.getContext = () => context;
  const globals = {
    window,
    document: window.document,
    CSSStyleSheet: window.CSSStyleSheet,
    CSS: { supports: () => true, escape: (text) => text.replace(/[^\w-]/g, "\\$&") },
  };
  for (
    const name of ["navigator", "Element", "SVGElement", "HTMLElement", "Node", "DOMParser", "XMLSerializer"]
  ) {
    globals[name] = window[name];
  }
  window.CSS = globals.CSS;
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return window;
}
