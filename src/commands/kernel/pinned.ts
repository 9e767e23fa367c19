/**
 * The Deno that the lockfile pins, wherever the repository lies.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** The repository's root folder, with a slash at the end. */
export const root: string = fileURLToPath(new URL("../../../", import.meta.url));

/** Path of the pinned Deno's binary. */
export function pinnedDeno(): string {
  const { runInstall } = createRequire(import.meta.url)("deno/install_api.cjs") as { runInstall(): string };
  return runInstall();
}

/** The version that package.json pins. */
export function pinnedVersion(): string {
  const { devDependencies } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as {
    devDependencies: Record<string, string>;
  };
  return devDependencies.deno!;
}
