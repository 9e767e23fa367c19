/**
 * What the site is made from, as one hash: when it has not changed, there is nothing to build.
 *
 * @module
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** Files and folders whose content reaches the site. */
const INPUTS = [
  "src",
  "notebooks",
  "exercises",
  "site",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];

/** Folders that hold results, copies or work, not inputs. */
const LEFT_OUT = new Set([
  "node_modules",
  "build",
  ".docusaurus",
  ".api",
  ".study",
  ".ipynb_checkpoints",
]);

function* filesOf(root: string, relative: string): Generator<string> {
  const absolute = path.join(root, relative);
  const stat = fs.statSync(absolute, { throwIfNoEntry: false });
  if (!stat) return;
  if (stat.isFile()) yield relative;
  if (!stat.isDirectory() || LEFT_OUT.has(path.basename(relative))) return;
  for (const name of fs.readdirSync(absolute).sort()) {
    yield* filesOf(root, `${relative}/${name}`);
  }
}

/**
 * The hash of everything that the site is made from.
 *
 * An exercise's own file is left out: the page shows the stub, and solving is no reason to build.
 */
export function inputsHash(
  root: string,
  settings: Record<string, string> = {},
): string {
  const hash = createHash("sha256").update(JSON.stringify(settings));
  for (const input of INPUTS) {
    for (const file of filesOf(root, input)) {
      if (/\.test\.tsx?$/.test(file) || file.startsWith("src/commands/")) {
        continue;
      }
      if (/^exercises\/[^.].*\.ts$/.test(file)) hash.update(file);
      else hash.update(file).update(fs.readFileSync(path.join(root, file)));
    }
  }
  return hash.digest("hex");
}
