/**
 * Builds what the cells of the pages need to run: the modules of the library that chapters import, and the worker.
 *
 * The same sources as `npm test` uses. They share chunks: a scenario and the pattern that a cell imports beside it are the
 * same objects.
 *
 * @module
 */
import fs from "node:fs";
import path from "node:path";
import type { Plugin } from "@docusaurus/types";
import { build } from "esbuild";
import { joined } from "../src/live/outputs.ts";
import { course, ROOT } from "./course.ts";
import { forPages, shareModules } from "./page-modules.ts";

/** A folder of static files whose `live/` the plugin writes. */
export const LIVE_STATIC = path.join(ROOT, "site", ".docusaurus", "course");
const FOLDER = path.join(LIVE_STATIC, "live");

/** The modules of the library that the cells of a notebook import. */
export function importsOf(notebook: string): string[] {
  const { cells } = JSON.parse(notebook) as { cells: { cell_type: string; source: unknown }[] };
  return cells.filter(({ cell_type }) => cell_type === "code")
    .flatMap(({ source }) => [...joined(source).matchAll(/^(?:import|\} from)\b[^;]*?"(#[^"]+)";/gms)])
    .filter(([statement]) => !/^import type/.test(statement))
    .map(([, specifier]) => specifier!);
}

/** All modules that some cell imports, with the file of each. */
function modules(): Map<string, string> {
  const found = new Map<string, string>();
  for (const { slug } of course().flatMap(({ chapters }) => chapters)) {
    for (
      const specifier of importsOf(fs.readFileSync(path.join(ROOT, "notebooks", `${slug}.ipynb`), "utf8"))
    ) {
      found.set(specifier, specifier.replace(/^#patterns\//, "src/patterns/").replace(/^#src\//, "src/"));
    }
  }
  return found;
}

async function buildLive(): Promise<void> {
  const wanted = modules();
  fs.rmSync(FOLDER, { recursive: true, force: true });
  const [files] = await Promise.all([
    shareModules([...wanted.values()], FOLDER),
    build({ ...forPages, entryPoints: ["site/src/live/worker.ts"], outdir: FOLDER }),
  ]);
  const index = Object.fromEntries([...wanted].map(([specifier, file]) => [specifier, files.get(file)]));
  fs.writeFileSync(path.join(FOLDER, "files.json"), JSON.stringify(index));
}

/** The plugin. */
export function livePlugin(): Plugin {
  return {
    name: "course-live",
    getPathsToWatch:
      () => [`${ROOT}/src/**/*.ts`, `${ROOT}/notebooks/**/*.ipynb`, `${ROOT}/site/src/live/worker.ts`],
    loadContent: buildLive,
  };
}
