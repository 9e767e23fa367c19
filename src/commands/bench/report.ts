/** What a benchmark found: the record for the site, and the table for the terminal. */
import { cpus, loadavg, totalmem } from "node:os";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BenchCase, RuntimeId } from "./cases.ts";
import type { Round, Runtime } from "./runtimes.ts";

export interface BenchRecord {
  readonly name: string;
  readonly title: string;
  readonly operation: string;
  readonly date: string;
  readonly commit: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGiB: number;
    readonly load: number;
  };
  readonly packages: Readonly<Record<string, string>>;
  readonly method: string;
  readonly runtimes: readonly {
    readonly id: RuntimeId;
    readonly version: string;
    readonly rows: readonly Row[];
  }[];
  readonly verdicts: readonly Verdict[];
}

export interface Row {
  readonly name: string;
  readonly note?: string;
  /** Median of the rounds' medians. */
  readonly ns: number;
  /** The rounds' medians, smallest first. */
  readonly rounds: readonly number[];
  /** This library's time divided by this row's. */
  readonly ratio?: number;
  readonly perSecond?: number;
}

export interface Verdict {
  readonly runtime: string;
  readonly says: string;
  readonly measured: number;
  readonly atMost: number;
  readonly met: boolean;
}

const OURS = "this library";

export function rowsOf(bench: BenchCase, rounds: readonly Round[]): Row[] {
  const about = rounds[0]?.about ?? [];
  const first = rounds[0]?.medians ?? {};
  const ns = new Map(
    Object.keys(first).map((name) => [name, median(rounds.map((round) => round.medians[name] ?? NaN))]),
  );
  const ours = ns.get(OURS);
  const order = about.length > 0 ? about.map(({ name }) => name) : Object.keys(first);
  return order.map((name) => {
    const value = ns.get(name) ?? NaN;
    const note = about.find((peer) => peer.name === name)?.note;
    return {
      name,
      ...(note !== undefined && { note }),
      ns: digits(value),
      rounds: rounds.map((round) => digits(round.medians[name] ?? NaN)).sort((a, b) => a - b),
      ...(ours !== undefined && name !== OURS && { ratio: digits(ours / value) }),
      ...(bench.perSecond && { perSecond: Math.round(1e9 / value / 1_000) * 1_000 }),
    };
  });
}

export function verdictsOf(bench: BenchCase, runtime: Runtime, rows: readonly Row[]): Verdict[] {
  const ns = (name: string) => rows.find((row) => row.name === name)?.ns ?? NaN;
  const ratios = bench.targets.map(({ row, against, atMost }) => {
    const measured = digits(ns(row) / ns(against));
    return {
      runtime: runtime.version,
      says: `${row} / ${against}`,
      measured,
      atMost,
      met: measured <= atMost,
    };
  });
  const limits = (bench.limits ?? []).filter(({ on }) => on.includes(runtime.id)).map(({ row, atMostNs }) => {
    const measured = ns(row);
    return {
      runtime: runtime.version,
      says: `${row}, ns`,
      measured,
      atMost: atMostNs,
      met: measured <= atMostNs,
    };
  });
  return [...ratios, ...limits];
}

export function machine(): BenchRecord["machine"] {
  const [first] = cpus();
  return {
    cpu: first?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    load: digits(loadavg()[0] ?? 0),
  };
}

export function versions(folder: string, packages: readonly string[]): Record<string, string> {
  return Object.fromEntries([...packages, "mitata"].map((name) => {
    const text = readFileSync(join(folder, "node_modules", name, "package.json"), "utf8");
    return [name, (JSON.parse(text) as { version: string }).version];
  }));
}

export function tableOf(record: BenchRecord): string {
  const head = ["", ...record.runtimes.map(({ version }) => version)];
  const names = record.runtimes[0]?.rows.map(({ name }) => name) ?? [];
  const body = names.map((name) => {
    const cells = record.runtimes.map(({ rows }) => {
      const row = rows.find((each) => each.name === name);
      if (!row) return "–";
      const extra = row.perSecond !== undefined
        ? ` (${(row.perSecond / 1e6).toFixed(2)} M/s)`
        : row.ratio !== undefined
        ? ` (× ${row.ratio})`
        : "";
      return `${row.ns} ns${extra}`;
    });
    return [name, ...cells];
  });
  const widths = head.map((_, i) => Math.max(...[head, ...body].map((line) => line[i]?.length ?? 0)));
  const lines = [head, ...body].map((line) =>
    line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ").trimEnd()
  );
  const verdicts = record.verdicts.map(({ runtime, says, measured, atMost, met }) =>
    `  ${met ? "met   " : "missed"} ${says}: ${measured}, at most ${atMost} (${runtime})`
  );
  return [`${record.title}: ${record.operation}`, ...lines, ...verdicts, ""].join("\n");
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle] ?? NaN
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** Three digits: more would be noise. */
export function digits(value: number): number {
  return Number(value.toPrecision(3));
}
