/** Children that play chunks, as many as there are cores; one that takes too long is ended, and its chunk says so. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { type Chunk, chunkKey } from "./plan.ts";
import type { ChunkResult } from "./tally.ts";

const WORKER = join(import.meta.dirname ?? ".", "worker.ts");

export interface PoolOptions {
  readonly jobs: number;
  /** Milliseconds for one chunk. */
  readonly limitMs: (chunk: Chunk) => number;
  readonly onResult: (result: ChunkResult, chunk: Chunk) => void;
  /** Stops handing out chunks when it aborts. */
  readonly signal: AbortSignal;
}

export async function playAll(chunks: readonly Chunk[], options: PoolOptions): Promise<void> {
  const queue = [...chunks];
  const lanes = Array.from({ length: Math.min(options.jobs, queue.length) }, () => lane(queue, options));
  await Promise.all(lanes);
}

async function lane(queue: Chunk[], { limitMs, onResult, signal }: PoolOptions): Promise<void> {
  let child: Child | undefined;
  try {
    while (!signal.aborted) {
      const chunk = queue.shift();
      if (chunk === undefined) break;
      child ??= start();
      const result = await child.play(chunk, limitMs(chunk), signal);
      if (result === undefined) {
        child.stop();
        child = undefined;
        if (signal.aborted) break;
        onResult({
          ...nothing(chunk),
          stopped: `no answer within ${limitMs(chunk) / 1000} s, or the process ended`,
        }, chunk);
      } else onResult(result, chunk);
    }
  } finally {
    child?.stop();
  }
}

const nothing = (chunk: Chunk): ChunkResult => ({
  key: chunkKey(chunk),
  seeds: 0,
  schedules: 0,
  failing: 0,
  broken: {},
  hits: {},
  examples: [],
});

interface Child {
  play(chunk: Chunk, limitMs: number, signal: AbortSignal): Promise<ChunkResult | undefined>;
  stop(): void;
}

function start(): Child {
  const child: ChildProcess = spawn(Deno.execPath(), ["run", "-A", "--no-check", WORKER], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  let answer: (result: ChunkResult | undefined) => void = () => {};
  createInterface({ input: child.stdout! }).on("line", (line) => {
    if (line.startsWith("@@")) answer(JSON.parse(line.slice(2)) as ChunkResult);
  });
  child.on("close", () => answer(undefined));
  child.stdin!.on("error", () => answer(undefined));
  return {
    play: (chunk, limitMs, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => answer(undefined), limitMs);
        const abort = () => answer(undefined);
        signal.addEventListener("abort", abort, { once: true });
        answer = (result) => {
          clearTimeout(timer);
          signal.removeEventListener("abort", abort);
          resolve(result);
        };
        child.stdin!.write(`${JSON.stringify(chunk)}\n`);
      }),
    stop: () => void child.kill("SIGKILL"),
  };
}
