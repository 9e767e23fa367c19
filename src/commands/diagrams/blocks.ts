/** Finds the mermaid blocks of chapters and pages, and says what is wrong with them before anything is drawn. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { diagramFile, fingerprint, plainSource } from "#src/view/diagram-file.ts";

export interface Block {
  /** `notebooks/resilience/retry.ipynb, cell 3` or `site/docs/design/clock.md, line 12`. */
  readonly where: string;
  readonly source: string;
  readonly file: string;
}

const SKIP = new Set([".study", ".jupyter", "node_modules", ".ipynb_checkpoints", "build", ".docusaurus"]);

/** All blocks under the folders that hold pages, in the order of their paths. */
export function findBlocks(root: string): Block[] {
  const found: Block[] = [];
  for (
    const path of [
      ...files(join(root, "notebooks"), /\.ipynb$/),
      ...files(join(root, "site/docs"), /\.mdx?$/),
    ]
  ) {
    const name = relative(root, path).replaceAll("\\", "/");
    const text = readFileSync(path, "utf8");
    found.push(...(path.endsWith(".ipynb") ? blocksOfNotebook(name, text) : blocksOfPage(name, text)));
  }
  return found;
}

function files(folder: string, pattern: RegExp): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => !SKIP.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return files(path, pattern);
      return pattern.test(entry.name) ? [path] : [];
    });
}

interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
}

export function blocksOfNotebook(name: string, json: string): Block[] {
  const { cells } = JSON.parse(json) as { cells: Cell[] };
  return cells.flatMap(({ cell_type, source }, index) => {
    if (cell_type !== "markdown") return [];
    const text = typeof source === "string" ? source : source.join("");
    return fences(text).map(({ body }) => block(`${name}, cell ${index + 1}`, body));
  });
}

export function blocksOfPage(name: string, text: string): Block[] {
  return fences(text).map(({ body, line }) => block(`${name}, line ${line}`, body));
}

function block(where: string, body: string): Block {
  const source = plainSource(body);
  return { where, source, file: diagramFile(source) };
}

/** Fences of CommonMark that say `mermaid`; a block shown inside a longer fence is an example and stays text. */
function fences(text: string): { body: string; line: number }[] {
  const found = [];
  let open: { indent: number; mark: string; mermaid: boolean; line: number; body: string[] } | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const fence = raw.match(/^(\s*)(`{3,}|~{3,})\s*([^\s`]*)[^`]*$/);
    if (!open) {
      const [, indent = "", mark = "", language] = fence ?? [];
      if (fence) {
        open = { indent: indent.length, mark, mermaid: language === "mermaid", line: index + 1, body: [] };
      }
    } else if (fence && fence[3] === "" && fence[2]?.startsWith(open.mark)) {
      if (open.mermaid) found.push({ body: open.body.join("\n"), line: open.line });
      open = undefined;
    } else {
      const leading = raw.length - raw.trimStart().length;
      open.body.push(raw.slice(Math.min(leading, open.indent)));
    }
  }
  return found;
}

/** What is wrong with a block, in sentences; empty when nothing is. */
export function faultsOf({ source }: Block, glyphs: (codePoint: number) => boolean): string[] {
  const faults = [];
  if (!/^\s*accTitle\s*:\s*\S/m.test(source)) {
    faults.push("has no accTitle: the name that a screen reader says");
  }
  if (!/^\s*accDescr\s*(:\s*\S|\{)/m.test(source)) {
    faults.push("has no accDescr: what the picture shows, in a sentence");
  }
  const foreign = [...new Set(source)].filter((char) => char !== "\n" && !glyphs(char.codePointAt(0) ?? 0));
  if (foreign.length > 0) faults.push(`uses characters that the font lacks: ${foreign.join(" ")}`);
  if (/<(?!br\s*\/?>)[a-z]/i.test(source)) faults.push("uses HTML other than <br/>");
  return faults;
}

/** The characters of the bundled font, from the list beside it. */
export function readGlyphs(root: string): (codePoint: number) => boolean {
  const text = readFileSync(join(root, "site/diagrams/font/inter.json"), "utf8");
  const ranges = (JSON.parse(text) as { codePoints: string[] }).codePoints.map((range) => {
    const [from = "", to = from] = range.split("-");
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
  });
  return (codePoint) => ranges.some(([from, to]) => codePoint >= from && codePoint <= to);
}

const RENDERER_FILES = /\.mjs$|^package-lock\.json$/;

/** The fingerprint of all that decides how a picture looks; `DIAGRAM_RENDERER` must be equal to it. */
export function rendererFingerprint(root: string): string {
  const folder = join(root, ".ci/tools/diagrams");
  const names = readdirSync(folder).filter((name) => RENDERER_FILES.test(name)).sort();
  const texts = names.map((name) =>
    `${name}\n${readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n")}`
  );
  const font = readFileSync(join(root, "site/diagrams/font/inter.woff2")).toString("base64");
  return fingerprint([...texts, font].join("\n"));
}

export function committedPictures(root: string): string[] {
  return readdirSync(join(root, "site/diagrams")).filter((name) => name.endsWith(".svg")).sort();
}
