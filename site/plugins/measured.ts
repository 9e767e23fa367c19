/**
 * What was measured, from the files that `npm run bench` and `npm run campaign` write.
 *
 * @module
 */
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "./course.ts";

/** One contestant of a benchmark, on one runtime. */
interface BenchRow {
  name: string;
  note?: string;
  ns: number;
  /** This library's time divided by this row's. */
  ratio?: number;
}

/** A benchmark, as `npm run bench` writes it; the rounds stay in the file. */
export interface Bench {
  name: string;
  title: string;
  operation: string;
  date: string;
  commit: string;
  machine: { cpu: string; cores: number; memoryGiB: number };
  packages: Record<string, string>;
  method: string;
  runtimes: { id: string; version: string; rows: BenchRow[] }[];
  verdicts?: {
    runtime: string;
    says: string;
    measured: number;
    atMost: number;
    met: boolean;
  }[];
}

interface Answer {
  name: string;
  says?: string;
  kills?: string;
  killed?: boolean;
  schedules: number;
  failing: number;
}

/** A campaign over one slug, as `npm run campaign` writes it. */
export interface Campaign {
  slug: string;
  date: string;
  commit: string;
  seeds: number;
  scenarios: {
    id: string;
    variant: string;
    schedules: number;
    failing: number;
    /** Bound on the rate at 95 %, where nothing failed on fresh seeds. */
    rateBelow?: number;
    broken: Record<string, number>;
    hits: Record<string, number>;
  }[];
  exercises: {
    exercise: string;
    falseAlarms: number;
    schedules: number;
    right: Answer[];
    mutants: Answer[];
  }[];
}

/** The same seeds on several runtimes, as `npm run campaign determinism` writes it. */
export interface Determinism {
  date?: string;
  commit?: string;
  seeds: number;
  runs: number;
  scenarios: string[];
  runtimes: string[];
  missing: string[];
  differences: unknown[];
}

/** What the page is given. */
export interface Measured {
  benches: Bench[];
  campaigns: Campaign[];
  determinism: Determinism[];
}

function readAll<T>(folder: string, pick: (value: T) => boolean): T[] {
  const absolute = path.join(ROOT, "site", "data", folder);
  if (!fs.existsSync(absolute)) return [];
  return fs.readdirSync(absolute, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json")).sort()
    .map((name) => JSON.parse(fs.readFileSync(path.join(absolute, name), "utf8")) as T)
    .filter(pick);
}

/** All that is there; what was never measured is an empty list. */
export function measured(): Measured {
  const benches = readAll<Bench>(
    "bench",
    ({ runtimes }) => Array.isArray(runtimes),
  );
  for (const bench of benches) {
    bench.runtimes = bench.runtimes.map(({ id, version, rows }) => ({
      id,
      version,
      rows: rows.map(({ name, note, ns, ratio }) => ({
        name,
        ns,
        ...(note ? { note } : {}),
        ...(ratio ? { ratio } : {}),
      })),
    }));
  }
  const campaigns = readAll<Campaign>(
    "campaigns",
    ({ exercises }) => Array.isArray(exercises),
  );
  for (const campaign of campaigns) {
    campaign.scenarios = campaign.scenarios.map((
      { id, variant, schedules, failing, rateBelow, broken, hits },
    ) => ({
      id,
      variant,
      schedules,
      failing,
      broken,
      hits,
      ...(rateBelow === undefined ? {} : { rateBelow }),
    }));
    const answer = (
      { name, says, kills, killed, schedules, failing }: Answer,
    ): Answer => ({
      name,
      schedules,
      failing,
      ...(says === undefined ? {} : { says }),
      ...(kills === undefined ? {} : { kills }),
      ...(killed === undefined ? {} : { killed }),
    });
    campaign.exercises = campaign.exercises.map((
      { exercise, falseAlarms, schedules, right, mutants },
    ) => ({
      exercise,
      falseAlarms,
      schedules,
      right: right.map(answer),
      mutants: mutants.map(answer),
    })).sort((a, b) => (a.exercise < b.exercise ? -1 : 1)); // they were played one by one, in any order
  }
  const determinism = readAll<Determinism>(
    "campaigns",
    ({ runtimes }) => Array.isArray(runtimes),
  );
  return { benches, campaigns, determinism };
}
