/**
 * A client of the Deno Jupyter kernel, as small as the course needs it: start, run a cell, stop.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Output } from "../notebooks/notebook.ts";
import { type Channel, freeConnection, openChannel } from "./channel.ts";
import type { Message } from "./messages.ts";

/** Options for {@linkcode startKernel}. */
export interface KernelOptions {
  /** Path of the Deno that serves as kernel. */
  deno: string;
  /** The version that it must have. */
  version: string;
  /** Working folder: the notebook's own, as in every front end. */
  cwd: string;
  /** Time to answer the first message, in milliseconds. @default {20_000} */
  startMs?: number;
}

/** What a cell did. */
export interface CellRun {
  /** What it showed, in order; neighbouring pieces of one stream are one output. */
  outputs: Output[];
  /** How it ended. */
  status: "ok" | "error" | "too late" | "died";
  /** Wall time until the kernel was done with it, in milliseconds. */
  tookMs: number;
}

/** A running kernel. */
export interface Kernel extends AsyncDisposable {
  /** Runs one cell; after a status other than ok the kernel takes no more cells. */
  execute(code: string, limitMs: number): Promise<CellRun>;
}

/** The content of a request to run this code. */
function cell(code: string, silent = false): Record<string, unknown> {
  return { code, silent, store_history: !silent, user_expressions: {}, allow_stdin: false };
}

const BEHIND = "course_barrier";
/**
 * A kernel may send a cell's last output after its idle status, even under the next request's name. This cell shows
 * nothing and, after a turn of the kernel's loop, sends a message on the way that outputs go: behind it there are none.
 */
export const BARRIER: { content: Record<string, unknown>; until: string } = {
  content: cell(
    `await new Promise((resolve) => setTimeout(resolve, 1)); await Deno.jupyter.broadcast("${BEHIND}", {});`,
    true,
  ),
  until: BEHIND,
};

/** What a kernel's environment adds, so that the same cell shows the same on every machine. */
export const kernelEnvironment = { NO_COLOR: "1", FORCE_COLOR: "", DENO_NO_UPDATE_CHECK: "1", TZ: "UTC" };

/** Kernels that run; they end with this process. */
const alive = new Set<ChildProcess>();
process.on("exit", () => alive.forEach((child) => child.kill("SIGKILL")));

/**
 * Starts a kernel and waits until it answers.
 *
 * @throws {Error} If it does not answer in time, or has another version than it must have.
 */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  const { deno, version, cwd, startMs = 20_000 } = options;
  const folder = mkdtempSync(join(tmpdir(), "course-kernel-"));
  const file = join(folder, "connection.json");
  const connection = await freeConnection();
  writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });
  const child = spawn(deno, ["jupyter", "-q", "--kernel", "--conn", file], {
    cwd,
    env: { ...process.env, ...kernelEnvironment, LANG: "C.UTF-8" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  alive.add(child);
  let complaint = "";
  child.stderr.on("data", (bytes) => complaint = (complaint + bytes).slice(-2_000));
  const channel = openChannel(connection);
  let over = false;
  const end = () => {
    over = true;
    channel.close();
    child.kill("SIGKILL");
    alive.delete(child);
    rmSync(folder, { recursive: true, force: true });
  };
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  }).then(end);

  const seen = await versionOf(channel, startMs, () => over);
  if (seen !== version) {
    const why = over ? `it ended: ${complaint.trim()}` : `it was silent for ${startMs} ms`;
    end();
    if (seen === undefined) {
      throw new Error(`Cannot run notebooks as the kernel ${deno} gave no answer: ${why}`);
    }
    throw new Error(`Cannot run notebooks as the kernel must be Deno ${version}: ${deno} is ${seen}`);
  }
  return {
    async execute(code, limitMs) {
      const begunMs = performance.now();
      const run = await channel.send("execute_request", cell(code), { limitMs });
      const tookMs = performance.now() - begunMs;
      const status = run.how !== "done" ? run.how : run.reply?.content.status === "ok" ? "ok" : "error";
      const { content, until } = BARRIER;
      const behind = await channel.send("execute_request", content, {
        limitMs: run.how === "done" ? 5_000 : 0,
        until,
      });
      channel.forget(run);
      channel.forget(behind);
      if (status !== "ok") end();
      return { outputs: outputsOf([...run.messages, ...behind.messages]), status, tookMs };
    },
    async [Symbol.asyncDispose]() {
      if (!over) await channel.send("shutdown_request", { restart: false }, { limitMs: 300 });
      end();
      await exited;
    },
  };
}

/** Asks until an answer comes on both sockets: the subscription may come after the first status. */
async function versionOf(
  channel: Channel,
  startMs: number,
  isOver: () => boolean,
): Promise<string | undefined> {
  const startedMs = performance.now();
  while (!isOver() && performance.now() - startedMs < startMs) {
    const info = await channel.send("kernel_info_request", {}, { limitMs: 250 });
    channel.forget(info);
    if (info.how === "done") return String(info.reply?.content.implementation_version);
  }
  return undefined;
}

function outputsOf(messages: readonly Message[]): Output[] {
  const outputs: Output[] = [];
  for (const { header, content } of messages) {
    const last = outputs.at(-1);
    const output = { output_type: header.msg_type, ...content } as Output;
    if (output.output_type === "stream") {
      if (last?.output_type === "stream" && last.name === output.name) last.text += output.text;
      else outputs.push({ output_type: "stream", name: output.name, text: output.text });
    } else if (output.output_type === "error") {
      const { ename, evalue, traceback } = output;
      outputs.push({ output_type: "error", ename, evalue, traceback });
    } else if (output.output_type === "display_data") {
      outputs.push({ output_type: "display_data", data: output.data, metadata: output.metadata });
    } else if (output.output_type === "execute_result") {
      const { data, metadata, execution_count } = output;
      outputs.push({ output_type: "execute_result", data, metadata, execution_count });
    }
  }
  return outputs;
}
