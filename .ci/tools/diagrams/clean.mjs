// What a reader's browser does not need goes away: rules and markers that nothing uses, ids, decimals.

const REFERENCES = [
  "href",
  "xlink:href",
  "marker-start",
  "marker-mid",
  "marker-end",
  "clip-path",
  "mask",
  "filter",
];

export function clean(document, text, name) {
  const holder = document.createElement("div");
  holder.innerHTML = text;
  const svg = holder.querySelector("svg");
  const style = svg.querySelector("style");
  document.body.append(holder);
  dropUnused(svg);
  joinWords(svg);
  if (style) style.textContent = pruneRules(svg, style.textContent);
  dropClasses(svg, style?.textContent ?? "");
  rename(svg, style, `d-${name.slice(0, 8)}`);
  finish(svg);
  holder.remove();
  return `${svg.outerHTML.replace(/\n\s*/g, " ")}\n`;
}

function* all(svg) {
  yield svg;
  yield* svg.querySelectorAll("*");
}

function referenced(svg) {
  const found = new Set();
  for (const element of all(svg)) {
    for (const { name, value } of element.attributes) {
      for (const [, id] of value.matchAll(/url\(["']?#([^)"']+)["']?\)/g)) found.add(id);
      if (REFERENCES.includes(name) && value.startsWith("#")) found.add(value.slice(1));
      if (name.startsWith("aria-")) { for (const id of value.split(/\s+/)) found.add(id); }
    }
  }
  return found;
}

function dropUnused(svg) {
  for (const element of [...all(svg)]) {
    for (const { name, value } of [...element.attributes]) {
      const spare = name.startsWith("data-") || name === "name" ||
        value.replace(/[;\s]|undefined/g, "") === "";
      if (spare && name !== "d") element.removeAttribute(name);
    }
  }
  for (let before = -1; before !== svg.querySelectorAll("*").length;) {
    before = svg.querySelectorAll("*").length;
    const used = referenced(svg);
    for (const element of svg.querySelectorAll("marker, symbol, filter, linearGradient, clipPath")) {
      if (!used.has(element.id)) element.remove();
    }
    for (const element of svg.querySelectorAll("g, defs, tspan, text")) {
      if (element.childNodes.length === 0) element.remove();
    }
  }
}

/** Flowcharts put each word into a tspan of its own. */
function joinWords(svg) {
  for (const word of svg.querySelectorAll("tspan")) {
    const plain = [...word.attributes].every(({ name, value }) =>
      /^font-(style|weight)$/.test(name) && value === "normal"
    );
    if (plain && word.children.length === 0) word.replaceWith(...word.childNodes);
  }
  svg.normalize();
}

function pruneRules(svg, css) {
  const plain = css.replace(/@[\w-]+[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, "");
  const kept = [];
  for (const [, selectors, body] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const live = selectors.split(",").map((x) => x.trim()).filter((selector) => reaches(svg, selector));
    const declarations = body.split(";").map((x) => x.trim()).filter((x) =>
      x !== "" && !/^(animation|filter|cursor)\s*:/.test(x)
    );
    if (live.length > 0 && declarations.length > 0) kept.push(`${live.join(",")}{${declarations.join(";")}}`);
  }
  return kept.join("");
}

function reaches(svg, selector) {
  if (selector.startsWith(":root")) return false;
  try {
    return svg.matches(selector) || svg.parentElement.querySelector(selector) !== null;
  } catch {
    return false;
  }
}

function dropClasses(svg, css) {
  for (const element of all(svg)) {
    const live = [...element.classList].filter((name) => css.includes(`.${name}`));
    if (live.length > 0) element.setAttribute("class", live.join(" "));
    else element.removeAttribute("class");
  }
}

/** Ids that stay begin with the picture's own, so that many pictures can stand on one page. */
function rename(svg, style, root) {
  const used = referenced(svg);
  const names = new Map([[svg.id, root]]);
  for (const element of svg.querySelectorAll("[id]")) {
    if (!used.has(element.id) && !style?.textContent.includes(`#${element.id}`)) {
      element.removeAttribute("id");
    } else names.set(element.id, shortId(element.id, root, names));
  }
  for (const element of all(svg)) {
    for (const { name, value } of [...element.attributes]) {
      if (name === "id") element.setAttribute(name, names.get(value));
      else if (/^aria-.*by$/.test(name)) element.setAttribute(name, names.get(value) ?? value);
      else if (value.includes("#")) element.setAttribute(name, renameIn(value, names));
    }
  }
  if (style) style.textContent = renameIn(style.textContent, names);
}

/** The last word of an id stays: rules of mermaid's stylesheet ask for it (`[id$="-arrowhead"]`). */
function shortId(id, root, names) {
  const word = id.match(/^chart-(\w+)/)?.[1] ?? id.split("-").at(-1);
  const taken = new Set(names.values());
  let result = `${root}-${word}`;
  for (let n = 2; taken.has(result); n++) result = `${root}-${n}-${word}`;
  return result;
}

function renameIn(text, names) {
  const longestFirst = [...names].sort(([a], [b]) => b.length - a.length);
  return longestFirst.reduce(
    (result, [from, to]) => result.replaceAll(new RegExp(`#${from}(?![\\w-])`, "g"), `#${to}`),
    text,
  );
}

const KEEP = new Set(["id", "class", "href", "xlink:href", "fill", "stroke"]);

function finish(svg) {
  for (const element of all(svg)) {
    for (const { name, value } of [...element.attributes]) {
      if (!KEEP.has(name)) element.setAttribute(name, round(value));
    }
  }
  const [, , width, height] = svg.getAttribute("viewBox").split(/[\s,]+/).map(Number);
  svg.setAttribute("width", String(Math.ceil(width)));
  svg.setAttribute("height", String(Math.ceil(height)));
  svg.setAttribute("role", "img");
  for (const name of ["style", "aria-roledescription", "xmlns:xlink", "class", "preserveAspectRatio"]) {
    svg.removeAttribute(name);
  }
}

function round(text) {
  return text.replace(
    /-?\d*\.\d{3,}(?:e-?\d+)?/g,
    (number) => String(Number(Number(number).toFixed(2)) || 0),
  );
}
