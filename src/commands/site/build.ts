/**
 * Builds the site with the host's Node, and only when its inputs have changed.
 *
 * @module
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { hostNode } from "../tool-folder.ts";
import { inputsHash } from "./inputs.ts";

/** How to build. */
export interface BuildOptions {
  /** The repository's root. */
  root: string;
  /** Build although nothing has changed. @default {false} */
  force?: boolean;
  /** The address under which the site will stand, such as `https://example.org`. */
  url?: string;
  /** The path under which it will stand there. @default {"/"} */
  baseUrl?: string;
  /** Show what Docusaurus prints. @default {false} */
  verbose?: boolean;
  /** Called when it turns out that a build is needed, before it begins. */
  onBegin?: () => void;
}

/** What came of it. */
export type BuildResult = { built: boolean; seconds: number } | {
  failed: string;
};

/** The folder of the built site. */
export const builtSite = (root: string): string => path.join(root, "site", "build");

/** Settings for tools that would otherwise look for news on the network or write into the home folder. */
export const quietEnvironment = {
  NO_UPDATE_NOTIFIER: "1",
  BROWSERSLIST_IGNORE_OLD_DATA: "1",
  DISABLE_V8_COMPILE_CACHE: "1",
};

/** The arguments that run Docusaurus on the host's Node, without npx and without a shell. */
export function docusaurus(root: string, ...args: string[]): string[] {
  return [
    path.join(
      root,
      "node_modules",
      "@docusaurus",
      "core",
      "bin",
      "docusaurus.mjs",
    ),
    ...args,
  ];
}

/** Runs Node to its end; gives its exit code and what it printed. */
function runNode(
  args: string[],
  root: string,
  environment: Record<string, string>,
  verbose: boolean,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(hostNode(), args, {
      cwd: root,
      env: { ...process.env, ...quietEnvironment, ...environment },
    });
    let output = "";
    const take = (chunk: Uint8Array) => {
      output += chunk;
      if (verbose) process.stdout.write(chunk);
    };
    const end = (signal: NodeJS.Signals) => child.kill(signal);
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on(
      "error",
      (error) =>
        resolve({
          code: 1,
          output: `Node could not be started: ${error.message}`,
        }),
    );
    process.once("SIGINT", end);
    child.on("close", (code) => {
      process.removeListener("SIGINT", end);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** The message of a failed build without the stack of the tools. */
function messageOf(output: string): string {
  const lines = output.split("\n").filter((line) =>
    !/^\s*(│\s*)?at /.test(line) &&
    !/lines matching cause stack trace/.test(line)
  );
  return lines.slice(0, 40).join("\n").trim();
}

/** Builds the site where that is needed. */
export async function buildSite(
  { root, force = false, url, baseUrl, verbose = false, onBegin }: BuildOptions,
): Promise<BuildResult> {
  const settings = {
    ...(url ? { SITE_URL: url } : {}),
    ...(baseUrl ? { SITE_BASE_URL: baseUrl } : {}),
  };
  const hash = inputsHash(root, settings);
  const stamp = path.join(builtSite(root), ".inputs");
  if (
    !force && fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === hash
  ) {
    return { built: false, seconds: 0 };
  }
  onBegin?.();
  fs.rmSync(stamp, { force: true });
  const began = Date.now();
  const { code, output } = await runNode(
    docusaurus(root, "build", "site"),
    root,
    {
      NODE_ENV: "production",
      ...settings,
    },
    verbose,
  );
  if (code !== 0) return { failed: messageOf(output) };
  fs.writeFileSync(stamp, hash);
  return { built: true, seconds: (Date.now() - began) / 1000 };
}
