/**
 * The built site, for tests that read it.
 *
 * @module
 */
import fs from "node:fs";
import path from "node:path";

/** The repository's root. */
export const ROOT = path.resolve(import.meta.dirname, "..", "..");

/** The built site. */
export const BUILD = path.join(ROOT, "site", "build");

/** Why the built site cannot be tested, or undefined. In CI it must be there, and the tests then fail instead. */
export function notBuilt(): string | undefined {
  if (process.env.CI || fs.existsSync(path.join(BUILD, ".inputs"))) {
    return undefined;
  }
  return "the site is not built: npm run site";
}

/** The HTML of a built page, by its address. */
export function page(address: string): string {
  const file = address === "/" ? "/index" : address;
  return fs.readFileSync(path.join(BUILD, `${file}.html`), "utf8");
}

/** What a reader sees of a page: its main part without tags, spaces folded. */
export function text(html: string): string {
  return html.slice(html.indexOf("<main"))
    .replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#x27;", "'").replaceAll("&quot;", '"').replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">").replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");
}
