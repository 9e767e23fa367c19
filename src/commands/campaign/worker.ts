/** A child of a campaign: reads chunks from stdin, one JSON line each, and answers each with one line on stdout. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Run, RunOptions } from "#src/check/scenario.ts";
import type { Harness, Schedule } from "#src/grade/harness.ts";
import { type Mutants, mutate } from "#src/grade/mutants.ts";
import { schedulesOf, shortName } from "#src/grade/runner.ts";
import type { FaultKind } from "#src/sim/fault.ts";
import { filesOf } from "../grade/layout.ts";
import { ROOT } from "../tool-folder.ts";
import { type Chunk, chunkKey, isScenario, type Part } from "./plan.ts";
import type { ChunkResult } from "./tally.ts";

const EXAMPLES = 3;

async function load<T>(path: string): Promise<T> {
  return await import(pathToFileURL(path).href) as T;
}

class Count {
  schedules = 0;
  failing = 0;
  broken: Record<string, number> = {};
  hits: Partial<Record<FaultKind, number>> = {};
  examples: { property: string; seen: string; token: string }[] = [];

  add(run: Run): void {
    this.schedules++;
    for (const kind of Object.keys(run.hits) as FaultKind[]) this.hits[kind] = (this.hits[kind] ?? 0) + 1;
    if (run.broken.length === 0) return;
    this.failing++;
    for (const { property, seen } of run.broken) {
      this.broken[property] = (this.broken[property] ?? 0) + 1;
      if (this.broken[property] === 1 && this.examples.length < EXAMPLES) {
        this.examples.push({ property, seen, token: run.token });
      }
    }
  }
}

type ScenarioPart = Part & { kind: "scenario" };
type AnswerPart = Part & { kind: "answer" };

async function playScenario({ part, from, count }: Chunk & { part: ScenarioPart }): Promise<Count> {
  const module = await load<Record<string, unknown>>(join(ROOT, part.file));
  const scenario = Object.values(module).filter(isScenario).find(({ id }) => id === part.id);
  if (!scenario) throw new Error(`${part.file} holds no scenario ${part.id}`);
  const result = new Count();
  const menu = scenario.menu ?? [];
  for (let seed = from; seed < from + count; seed++) {
    const options: RunOptions = {
      ...(menu.length > 0 && { menu }),
      ...(seed % 2 === 1 && { strategy: "priorities" as const }),
    };
    result.add(await scenario.run(seed, part.variant, options));
  }
  return result;
}

async function answerModule({ exercise, role, name }: AnswerPart): Promise<unknown> {
  const files = filesOf(exercise);
  if (role === "solution") return await load(files.solution);
  if (role === "variant") return await load(join(files.variants, name));
  const { mutants } = await load<{ mutants: Mutants }>(files.mutants);
  const mutant = mutants.mutants.find(({ id }) => id === name);
  if (!mutant) throw new Error(`${exercise} has no mutant ${name}`);
  const file = join(ROOT, `.cache/campaign/mutants/${exercise}/${name}-${Deno.pid}.ts`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, mutate(readFileSync(files.solution, "utf8"), mutant));
  return await load(file);
}

async function playAnswer({ part, from, count, scripts }: Chunk & { part: AnswerPart }): Promise<Count> {
  const { harness } = await load<{ harness: Harness<unknown> }>(filesOf(part.exercise).harness);
  const answer = await answerModule(part);
  const result = new Count();
  for (const check of harness.checks) {
    const schedules: Schedule[] = scripts
      ? schedulesOf(check, 0).filter(({ script }) => script !== undefined)
      : [];
    if (check.seeds > 0) schedules.push(...Array.from({ length: count }, (_, i) => ({ seed: from + i })));
    for (const schedule of schedules) {
      result.add(await check.play(answer, schedule, { as: shortName(part.exercise) }));
    }
  }
  return result;
}

async function play(chunk: Chunk): Promise<ChunkResult> {
  const key = chunkKey(chunk);
  try {
    const { part } = chunk;
    const count = part.kind === "scenario"
      ? await playScenario({ ...chunk, part })
      : await playAnswer({ ...chunk, part });
    return { key, seeds: chunk.count, ...count };
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { key, seeds: 0, ...new Count(), stopped: text.slice(0, 300) };
  }
}

// A wrong answer may leave a rejection that nobody handles; what it breaks is what counts.
addEventListener("unhandledrejection", (event) => event.preventDefault());

// The console belongs to the protocol; what an answer prints is not part of it.
const write = console.log.bind(console);
console.log = console.info = console.debug = () => {};

for await (const line of createInterface({ input: process.stdin })) {
  write(`@@${JSON.stringify(await play(JSON.parse(line) as Chunk))}`);
}
