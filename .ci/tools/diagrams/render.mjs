// Reads { diagrams: [{ name, source }] } from stdin and writes one JSON line for each: { name, svg } or { name, error }.
// A process of its own, because the shim puts a window into the global scope.
import { readFileSync } from "node:fs";
import { clean } from "./clean.mjs";
import { configOf } from "./config.mjs";
import { mergeThemes } from "./merge.mjs";
import { installWindow } from "./shim.mjs";

const window = installWindow();
const { default: mermaid } = await import("mermaid");
const { default: elk } = await import("@mermaid-js/layout-elk");
mermaid.registerLayoutLoaders(elk);

async function draw(name, source, theme) {
  mermaid.initialize(configOf(source, theme));
  const { svg } = await mermaid.render("diagram", source);
  window.document.body.replaceChildren();
  // Cleaned before they are compared: mermaid counts some ids on from one drawing to the next.
  return clean(window.document, svg, name);
}

async function render(name, source) {
  return mergeThemes(await draw(name, source, "light"), await draw(name, source, "dark"));
}

const { diagrams } = JSON.parse(readFileSync(0, "utf8"));
for (const { name, source } of diagrams) {
  let line;
  try {
    line = { name, svg: await render(name, source) };
  } catch (error) {
    line = { name, error: String(error?.message ?? error) };
  }
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
