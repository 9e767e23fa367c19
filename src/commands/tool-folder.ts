/** Tools with a lockfile of their own, under `.ci/tools/`: installed when first needed, run on the host's Node. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";

export const ROOT = join(import.meta.dirname ?? ".", "../..");

export function toolFolder(name: string): string {
  return join(ROOT, ".ci/tools", name);
}

/** The Node that npm runs on, or the one on the path. */
export function hostNode(): string {
  return Deno.env.get("npm_node_execpath") ?? "node";
}

/** Runs `npm ci` in the tool's folder unless its lockfile is the one that was installed last. */
export function installTool(name: string): string {
  const folder = toolFolder(name);
  const stamp = join(folder, "node_modules/.installed");
  const lock = readFileSync(join(folder, "package-lock.json"), "utf8");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return folder;
  console.error(`Installing the tools of .ci/tools/${name} (once) …`);
  const npm = Deno.env.get("npm_execpath");
  const [program, args] = npm ? [hostNode(), [npm]] : ["npm", []];
  const flags = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync(program, [...args, ...flags], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error(`npm ci failed in .ci/tools/${name}`);
  writeFileSync(stamp, lock);
  return folder;
}
