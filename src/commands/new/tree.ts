/**
 * The project's files as the completeness test sees them.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Tree } from "#src/catalog/missing.ts";
import { diagramFile } from "#src/view/diagram-file.ts";

/** The project's folder, with a slash at its end. */
export const projectFolder: string = fileURLToPath(new URL("../../../", import.meta.url));

const roots = ["src/catalog", "src/patterns", "notebooks", "exercises", "solutions", "site/diagrams"];
const left = new Set([".study", ".jupyter", ".ipynb_checkpoints", "node_modules"]);

/** Reads the list of files; contents are read when asked for. */
export function projectTree(folder: string = projectFolder): Tree {
  const read = new Map<string, string>();
  return {
    paths: roots.flatMap((root) => filesUnder(folder, root)).sort(),
    read(path) {
      const text = read.get(path) ?? readFileSync(folder + path, "utf8");
      read.set(path, text);
      return text;
    },
    pictureOf: (diagram) => `site/diagrams/${diagramFile(diagram)}`,
  };
}

function filesUnder(folder: string, path: string): string[] {
  if (!existsSync(folder + path)) return [];
  return readdirSync(folder + path, { withFileTypes: true }).flatMap((each) => {
    const below = `${path}/${each.name}`;
    if (left.has(each.name) || each.name.endsWith(".bak")) return [];
    return each.isDirectory() ? filesUnder(folder, below) : [below];
  });
}
