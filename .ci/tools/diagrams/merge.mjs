// Two drawings that differ in colours alone become one, by the CSS function light-dark().

const COLOUR =
  /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w-])|(?:rgb|hsl)a?\([^()]*\)|\b(?:black|white|grey|gray|lightgrey|lightgray)\b/gi;

export function mergeThemes(light, dark) {
  const shape = (svg) => svg.replace(COLOUR, "#");
  if (shape(light) !== shape(dark)) throw new Error("light and dark differ in more than colours");
  const other = dark.match(COLOUR) ?? [];
  let at = 0;
  return light.replace(COLOUR, (colour) => {
    const [a, b] = [hex(colour), hex(other[at++])];
    return a === b ? a : `light-dark(${a},${b})`;
  });
}

const NAMES = {
  black: "#000",
  white: "#fff",
  grey: "#808080",
  gray: "#808080",
  lightgrey: "#d3d3d3",
  lightgray: "#d3d3d3",
};

function hex(colour) {
  const text = colour.toLowerCase();
  if (NAMES[text]) return NAMES[text];
  if (text.startsWith("#")) return text;
  const [a, b, c, alpha] = text.slice(text.indexOf("(") + 1, -1).split(/[\s,/]+/).map(Number.parseFloat);
  const channels = text.startsWith("hsl") ? fromHsl(a, b / 100, c / 100) : [a, b, c];
  if (alpha !== undefined && alpha < 1) channels.push(alpha * 255);
  return `#${channels.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}

function fromHsl(hue, saturation, light) {
  const spread = saturation * Math.min(light, 1 - light);
  return [0, 8, 4].map((n) => {
    const k = (n + hue / 30) % 12;
    return 255 * (light - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  });
}
