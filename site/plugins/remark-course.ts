/**
 * What Markdown means in this site: cells become components, code is coloured when the site is built, Mermaid
 * blocks become the pictures that `npm run diagrams` has drawn, and links to files become links to pages.
 *
 * @module
 */
import fs from "node:fs";
import path from "node:path";
import type { Code, Link, Root, RootContent, Table, TableCell } from "mdast";
import type { VFile } from "vfile";
import { diagramFile } from "../../src/view/diagram-file.ts";
import { ROOT } from "./course.ts";
import { escapeHtml, highlight } from "./highlight.ts";
import { CELL_FENCE, type CellProps } from "./notebook.ts";
import { repositoryUrl } from "./project.ts";

/** An element of a component, as MDX writes it. */
interface ComponentNode {
  type: "mdxJsxFlowElement";
  name: string;
  attributes: { type: "mdxJsxAttribute"; name: string; value: string }[];
  children: RootContent[];
}

function component(
  name: string,
  data: Record<string, string>,
  children: RootContent[] = [],
): RootContent {
  const attributes = Object.entries(data).map(([key, value]) => ({
    type: "mdxJsxAttribute" as const,
    name: key,
    value,
  }));
  const node: ComponentNode = {
    type: "mdxJsxFlowElement",
    name,
    attributes,
    children,
  };
  return node as unknown as RootContent;
}

/** The picture of a Mermaid block, as the file that was drawn for it. */
export function diagramSvg(source: string, where: string): string {
  const file = path.join(ROOT, "site", "diagrams", diagramFile(source));
  if (fs.existsSync(file)) return fs.readFileSync(file, "utf8");
  throw new Error(
    `${where} has a diagram without a picture (${path.basename(file)}): run \`npm run diagrams\``,
  );
}

function codeNode(node: Code, where: string): RootContent {
  if (node.lang === CELL_FENCE) {
    const { gate: _, ...cell } = cellOf(node);
    return component("NotebookCell", { cell: JSON.stringify(cell) });
  }
  if (node.lang === "mermaid") {
    return component("Diagram", { svg: diagramSvg(node.value, where) });
  }
  const html = node.lang ? highlight(node.value, node.lang) : escapeHtml(node.value);
  return component("StaticCode", { html, language: node.lang ?? "" });
}

/**
 * Puts each gate into one component: its cells, from prediction to comparison, and what follows up to the next heading
 * or gate, which tells or shows what the run showed. A question to recall is a gate of one cell.
 */
export function grouped(nodes: RootContent[]): RootContent[] {
  const result: RootContent[] = [];
  let cells: RootContent[] = [];
  let after: RootContent[] | undefined;
  const close = () => {
    if (after === undefined) return;
    const parts = [component("GateCells", {}, cells)];
    if (after.length > 0) parts.push(component("GateAfter", {}, after));
    result.push(component("Gate", { asked: askedBy(cells[0] as Code) }, parts));
    [cells, after] = [[], undefined];
  };
  for (const node of nodes) {
    const role = isCell(node) ? cellOf(node).role : undefined;
    if (role === "predict" || role === "recall" || node.type === "heading") close();
    if (role === "predict" || role === "recall" || cells.length > 0 && after === undefined) cells.push(node);
    else (after ?? result).push(node);
    if (role === "recall" || role === "compare" && cells.length > 0) after = [];
    if (role === "recall") close();
  }
  close();
  return [...result, ...cells];
}

const isCell = (node: RootContent): node is Code => node.type === "code" && node.lang === CELL_FENCE;
const cellOf = ({ value }: Code) => JSON.parse(value) as CellProps;

function askedBy(first: Code): string {
  const { id, gate, role } = cellOf(first);
  return JSON.stringify({ id, gate, kind: role });
}

/** A table with so many columns is no table on a phone: each row is a list there, each line with its column's name. */
const WIDE_COLUMNS = 4;
/** Types are long words, so in the reference three are too many. */
const WIDE_COLUMNS_OF_REFERENCE = 3;

const textOf = (node: unknown): string => {
  const { value = "", children = [] } = node as { value?: string; children?: unknown[] };
  return value + children.map(textOf).join("");
};

function labelled(table: Table, wide: number): void {
  const [head, ...rows] = table.children;
  if (head === undefined || head.children.length < wide) return;
  const names = head.children.map(textOf);
  table.data = { ...table.data, hProperties: { className: ["wide-table"] } };
  for (const row of rows) {
    row.children.forEach((cell: TableCell, column) => {
      cell.data = { ...cell.data, hProperties: { "data-label": names[column] ?? "" } };
    });
  }
}

/** The address of the page, or of the file in the repository, that a relative link means. */
export function linkTarget(url: string, file: string): string | undefined {
  if (/^([a-z]+:|\/|#)/i.test(url)) return undefined;
  const [name = "", hash = ""] = url.split(/(?=#)/);
  const target = path.resolve(path.dirname(file), decodeURIComponent(name));
  const inRepository = path.relative(ROOT, target).replaceAll(path.sep, "/");
  const notebook = /^notebooks\/(.+)\.ipynb$/.exec(inRepository);
  if (notebook) return `/${notebook[1]}${hash}`;
  const exercise = /^exercises\/([a-z-]+\/[a-z-]+\/\d+-[a-z]+)\.ts$/.exec(
    inRepository,
  );
  if (exercise) return `/${exercise[1]}${hash}`;
  if (/\.mdx?$/.test(name) || inRepository.startsWith("..")) return undefined;
  if (!fs.existsSync(target)) {
    throw new Error(`${file} links to ${url}, which does not exist`);
  }
  return repositoryUrl(inRepository);
}

/** The remark plugin. It runs before Docusaurus' own, so that their link checks see the final addresses. */
export function remarkCourse() {
  return async (root: Root, file: VFile): Promise<void> => {
    const { visit } = await import("unist-util-visit");
    visit(root, "link", (node: Link) => {
      node.url = linkTarget(node.url, file.path) ?? node.url;
    });
    const wide = file.path.includes(`${path.sep}.api${path.sep}`) ? WIDE_COLUMNS_OF_REFERENCE : WIDE_COLUMNS;
    visit(root, "table", (table: Table) => labelled(table, wide));
    root.children = grouped(root.children as RootContent[]) as Root["children"];
    visit(root, "code", (node: Code, index, parent) => {
      if (parent && index !== undefined) {
        parent.children[index] = codeNode(node, file.path) as never;
      }
    });
  };
}
