/**
 * Runs a bundled answer in a Deno child process without any permission, and watches it.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Line, Task } from "#src/grade/lines.ts";
import { mistake, type Outcome, STALL_MS, Transcript } from "#src/grade/transcript.ts";
import type { Mistaken } from "#src/grade/verdict.ts";
import type { Bundle } from "./bundle.ts";
import { watchOver } from "./children.ts";
import { denoPath } from "./deno-path.ts";
import { processorMs, residentBytes } from "./memory.ts";
import { childEnvironment, scratchFolder } from "./scratch.ts";

/** Limits of the child. */
export interface Limits {
  /** How long nothing may come from the child, in milliseconds. */
  stallMs: number;
  /** The heap, in MB. */
  heapMb: number;
  /** Everything that the process holds in memory, in MB. */
  residentMb: number;
}

const LIMITS: Limits = { stallMs: STALL_MS, heapMb: 384, residentMb: 900 };
// Each is denied by name: a Deno that spawns a Deno without any word on permissions puts `-A` among its arguments.
const NO_PERMISSIONS = ["read", "write", "net", "env", "run", "ffi", "sys", "import"].map((name) =>
  `--deny-${name}`
);
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;
const MEMORY_CHECK_MS = 40;

/** Runs the bundle and judges what comes back; a child that says nothing has not passed. */
export async function runInSandbox(
  bundle: Bundle,
  task: Task,
  limits: Limits = LIMITS,
): Promise<Outcome> {
  const folder = scratchFolder("run");
  try {
    for (const [name, content] of bundle.files) writeFileSync(join(folder, name), content);
    return await new Watch(folder, limits).run(task);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

class Watch {
  #folder: string;
  #limits: Limits;
  #nonce = randomBytes(24).toString("hex");
  #buffer = "";
  #bytes = 0;
  #errors = "";
  #transcript = new Transcript();
  #ended: Mistaken | undefined;
  #lastLineMs = 0;

  constructor(folder: string, limits: Limits) {
    this.#folder = folder;
    this.#limits = limits;
  }

  run(task: Task): Promise<Outcome> {
    const { heapMb } = this.#limits;
    const flags = `--max-old-space-size=${heapMb},--disallow-code-generation-from-strings,--stack-size=900`;
    const child = spawn(denoPath(), [
      ...[
        "run",
        ...NO_PERMISSIONS,
        "--quiet",
        "--no-prompt",
        "--no-config",
        "--no-lock",
        "--no-npm",
        "--no-remote",
        "--no-code-cache",
      ],
      ...[`--v8-flags=${flags}`, join(this.#folder, "runner.js")],
    ], {
      cwd: this.#folder,
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
      env: childEnvironment(),
    });
    watchOver(child, this.#folder);
    return new Promise<Outcome>((resolve) => {
      const stop = this.#watch(child);
      child.stdout!.setEncoding("utf8").on("data", (text: string) => this.#take(text, child));
      child.stderr!.setEncoding("utf8").on("data", (text: string) => {
        if (this.#errors.length < 8_000) this.#errors += text;
      });
      child.stdin!.on("error", () => {});
      child.stdin!.end(`${JSON.stringify({ nonce: this.#nonce, ...task })}\n`);
      child.on("error", (error) => {
        this.#ended ??= mistake("internal", `The child process could not be started: ${error.message}`);
        stop();
        resolve(this.#outcome(null));
      });
      child.on("close", (_code, signal) => {
        stop();
        resolve(this.#outcome(signal));
      });
    });
  }

  #watch(child: ChildProcess): () => void {
    this.#lastLineMs = performance.now();
    let seenLineMs = this.#lastLineMs;
    let processorThenMs = 0;
    const end = (why: Mistaken) => {
      this.#ended ??= why;
      child.kill("SIGKILL");
    };
    const look = () => {
      if (child.pid === undefined) return;
      const processorNowMs = processorMs(child.pid);
      if (seenLineMs !== this.#lastLineMs) {
        [seenLineMs, processorThenMs] = [this.#lastLineMs, processorNowMs ?? 0];
      }
      const bytes = residentBytes(child.pid);
      if (this.#isStalled(processorNowMs === undefined ? undefined : processorNowMs - processorThenMs)) {
        end(this.#stalled(bytes));
      }
      if (bytes > this.#limits.residentMb * 1024 * 1024) end(this.#tooBig());
    };
    const timer = setInterval(look, MEMORY_CHECK_MS);
    return () => clearInterval(timer);
  }

  /** Nothing came for too long. On a busy machine a child that was given no processor time is waited for longer. */
  #isStalled(processorUsedMs: number | undefined): boolean {
    const limitMs = this.#transcript.limitMs(this.#limits.stallMs);
    const silentMs = performance.now() - this.#lastLineMs;
    if (silentMs <= limitMs) return false;
    return processorUsedMs === undefined || processorUsedMs > limitMs / 2 || silentMs > 4 * limitMs;
  }

  #take(text: string, child: ChildProcess): void {
    this.#bytes += text.length;
    if (this.#bytes > MAX_OUTPUT_BYTES) {
      this.#ended ??= mistake("ended", "Your code writes to the standard output without end.");
      child.kill("SIGKILL");
      return;
    }
    this.#buffer += text;
    for (let at = this.#buffer.indexOf("\n"); at >= 0; at = this.#buffer.indexOf("\n")) {
      const line = this.#buffer.slice(0, at);
      this.#buffer = this.#buffer.slice(at + 1);
      if (line.startsWith(`${this.#nonce} `)) {
        this.#takeLine(JSON.parse(line.slice(this.#nonce.length + 1)) as Line);
      }
    }
  }

  #takeLine(line: Line): void {
    // What the answer prints is no sign of progress: a loop may print for ever.
    if (line.type !== "console") this.#lastLineMs = performance.now();
    if (line.type === "schedule") this.#bytes = 0; // the limit is for each schedule, however many are asked for
    this.#transcript.take(line);
  }

  #outcome(signal: string | null): Outcome {
    return this.#transcript.outcome(this.#ended ?? this.#silentEnd(signal));
  }

  /** The process is gone, we did not end it, and there is no verdict. */
  #silentEnd(signal: string | null): Mistaken {
    if (/out of memory|heap limit|Array buffer allocation failed/i.test(this.#errors)) return this.#tooBig();
    if (/overflowed its stack/.test(this.#errors)) {
      return mistake("load", "Your file is nested too deeply for the engine to read.", {
        advice: "Look for a very long chain of brackets.",
      });
    }
    if (!this.#transcript.loading) {
      return mistake(
        "internal",
        `The child process did not begin: ${this.#errors.trim().slice(0, 300) || signal}`,
      );
    }
    if (this.#transcript.schedule === undefined && signal === null) return this.#transcript.neverLoads();
    return this.#transcript.ended();
  }

  #stalled(bytes: number): Mistaken {
    // A heap that is nearly full keeps the collector busy for long before it gives up.
    if (bytes > 0.75 * this.#limits.heapMb * 1024 * 1024) return this.#tooBig();
    return this.#transcript.stalled(this.#limits.stallMs);
  }

  #tooBig(): Mistaken {
    return this.#transcript.tooBig(`${this.#limits.heapMb} MB`);
  }
}
