/**
 * Load on a system: callers that wait for their answers (closed), and arrivals that do not care (open).
 *
 * The difference decides what overload looks like: closed callers slow down with the system, open ones do not
 * (Schroeder, Wierman and Harchol-Balter, "Open Versus Closed: A Cautionary Tale", NSDI 2006).
 *
 * @module
 */
import { exponential } from "#src/pure/number.ts";
import { Histogram } from "#src/pure/histogram.ts";
import type { Host } from "#src/sim/host.ts";
import { countPer } from "#src/sim/server.ts";

/** One call and what came of it. */
export interface LoadCall {
  /** When it was meant to start, on the host's clock counted from the load's start, in milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  /** The error's name, or `undefined` for an answer. */
  readonly error: string | undefined;
}

/** What callers saw. */
export class LoadReport {
  readonly calls: LoadCall[] = [];
  /** Calls that were begun and have no end yet. */
  open = 0;

  /** Calls that were answered. */
  get ok(): number {
    return this.calls.filter((call) => call.error === undefined).length;
  }
  /** Calls that failed, by the error's name, in order of first appearance. */
  get errors(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { error } of this.calls) if (error !== undefined) counts[error] = (counts[error] ?? 0) + 1;
    return counts;
  }
  /** Latencies from the intended start, of answers only. */
  get latency(): Histogram {
    const histogram = new Histogram();
    for (const call of this.calls) if (call.error === undefined) histogram.record(call.endMs - call.startMs);
    return histogram;
  }
  /** Useful answers in each stretch of `everyMs`: without error and within `withinMs`. */
  goodputPer(everyMs: number, withinMs = Infinity): [atMs: number, count: number][] {
    const good = this.calls.filter((call) =>
      call.error === undefined && call.endMs - call.startMs <= withinMs
    );
    return countPer(good.map((call) => call.endMs), everyMs, this.endMs);
  }
  /** Failures in each stretch of `everyMs`. */
  errorsPer(everyMs: number): [atMs: number, count: number][] {
    return countPer(
      this.calls.filter((call) => call.error !== undefined).map((call) => call.endMs),
      everyMs,
      this.endMs,
    );
  }
  /** When the last call ended. */
  get endMs(): number {
    return this.calls.reduce((last, call) => Math.max(last, call.endMs), 0);
  }
}

/** A call of the load; gets its number, from 0. */
export type LoadTask = (call: number) => Promise<unknown>;

/** Callers that wait for the answer, think, and call again. */
export interface ClosedLoad {
  /** How many callers. */
  count: number;
  /** Pause between an answer and the next call, in milliseconds. */
  everyMs: number;
  /** How long they go on, in milliseconds; a call that is under way is waited for. */
  forMs: number;
  /** First calls are spread over `everyMs` by chance, not all at once. @default {true} */
  spread?: boolean;
}

/** Runs a closed load on a host and answers what the callers saw. */
export async function callers(host: Host, load: ClosedLoad, task: LoadTask): Promise<LoadReport> {
  const report = new LoadReport();
  const beganMs = host.clock.nowMs();
  const sinceMs = () => host.clock.nowMs() - beganMs;
  let calls = 0;
  await Promise.all(Array.from({ length: load.count }, async () => {
    if (load.spread ?? true) await host.clock.sleep(host.random.next() * load.everyMs);
    while (sinceMs() < load.forMs) {
      await measure(report, sinceMs(), sinceMs, () => task(calls++));
      await host.clock.sleep(load.everyMs);
    }
  }));
  return report;
}

/** Arrivals that do not wait for each other. */
export interface OpenLoad {
  ratePerSecond: number;
  /** How long they come, in milliseconds; all calls are waited for. */
  forMs: number;
  /** Gaps between arrivals: exponentially distributed, or all the same. @default {"poisson"} */
  spacing?: "poisson" | "even";
}

/** Runs an open load on a host and answers what the callers saw. Latency counts from the intended start. */
export async function arrivals(host: Host, load: OpenLoad, task: LoadTask): Promise<LoadReport> {
  const report = new LoadReport();
  const meanGapMs = 1_000 / load.ratePerSecond;
  const beganMs = host.clock.nowMs();
  const sinceMs = () => host.clock.nowMs() - beganMs;
  const running: Promise<void>[] = [];
  let dueMs = 0;
  for (let call = 0;; call++) {
    dueMs += load.spacing === "even" ? meanGapMs : gapMs(host.random.next(), meanGapMs);
    if (dueMs >= load.forMs) break;
    await host.clock.sleep(Math.max(0, dueMs - sinceMs()));
    running.push(measure(report, dueMs, sinceMs, () => task(call)));
  }
  await Promise.all(running);
  return report;
}

// A draw of 0 is the calm one: the mean gap. No gap at all would be an endless crowd at one moment.
const gapMs = (u: number, meanMs: number): number => u === 0 ? meanMs : exponential(u, meanMs);

async function measure(
  report: LoadReport,
  startMs: number,
  sinceMs: () => number,
  task: () => Promise<unknown>,
): Promise<void> {
  report.open++;
  let error: string | undefined;
  try {
    await task();
  } catch (thrown) {
    error = thrown instanceof Error ? thrown.name : "unknown";
  }
  report.open--;
  report.calls.push({ startMs, endMs: sinceMs(), error });
}
