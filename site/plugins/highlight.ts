/**
 * Colours code when the site is built, so that a page ships no highlighter.
 *
 * @module
 */
import Prism from "prismjs";
import loadLanguages from "prismjs/components/index.js";

loadLanguages.silent = true;
loadLanguages(["typescript", "tsx", "bash", "json", "yaml", "go", "sql"]);

/** The kinds of token that have a colour, and the class that carries it; all others are plain ink. */
const CLASSES: Record<string, string> = {
  "keyword": "tk-k",
  "boolean": "tk-k",
  "string": "tk-s",
  "template-string": "tk-s",
  "regex": "tk-s",
  "comment": "tk-c",
  "number": "tk-n",
  "function": "tk-f",
  "class-name": "tk-t",
  "builtin": "tk-t",
  "property": "tk-f",
};

const ALIASES: Record<string, string> = {
  ts: "typescript",
  js: "typescript",
  sh: "bash",
  shell: "bash",
  console: "bash",
};

/** Text as HTML text. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(
    ">",
    "&gt;",
  );
}

function html(token: string | Prism.Token | Prism.TokenStream): string {
  if (typeof token === "string") return escapeHtml(token);
  if (Array.isArray(token)) return token.map(html).join("");
  const inner = html(token.content);
  const name = CLASSES[token.type];
  return name ? `<span class="${name}">${inner}</span>` : inner;
}

/** The source as HTML, with a span around each token that has a colour. */
export function highlight(source: string, language: string): string {
  const grammar = Prism.languages[ALIASES[language] ?? language];
  return grammar ? html(Prism.tokenize(source, grammar)) : escapeHtml(source);
}
