import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DIAGRAM_RENDERER } from "#src/view/diagram-file.ts";
import {
  blocksOfNotebook,
  blocksOfPage,
  committedPictures,
  faultsOf,
  findBlocks,
  readGlyphs,
  rendererFingerprint,
} from "./blocks.ts";

const root = join(import.meta.dirname!, "../../..");
const glyphs = readGlyphs(root);
const blocks = findBlocks(root);

describe("the diagrams of chapters and pages", () => {
  test("each has its picture: run npm run diagrams", () => {
    const present = new Set(committedPictures(root));
    expect(blocks.filter((block) => !present.has(block.file)).map((block) => block.where)).toEqual([]);
  });

  test("no picture is left over: run npm run diagrams", () => {
    const wanted = new Set(blocks.map((block) => block.file));
    expect(committedPictures(root).filter((file) => !wanted.has(file))).toEqual([]);
  });

  test("each has a title and a description, and only characters that the font has", () => {
    expect(blocks.flatMap((block) => faultsOf(block, glyphs).map((fault) => `${block.where} ${fault}`)))
      .toEqual([]);
  });

  test("each picture names and describes itself, and serves light and dark", () => {
    for (const file of committedPictures(root)) {
      const svg = readFileSync(join(root, "site/diagrams", file), "utf8");
      expect(svg, file).toMatch(/^<svg id="d-[0-9a-f]{8}"[^>]* role="img"/);
      expect(svg, file).toMatch(/aria-labelledby="(d-[\w-]+)"[^>]*>(?=[\s\S]*<title id="\1">)/);
      expect(svg, file).toMatch(/aria-describedby="(d-[\w-]+)"[^>]*>(?=[\s\S]*<desc id="\1">)/);
      expect(svg, file).toContain("light-dark(");
      expect(svg, file).not.toMatch(/<(script|foreignObject|image)|\son\w+=|NaN|undefined/);
    }
  });

  test("the key of the renderer is up to date in src/view/diagram-file.ts", () => {
    expect(rendererFingerprint(root)).toBe(DIAGRAM_RENDERER);
  });
});

describe("finding blocks", () => {
  const diagram = "flowchart LR\n  A --> B";

  test("in a page, with the line, however it is indented", () => {
    const page = `# Title\n\n\`\`\`mermaid\n${diagram}\n\`\`\`\n\n- item\n\n  ~~~mermaid\n  ${
      diagram.replace("\n", "\n  ")
    }\n  ~~~\n`;
    const found = blocksOfPage("a.md", page);
    expect(found.map((block) => block.where)).toEqual(["a.md, line 3", "a.md, line 10"]);
    expect(new Set(found.map((block) => block.file)).size).toBe(1);
  });

  test("not where one is shown as an example inside a longer fence", () => {
    expect(blocksOfPage("a.md", `\`\`\`\`md\n\`\`\`mermaid\n${diagram}\n\`\`\`\n\`\`\`\`\n`)).toEqual([]);
  });

  test("in the markdown cells of a notebook, whatever the line ends", () => {
    const source = `\`\`\`mermaid\r\n${diagram.replace("\n", "\r\n")}\r\n\`\`\``;
    const json = JSON.stringify({
      cells: [{ cell_type: "code", source }, { cell_type: "markdown", source: [source] }],
    });
    const found = blocksOfNotebook("a.ipynb", json);
    expect(found.map((block) => block.where)).toEqual(["a.ipynb, cell 2"]);
    expect(found[0]?.file).toBe(blocksOfPage("a.md", `\`\`\`mermaid\n${diagram}\n\`\`\``)[0]?.file);
  });

  test("says what a block lacks", () => {
    const [bare] = blocksOfPage("a.md", `\`\`\`mermaid\nflowchart LR\n  A[🚀] --> B[<b>x</b>]\n\`\`\``);
    expect(bare && faultsOf(bare, glyphs)).toEqual([
      expect.stringContaining("accTitle"),
      expect.stringContaining("accDescr"),
      expect.stringContaining("🚀"),
      expect.stringContaining("HTML"),
    ]);
  });
});
