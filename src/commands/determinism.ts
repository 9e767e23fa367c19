/**
 * Plays every scenario on Node, Deno and Chromium and compares the traces, byte for byte.
 *
 * Usage: deno run -A src/commands/determinism.ts [scenario…] [--seeds 200] [--in-turn] [--only node,deno,chromium]
 */
import { build } from "esbuild";
import { slugOfPath } from "#src/catalog/paths.ts";
import { chaptersInFull } from "#src/commands/check/in-turn.ts";
import { type Digest, scenarioFiles } from "#src/commands/determinism/digest.ts";
import { inChromium, inDeno, inNode } from "#src/commands/determinism/runtimes.ts";

const HELP = `Plays every scenario on Node, Deno and Chromium and compares the traces, byte for byte.

  deno run -A src/commands/determinism.ts [scenario…] [options]

  --seeds N         seeds of each scenario, spread over its variants (default 200)
  --in-turn         so many for the chapters whose turn it is at this commit; one for the others
  --only a,b        runtimes: node, deno, chromium (default all that are installed)
  --help            this text`;

function argument(name: string): string | undefined {
  const at = Deno.args.indexOf(name);
  return at < 0 ? undefined : Deno.args[at + 1];
}

async function main(): Promise<number> {
  if (Deno.args.includes("--help")) {
    console.log(HELP);
    return 0;
  }
  const seeds = Number(argument("--seeds") ?? 200);
  if (!(Number.isInteger(seeds) && seeds > 0)) {
    console.error(
      `Cannot compare as '--seeds' must be a whole number above 0: current value is ${argument("--seeds")}`,
    );
    return 2;
  }
  const only = argument("--only")?.split(",") ?? ["node", "deno", "chromium"];
  const wanted = Deno.args.filter((each, at) =>
    !each.startsWith("--") && !["--seeds", "--only"].includes(Deno.args[at - 1] ?? "")
  );
  const files = (await scenarioFiles()).filter((file) =>
    wanted.length === 0 || wanted.some((name) => file.includes(name))
  );
  if (files.length === 0) {
    console.error(`No scenario is named like ${wanted.join(", ")}`);
    return 2;
  }
  const full = chaptersInFull();
  const isFull = (file: string) => !Deno.args.includes("--in-turn") || full.includes(slugOfPath(file) ?? "");
  const bundle = await bundled(files.map((file) => [file, isFull(file) ? seeds : 1]));
  const runtimes = { node: inNode, deno: inDeno, chromium: inChromium };
  const digests = new Map<string, Digest[]>();
  for (const [name, run] of Object.entries(runtimes)) {
    if (!only.includes(name)) continue;
    const began = performance.now();
    const digest = await run(bundle);
    if (digest === undefined) console.log(`${name.padEnd(9)} skipped: not installed`);
    else {
      digests.set(name, digest);
      console.log(
        `${name.padEnd(9)} ${digest.length} runs in ${((performance.now() - began) / 1000).toFixed(1)} s`,
      );
    }
  }
  return compare(digests);
}

async function bundled(files: readonly (readonly [file: string, seeds: number])[]): Promise<string> {
  const imports = files.map(([file], at) => `import * as m${at} from ${JSON.stringify("./" + file)};`).join(
    "\n",
  );
  const entry = `${imports}
import { digest } from "./src/commands/determinism/digest-runs.ts";
globalThis.digests = digest([${files.map(([_, seeds], at) => `[m${at}, ${seeds}]`).join(", ")}]);`;
  const result = await build({
    stdin: { contents: entry, resolveDir: Deno.cwd(), loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    logLevel: "error",
  });
  return result.outputFiles[0]!.text;
}

function compare(digests: Map<string, Digest[]>): number {
  const [first, ...others] = digests;
  if (first === undefined || others.length === 0) {
    console.log("Nothing to compare: one runtime only");
    return first === undefined ? 1 : 0;
  }
  const [reference, runs] = first;
  let differences = 0;
  for (const [name, compared] of others) {
    const byRun = new Map(compared.map((digest) => [digest.run, digest.hash]));
    const wrong = runs.filter((digest) => byRun.get(digest.run) !== digest.hash);
    if (compared.length !== runs.length) {
      console.log(`${name} played ${compared.length} runs, ${reference} ${runs.length}`);
    }
    for (const { run } of wrong.slice(0, 5)) console.log(`  ${run}: ${name} differs from ${reference}`);
    differences += wrong.length + Math.abs(compared.length - runs.length);
  }
  const scenarios = new Set(runs.map((digest) => digest.run.split("@")[0])).size - 1; // one is no scenario: the pictures
  console.log(
    `${scenarios} scenarios, ${runs.length} runs on ${
      [...digests.keys()].join(", ")
    }: ${differences} differences`,
  );
  return differences === 0 ? 0 : 1;
}

Deno.exit(await main());
