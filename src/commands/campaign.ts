/** `npm run campaign`: the large figures. Many seeds on all cores of one machine; can be interrupted and taken up again. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import {
  answerParts,
  type Chunk,
  chunkKey,
  chunksOf,
  inTurns,
  type Part,
  partName,
  scenarioParts,
  sourceFingerprint,
} from "./campaign/plan.ts";
import { playAll } from "./campaign/pool.ts";
import {
  type CampaignRecord,
  type ChunkResult,
  exerciseRecords,
  scenarioRecords,
  summary,
} from "./campaign/tally.ts";
import { readArguments, stop, wholeNumber } from "./grade/arguments.ts";
import { ROOT } from "./tool-folder.ts";

const HELP =
  `npm run campaign -- <what> [--seeds N] [--mutant-seeds N] [--from N] [--jobs N] [--minutes N] [--fresh]

Plays many seeds and writes what came of it to site/data/campaigns/<slug>.json, with the commit.

  <what>           all, scenarios, answers (of the exercises), a slug (resilience/retry), a scenario (resilience/retry#waves) or an
                   exercise (resilience/retry/1-build)
  --seeds N        seeds for the variant "with" of a scenario and for each right answer (10000);
                   other variants get at most 1000, enough for a rate
  --mutant-seeds N seeds for each mutant (200)
  --from N         first seed for scenarios (1000000: none that the tests play)
  --jobs N         processes at once (the number of cores)
  --minutes N      stop after N minutes and write down what was played until then, all parts alike
  --fresh          do not take up an interrupted campaign

Ctrl-C stops it; the same command goes on where it stopped, as long as the library is the same.
`;

interface Options {
  readonly what: string;
  readonly seeds: number;
  readonly mutantSeeds: number;
  readonly from: number;
  readonly jobs: number;
  readonly minutes: number;
  readonly fresh: boolean;
}

function parse(): Options {
  const { values, names } = readArguments(HELP.trimEnd(), {
    seeds: { type: "string" },
    "mutant-seeds": { type: "string" },
    from: { type: "string" },
    jobs: { type: "string" },
    minutes: { type: "string" },
    fresh: { type: "boolean" },
  });
  const [what, more] = names;
  if (what === undefined) return stop(HELP.trimEnd());
  if (more !== undefined) return stop(`One name at a time: '${more.slice(0, 80)}' is one too many.`);
  return {
    what,
    seeds: wholeNumber("seeds", values.seeds, 100_000_000) ?? 10_000,
    mutantSeeds: wholeNumber("mutant-seeds", values["mutant-seeds"], 1_000_000) ?? 200,
    from: wholeNumber("from", values.from, 0xffffffff - 100_000_000) ?? 1_000_000,
    jobs: wholeNumber("jobs", values.jobs, 1_000) ?? navigator.hardwareConcurrency,
    minutes: wholeNumber("minutes", values.minutes, 100_000) ?? Infinity,
    fresh: values.fresh === true,
  };
}

const matches = (what: string) => (part: Part): boolean =>
  what === "all" || what === `${part.kind}s` || part.slug === what ||
  (part.kind === "scenario" ? part.id : part.exercise) === what;

function journal(options: Options): { file: string; known: Map<string, ChunkResult> } {
  const file = join(ROOT, `.cache/campaign/${sourceFingerprint()}.jsonl`);
  mkdirSync(dirname(file), { recursive: true });
  if (options.fresh) rmSync(file, { force: true });
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const known = new Map<string, ChunkResult>();
  for (const line of lines) {
    try {
      const result = JSON.parse(line) as ChunkResult;
      known.set(result.key, result);
    } catch {
      // The last line of an interrupted campaign may be torn.
    }
  }
  return { file, known };
}

async function campaign(options: Options): Promise<number> {
  const parts = [...await scenarioParts(), ...await answerParts()].filter(matches(options.what));
  if (parts.length === 0) {
    return fail(`There is nothing called ${options.what}: give all, a slug, a scenario or an exercise`);
  }
  const { file, known } = journal(options);
  const chunks = inTurns(parts.map((part) => chunksOf(part, options)));
  const open = chunks.filter((chunk) => !known.has(chunkKey(chunk)));
  if (open.length < chunks.length) {
    console.error(`Taking up again: ${chunks.length - open.length} of ${chunks.length} chunks are done`);
  }
  const stop = new AbortController();
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
    stop.abort();
  };
  const timer = options.minutes < Infinity
    ? setTimeout(() => stop.abort(), options.minutes * 60_000)
    : undefined;
  Deno.addSignalListener("SIGINT", interrupt);
  const progress = new Progress(chunks, open);
  await playAll(open, {
    jobs: options.jobs,
    limitMs: ({ part }) => (part.kind === "answer" && part.role === "mutant" ? 60_000 : 600_000),
    signal: stop.signal,
    onResult: (result, chunk) => {
      known.set(result.key, result);
      appendFileSync(file, `${JSON.stringify(result)}\n`);
      progress.add(chunk);
    },
  });
  progress.end();
  Deno.removeSignalListener("SIGINT", interrupt);
  clearTimeout(timer);
  if (interrupted) return fail("Interrupted. The same command goes on from here.");
  const resultsOf = (part: Part) =>
    chunksOf(part, options).flatMap((chunk) => known.get(chunkKey(chunk)) ?? []);
  for (const slug of new Set(parts.map((part) => part.slug))) {
    const record = recordOf(slug, parts.filter((part) => part.slug === slug), resultsOf, options);
    console.log(summary(record));
    save(`${slug}.json`, merge(record));
  }
  return 0;
}

function recordOf(
  slug: string,
  parts: Part[],
  resultsOf: (part: Part) => ChunkResult[],
  options: Options,
): CampaignRecord {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  const scenarios = scenarioRecords(parts, resultsOf, options.from);
  const exercises = exerciseRecords(parts, resultsOf);
  const played = [...exercises, ...scenarios.filter(({ variant }) => variant === "with")].map(({ seeds }) =>
    seeds
  );
  return {
    slug,
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    library: version,
    seeds: Math.min(options.seeds, ...played), // fewer where the minutes ended first
    mutantSeeds: options.mutantSeeds,
    scenarios,
    exercises,
  };
}

/** Parts that this campaign did not play stay as they were, if they come from the same commit. */
function merge(record: CampaignRecord): CampaignRecord {
  const path = join(ROOT, "site/data/campaigns", `${record.slug}.json`);
  if (!existsSync(path)) return record;
  const old = JSON.parse(readFileSync(path, "utf8")) as CampaignRecord;
  if (old.commit !== record.commit) return record;
  const played = new Set(record.scenarios.map(({ id, variant }) => `${id} ${variant}`));
  const graded = new Set(record.exercises.map(({ exercise }) => exercise));
  return {
    ...record,
    scenarios: [
      ...old.scenarios.filter(({ id, variant }) => !played.has(`${id} ${variant}`)),
      ...record.scenarios,
    ],
    exercises: [...old.exercises.filter(({ exercise }) => !graded.has(exercise)), ...record.exercises],
  };
}

function commit(): string {
  const git = (...args: string[]) =>
    spawnSync("git", args, { cwd: ROOT, encoding: "utf8" }).stdout?.trim() ?? "";
  const changed = git("status", "--porcelain", "--", "src", "exercises", "solutions") !== "";
  return `${git("rev-parse", "--short=12", "HEAD") || "unknown"}${changed ? "+" : ""}`;
}

function save(name: string, value: unknown): void {
  const path = join(ROOT, "site/data/campaigns", name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** A line that says how far it is, at most every second; without a terminal every half minute. */
class Progress {
  #total: number;
  #done: number;
  #played = 0;
  #start = Date.now();
  #last = 0;
  #everyMs = Deno.stderr.isTerminal() ? 1_000 : 30_000;

  constructor(all: readonly Chunk[], open: readonly Chunk[]) {
    const count = (chunks: readonly Chunk[]) => chunks.reduce((total, chunk) => total + chunk.count, 0);
    this.#total = count(all);
    this.#done = this.#total - count(open);
  }

  add({ part, count }: Chunk): void {
    this.#done += count;
    this.#played += count;
    const now = Date.now();
    if (now - this.#last < this.#everyMs) return;
    this.#last = now;
    const rate = this.#played / Math.max(1, now - this.#start) * 1_000;
    const left = Math.ceil((this.#total - this.#done) / Math.max(rate, 1e-9));
    const text = `${this.#done} of ${this.#total} seeds, ${Math.round(rate)}/s, about ${left} s left: ${
      partName(part)
    }`;
    const line = Deno.stderr.isTerminal() ? `\r\x1b[2K${text}` : `${text}\n`;
    Deno.stderr.writeSync(new TextEncoder().encode(line));
  }

  end(): void {
    if (Deno.stderr.isTerminal()) Deno.stderr.writeSync(new TextEncoder().encode("\r\x1b[2K"));
  }
}

function fail(text: string): number {
  console.error(text);
  return 1;
}

Deno.exit(await campaign(parse()));
