// A small cascade for the few properties that decide how wide a text is: the diagram's own <style>, style
// attributes, presentation attributes, inheritance. jsdom does not read a <style> inside an SVG.

const cache = new WeakMap();

/** The rules of a stylesheet, flat, in order: [selector, specificity, declarations]. */
export function parseRules(text) {
  const rules = [];
  const plain = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(
    /@[\w-]+[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g,
    "",
  );
  for (const [, selectors, body] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    for (const selector of selectors.split(",")) {
      rules.push([selector.trim(), specificity(selector), parseDeclarations(body)]);
    }
  }
  return rules;
}

export function parseDeclarations(body) {
  const found = new Map();
  for (const part of body.split(";")) {
    const colon = part.indexOf(":");
    if (colon > 0) found.set(part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).trim());
  }
  return found;
}

function specificity(selector) {
  const count = (pattern) => (selector.match(pattern) ?? []).length;
  return count(/#/g) * 10000 + count(/[.:[]/g) * 100 + count(/(^|[\s>+~])[a-z]/gi);
}

function rulesFor(element) {
  const style = element.closest("svg")?.querySelector("style");
  if (!style) return [];
  const text = style.textContent;
  const known = cache.get(style);
  if (known?.text === text) return known.rules;
  const rules = parseRules(text);
  cache.set(style, { text, rules });
  return rules;
}

function matches(element, selector) {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}

/** The value that stands on the element itself, or undefined. */
function ownValue(element, property) {
  let best;
  let rank = -1;
  const offer = (value, at) => {
    const important = value.endsWith("!important");
    const weight = at + (important ? 1e9 : 0);
    if (weight >= rank) [best, rank] = [value.replace(/\s*!important$/, ""), weight];
  };
  const attribute = element.getAttribute(property);
  if (attribute) offer(attribute, 0);
  for (const [selector, at, declarations] of rulesFor(element)) {
    const value = declarations.get(property);
    if (value !== undefined && matches(element, selector)) offer(value, at);
  }
  const inline = parseDeclarations(element.getAttribute("style") ?? "").get(property);
  if (inline !== undefined) offer(inline, 1e8);
  return best;
}

export function inherited(element, property) {
  for (let at = element; at?.getAttribute; at = at.parentElement) {
    const value = ownValue(at, property);
    if (value !== undefined && value !== "inherit") return value;
  }
  return undefined;
}

export function own(element, property) {
  return ownValue(element, property);
}

const KEYWORDS = { "xx-small": 9, "x-small": 10, small: 13, medium: 16, large: 18, "x-large": 24 };

export function fontSize(element) {
  for (let at = element; at?.getAttribute; at = at.parentElement) {
    const value = ownValue(at, "font-size");
    if (value === undefined || value === "inherit") continue;
    if (KEYWORDS[value]) return KEYWORDS[value];
    const number = Number.parseFloat(value);
    if (Number.isNaN(number)) continue;
    if (value.endsWith("rem")) return number * 16;
    if (value.endsWith("em")) return number * fontSize(at.parentElement);
    if (value.endsWith("%")) return (number / 100) * fontSize(at.parentElement);
    return number;
  }
  return 16;
}
