/**
 * Where the pinned Deno is.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { projectRoot } from "./layout.ts";

let found: string | undefined;

/** The pinned Deno's program, under Deno and under Node, also where install scripts did not run. */
export function denoPath(): string {
  if (found !== undefined) return found;
  if ("Deno" in globalThis) return (found = process.execPath);
  const name = process.platform === "win32" ? "deno.exe" : "deno";
  const places = [join(projectRoot, "node_modules/deno", name), ...platformPackages(name)];
  found = places.find((path) => existsSync(path));
  if (found === undefined) throw new Error("Cannot find the pinned Deno: run npm ci");
  return found;
}

function platformPackages(name: string): string[] {
  const require = createRequire(join(projectRoot, "package.json"));
  return ["", "-glibc"].flatMap((libc) => {
    try {
      return [
        join(dirname(require.resolve(`@deno/${process.platform}-${process.arch}${libc}/package.json`)), name),
      ];
    } catch {
      return [];
    }
  });
}
