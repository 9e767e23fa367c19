/** What a campaign plays: parts (one subject of one scenario, one answer of one exercise), cut into chunks of seeds. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Scenario } from "#src/check/scenario.ts";
import type { Mutants } from "#src/grade/mutants.ts";
import { listExercises } from "../grade/exercises.ts";
import { filesOf } from "../grade/layout.ts";
import { ROOT } from "../tool-folder.ts";

export type Part =
  | {
    readonly kind: "scenario";
    readonly slug: string;
    readonly id: string;
    readonly file: string;
    readonly variant: string;
  }
  | {
    readonly kind: "answer";
    readonly slug: string;
    readonly exercise: string;
    readonly role: "solution" | "variant" | "mutant";
    readonly name: string;
    readonly says?: string;
    readonly kills?: string;
  };

export interface Chunk {
  readonly part: Part;
  readonly from: number;
  readonly count: number;
  /** Play the harness's directed schedules as well. */
  readonly scripts: boolean;
}

export interface Sizes {
  readonly seeds: number;
  readonly mutantSeeds: number;
  readonly from: number;
}

const CHUNK = 250;
const MUTANT_CHUNK = 50;
const SEEDS_FOR_A_RATE = 1_000;

export const partName = (part: Part): string =>
  part.kind === "scenario" ? `${part.id} ${part.variant}` : `${part.exercise} ${part.role} ${part.name}`;

export const chunkKey = ({ part, from, count }: Chunk): string => `${partName(part)} ${from}+${count}`;

/** How many seeds a part gets, and in what steps. */
function sizeOf(part: Part, { seeds, mutantSeeds }: Sizes): [total: number, step: number] {
  if (part.kind === "answer" && part.role === "mutant") return [mutantSeeds, MUTANT_CHUNK];
  const other = part.kind === "scenario" && part.variant !== "with";
  return [other ? Math.min(seeds, SEEDS_FOR_A_RATE) : seeds, CHUNK];
}

/** The division into chunks depends on the sizes alone, not on the machine, so that an interrupted campaign goes on. */
export function chunksOf(part: Part, sizes: Sizes): Chunk[] {
  const [total, step] = sizeOf(part, sizes);
  const start = part.kind === "scenario" ? sizes.from : 0;
  return Array.from({ length: Math.ceil(total / step) }, (_, i) => ({
    part,
    from: start + i * step,
    count: Math.min(step, total - i * step),
    scripts: part.kind === "answer" && i === 0,
  }));
}

/** Turn by turn over the parts, so that a campaign that is stopped early has played all parts alike. */
export function inTurns(chunksByPart: readonly (readonly Chunk[])[]): Chunk[] {
  const turns = Math.max(0, ...chunksByPart.map((chunks) => chunks.length));
  return Array.from({ length: turns }, (_, turn) => chunksByPart.flatMap((chunks) => chunks[turn] ?? []))
    .flat();
}

/** Every scenario's id, its file and its variants. */
export async function scenarioParts(): Promise<Part[]> {
  const parts: Part[] = [];
  const seen = new Set<string>(); // a scenario may be exported from two modules
  for (const file of walk("src/patterns").filter((path) => path.endsWith(".scenario.ts"))) {
    const module = await import(pathToFileURL(join(ROOT, file)).href) as Record<string, unknown>;
    for (const { id, variants } of Object.values(module).filter(isScenario)) {
      if (seen.has(id)) continue;
      seen.add(id);
      const [slug = ""] = id.split("#");
      for (const variant of Object.keys(variants)) parts.push({ kind: "scenario", slug, id, file, variant });
    }
  }
  return parts;
}

export function isScenario(value: unknown): value is Scenario {
  return typeof value === "object" && value !== null && "variants" in value && "run" in value &&
    "sentences" in value;
}

/** Every exercise's solution, other right answers and mutants. */
export async function answerParts(): Promise<Part[]> {
  const parts: Part[] = [];
  for (const exercise of listExercises()) {
    const files = filesOf(exercise);
    if (!existsSync(files.solution)) continue;
    const slug = exercise.slice(0, exercise.lastIndexOf("/"));
    const answer = { kind: "answer", slug, exercise } as const;
    parts.push({ ...answer, role: "solution", name: "solution" });
    for (const name of namesIn(files.variants)) parts.push({ ...answer, role: "variant", name });
    if (!existsSync(files.mutants)) continue;
    const module = await import(pathToFileURL(files.mutants).href) as { mutants: Mutants };
    for (const { id, says, kills } of module.mutants.mutants) {
      parts.push({ ...answer, role: "mutant", name: id, says, kills });
    }
  }
  return parts;
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".ts")).sort() : [];
}

/** Files below a folder, as paths from the root with forward slashes, in order. */
export function walk(folder: string): string[] {
  const path = join(ROOT, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((
      entry,
    ) => (entry.isDirectory() ? walk(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]));
}

/** Changes when anything changes that a run depends on; results of an earlier state are then not taken up again. */
export function sourceFingerprint(): string {
  const hash = createHash("sha256");
  const folders = [
    "src/pure",
    "src/ports",
    "src/sim",
    "src/check",
    "src/grade",
    "src/patterns",
    "exercises/.harness",
    "solutions",
  ];
  for (
    const file of folders.flatMap(walk).filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
  ) {
    hash.update(`${file}\n`).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest("hex").slice(0, 16);
}
