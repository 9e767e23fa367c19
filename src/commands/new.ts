/**
 * `npm run new <slug>`: all files of a new pattern, and what is missing until it is complete.
 *
 * @module
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { catalog, parts } from "#src/catalog/catalog.ts";
import { categories } from "#src/catalog/categories.ts";
import { missing } from "#src/catalog/missing.ts";
import { exerciseKinds } from "#src/catalog/paths.ts";
import { filesFor } from "./new/files.ts";
import { namesFor } from "./new/names.ts";
import { outagePicture, PICTURE } from "./new/picture.ts";
import { chapterTable, withTable } from "./new/readme.ts";
import { projectFolder, projectTree } from "./new/tree.ts";

const HELP = `npm run new <category>/<name> [-- --tier core] [--kinds build,repair,review] [--missing]

Writes the first form of every file of a pattern, and never over a file that is there. Then it says what is missing.

  --tier <tier>    core, standard or brief (core)
  --kinds <list>   the exercises, in order (build,repair,review): ${exerciseKinds.join(", ")}
  --missing        write nothing; only say what the pattern lacks
  --readme         write the README's table of chapters and its picture, and nothing else
  --help           this text

Categories: ${categories.map(({ id }) => id).join(", ")}`;

process.exit(await main());

async function main(): Promise<number> {
  const parsed = readArguments();
  if (typeof parsed === "string") return refuse(parsed);
  const { values, positionals } = parsed;
  if (values.help) return say(HELP);
  if (values.readme) return await writeReadme();
  const [slug, ...more] = positionals;
  if (slug === undefined || more.length > 0) return refuse(`One slug is needed.\n\n${HELP}`);
  const kinds = values.kinds.split(",");
  const wrong = faultOf(slug) ?? faultOfOptions(values.tier, kinds);
  if (wrong !== undefined) return refuse(wrong);
  if (!values.missing) scaffold(slug, values.tier, kinds);
  return report(slug);
}

function readArguments() {
  try {
    return parseArgs({
      args: process.argv.slice(2),
      allowPositionals: true,
      options: {
        tier: { type: "string", default: "core" },
        kinds: { type: "string", default: "build,repair,review" },
        missing: { type: "boolean", default: false },
        readme: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    return `${(error as Error).message.split(". ")[0]}.\n\n${HELP}`;
  }
}

/** What is wrong with a slug, or `undefined`. */
function faultOf(slug: string): string | undefined {
  const ids: readonly string[] = categories.map(({ id }) => id);
  const [category, name, ...more] = slug.split("/");
  if (category === undefined || name === undefined || more.length > 0) {
    return `Cannot begin "${slug}": a slug is <category>/<name>, for example resilience/load-shedding.`;
  }
  if (!ids.includes(category)) {
    return `Cannot begin "${slug}": there is no category "${category}". The categories are ${
      ids.join(", ")
    }.`;
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    return `Cannot begin "${slug}": the name must be lower-case words with hyphens, for example load-shedding.`;
  }
  return undefined;
}

function faultOfOptions(tier: string, kinds: readonly string[]): string | undefined {
  if (!["core", "standard", "brief"].includes(tier)) {
    return `Cannot take the tier "${tier}": it must be core, standard or brief.`;
  }
  const unknown = kinds.find((kind) => !exerciseKinds.some((each) => each === kind));
  return unknown === undefined
    ? undefined
    : `Cannot take the kind "${unknown}": the kinds are ${exerciseKinds.join(", ")}.`;
}

function scaffold(slug: string, tier: string, kinds: readonly string[]): void {
  const names = namesFor(slug);
  const files = filesFor(names, tier, kinds.map((kind, index) => `${index + 1}-${kind}`));
  let written = 0;
  for (const [file, text] of files) {
    if (existsSync(projectFolder + file)) continue;
    mkdirSync(path.dirname(projectFolder + file), { recursive: true });
    writeFileSync(projectFolder + file, text);
    written++;
  }
  console.log(`${written} files written, ${files.size - written} were there.\n`);
}

function report(slug: string): number {
  const list = missing(slug, catalog.find((entry) => entry.slug === slug), projectTree());
  if (list.length === 0) return say(`${slug} is complete. Now: npm run check`);
  console.log(`Missing for ${slug}:\n${list.map((each) => `  - ${each}`).join("\n")}\n`);
  return say(`${list.length} things are missing. The list again: npm run new ${slug} -- --missing`);
}

async function writeReadme(): Promise<number> {
  const file = `${projectFolder}README.md`;
  writeFileSync(file, withTable(readFileSync(file, "utf8"), chapterTable(parts)));
  writeFileSync(projectFolder + PICTURE, await outagePicture());
  return say("README.md has its table and its picture.");
}

function say(text: string): number {
  console.log(text);
  return 0;
}

function refuse(text: string): number {
  console.error(text);
  return 2;
}
