/** `npm run diagrams`: draws the mermaid blocks of chapters and pages as static SVG. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { DIAGRAM_RENDERER } from "#src/view/diagram-file.ts";
import {
  type Block,
  committedPictures,
  faultsOf,
  findBlocks,
  readGlyphs,
  rendererFingerprint,
} from "./diagrams/blocks.ts";
import { readArguments } from "./grade/arguments.ts";
import { hostNode, installTool, ROOT } from "./tool-folder.ts";

const HELP = `npm run diagrams [-- --check | --all]

Draws every mermaid block of notebooks/ and site/docs/ into site/diagrams/, one SVG for light and dark.
The pictures are committed, so a reader needs neither mermaid nor a browser.

  (nothing)   draws what has no picture yet and removes what no page uses
  --all       draws all again
  --check     draws all again and compares: exit 1 if a byte differs, a picture is missing or left over
`;

const FOLDER = join(ROOT, "site/diagrams");

function main(): number {
  const { values, names } = readArguments(HELP.trimEnd(), {
    check: { type: "boolean" },
    all: { type: "boolean" },
  });
  if (names.length > 0) return fail(`Unknown argument ${names[0]}. See npm run diagrams -- --help`);
  const key = rendererFingerprint(ROOT);
  if (key !== DIAGRAM_RENDERER) {
    return fail(
      `The renderer has changed: set DIAGRAM_RENDERER in src/view/diagram-file.ts to "${key}", then run this again.`,
    );
  }
  const blocks = findBlocks(ROOT);
  const glyphs = readGlyphs(ROOT);
  const faults = blocks.flatMap((block) => faultsOf(block, glyphs).map((fault) => `${block.where} ${fault}`));
  if (faults.length > 0) return fail(faults.join("\n"));
  return values.check ? check(blocks) : write(blocks, values.all === true);
}

function write(blocks: Block[], all: boolean): number {
  const present = new Set(committedPictures(ROOT));
  const wanted = new Map(blocks.map((block) => [block.file, block]));
  const missing = [...wanted.values()].filter((block) => all || !present.has(block.file));
  const drawn = draw(missing);
  for (const [file, svg] of drawn.pictures) writeFileSync(join(FOLDER, file), svg);
  const leftOver = [...present].filter((file) => !wanted.has(file));
  for (const file of leftOver) rmSync(join(FOLDER, file));
  console.log(`${wanted.size} diagrams: ${drawn.pictures.size} drawn, ${leftOver.length} removed`);
  return drawn.errors.length === 0 ? 0 : fail(drawn.errors.join("\n"));
}

function check(blocks: Block[]): number {
  const wanted = new Map(blocks.map((block) => [block.file, block]));
  const present = committedPictures(ROOT);
  const { pictures, errors } = draw([...wanted.values()]);
  for (const [file, svg] of pictures) {
    const where = wanted.get(file)?.where;
    if (!present.includes(file)) errors.push(`${where}: no picture is committed (run npm run diagrams)`);
    else if (readFileSync(join(FOLDER, file), "utf8") !== svg) {
      errors.push(`${where}: drawn again, ${file} is different`);
    }
  }
  for (const file of present) if (!wanted.has(file)) errors.push(`site/diagrams/${file} belongs to no page`);
  if (errors.length > 0) return fail(errors.join("\n"));
  return print(`${pictures.size} diagrams drawn again: all equal to the committed ones\n`);
}

interface Drawing {
  readonly pictures: Map<string, string>;
  readonly errors: string[];
}

function draw(blocks: Block[]): Drawing {
  const pictures = new Map<string, string>();
  const errors: string[] = [];
  if (blocks.length === 0) return { pictures, errors };
  const folder = installTool("diagrams");
  const diagrams = blocks.map(({ file, source }) => ({ name: file.replace(".svg", ""), source }));
  const { status, stdout, stderr } = spawnSync(hostNode(), [join(folder, "render.mjs")], {
    input: JSON.stringify({ diagrams }),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) errors.push(`The renderer stopped with status ${status}:\n${stderr}`);
  for (const line of stdout.split("\n").filter((text) => text !== "")) {
    const { name, svg, error } = JSON.parse(line) as { name: string; svg?: string; error?: string };
    const where = blocks.find((block) => block.file === `${name}.svg`)?.where;
    if (svg === undefined) errors.push(`${where}: mermaid refuses it: ${error}`);
    else pictures.set(`${name}.svg`, svg);
  }
  return { pictures, errors };
}

function print(text: string): number {
  console.log(text.trimEnd());
  return 0;
}

function fail(text: string): number {
  console.error(text);
  return 1;
}

Deno.exit(main());
