/** `npm run bench`: measures the library beside its peers. Never part of a test run. */
import { mkdirSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type BenchCase, CASES } from "./bench/cases.ts";
import { type BenchRecord, machine, rowsOf, tableOf, verdictsOf, versions } from "./bench/report.ts";
import { bundle, findRuntimes, type Round, type Runtime } from "./bench/runtimes.ts";
import { readArguments, stop, wholeNumber } from "./grade/arguments.ts";
import { hostNode, installTool, ROOT } from "./tool-folder.ts";

const HELP = `npm run bench [name …] [-- --rounds N --ms N --print]

Measures the library beside its peers, in one run: one process for each case and round, rounds rotating
over the peers, the median of the rounds' medians. Peers are installed in .ci/tools/bench when first needed.
Prints a table and writes site/data/bench/<name>.json, which the site shows with machine and date.

  name …      ${CASES.map(({ name }) => name).join(", ")}; all without a name.
              pages, alone: how long a reader waits in a browser, and what is loaded for it; printed only
  --rounds N  rounds, or loads of a page (5)
  --ms N      milliseconds for each peer in a round (200)
  --print     print only, write nothing
`;

interface Options {
  /** In place of cases. */
  readonly pages: boolean;
  readonly cases: readonly BenchCase[];
  readonly rounds: number;
  readonly ms: number;
  readonly print: boolean;
}

function parse(): Options {
  const { values, names } = readArguments(HELP.trimEnd(), {
    rounds: { type: "string" },
    ms: { type: "string" },
    print: { type: "boolean" },
  });
  const rounds = wholeNumber("rounds", values.rounds, 100) ?? 5;
  const ms = wholeNumber("ms", values.ms, 60_000) ?? 200;
  const known = CASES.map(({ name }) => name);
  const pages = names.length === 1 && names[0] === "pages";
  const unknown = pages ? undefined : names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    return stop(`There is no benchmark '${unknown.slice(0, 80)}'. There are: ${known.join(", ")}`);
  }
  const cases = names.length > 0 ? CASES.filter(({ name }) => names.includes(name)) : CASES;
  return { pages, cases, rounds, ms, print: values.print === true };
}

async function measure(
  bench: BenchCase,
  folder: string,
  runtimes: Runtime[],
  options: Options,
): Promise<BenchRecord> {
  await bundle(folder, bench);
  const where = machine();
  const measured = [];
  const verdicts = [];
  for (const runtime of runtimes.filter(({ id }) => bench.runtimes.includes(id))) {
    const rounds: Round[] = [];
    for (let turn = 0; turn < options.rounds; turn++) {
      status(`${bench.name}, ${runtime.version}, round ${turn + 1} of ${options.rounds}`);
      rounds.push(await runtime.round(bench.name, turn, options.ms));
    }
    const rows = rowsOf(bench, rounds);
    measured.push({ id: runtime.id, version: runtime.version, rows });
    verdicts.push(...verdictsOf(bench, runtime, rows));
  }
  status("");
  const { name, title, operation } = bench;
  const commit = spawnSync("git", ["rev-parse", "--short=12", "HEAD"], { cwd: ROOT, encoding: "utf8" }).stdout
    .trim();
  const method =
    `${options.rounds} rounds, each in a process of its own, rotating over the peers; ${options.ms} ms for each peer; median of medians`;
  return {
    name,
    title,
    operation,
    date: new Date().toISOString().slice(0, 10),
    commit,
    machine: where,
    packages: versions(folder, bench.packages),
    method,
    runtimes: measured,
    verdicts,
  };
}

/** One line that is written over; nothing where the output is no terminal. */
function status(text: string): void {
  if (Deno.stderr.isTerminal()) Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[2K${text}`));
}

/** In the browser of the site's tests, on the built site. */
function measurePages(rounds: number): void {
  installTool("browser");
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  const { status } = spawnSync(hostNode(), [vitest, "run", "--config", "site/test/vitest.config.mts"], {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...Deno.env.toObject(), MEASURE: String(rounds) },
  });
  Deno.exit(status ?? 1);
}

async function main(): Promise<void> {
  const options = parse();
  if (options.pages) return measurePages(options.rounds);
  const folder = installTool("bench");
  const { found, missing } = await findRuntimes(folder);
  for (const reason of missing) console.log(`Not measured on ${reason}`);
  for (const bench of options.cases) {
    const record = await measure(bench, folder, found, options);
    console.log(tableOf(record));
    if (options.print) continue;
    mkdirSync(join(ROOT, "site/data/bench"), { recursive: true });
    writeFileSync(join(ROOT, `site/data/bench/${bench.name}.json`), `${JSON.stringify(record, null, 2)}\n`);
  }
}

await main();
