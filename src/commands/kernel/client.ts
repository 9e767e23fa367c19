/**
 * A client of the Deno Jupyter kernel, as small as the course needs it: start, run a cell, stop.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Dealer, Subscriber } from "zeromq";
import type { Output } from "../notebooks/notebook.ts";
import { decode, encode, type Message, request } from "./messages.ts";

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

/** A request in flight: done when its reply and its idle status are both here. */
interface Pending {
  messages: Message[];
  reply?: Message;
  idle: boolean;
  done: (end: "done" | "died") => void;
}

/**
 * Starts a kernel and waits until it answers.
 *
 * @throws {Error} If it does not answer in time, or has another version than it must have.
 */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  const { deno, version, cwd, startMs = 20_000 } = options;
  const folder = mkdtempSync(join(tmpdir(), "course-kernel-"));
  const file = join(folder, "connection.json");
  const [shellPort, iopubPort, ...otherPorts] = await freePorts(5);
  const key = randomUUID();
  const connection = { ip: "127.0.0.1", transport: "tcp", key, signature_scheme: "hmac-sha256" };
  const [control_port, stdin_port, hb_port] = otherPorts;
  const ports = { shell_port: shellPort, iopub_port: iopubPort, control_port, stdin_port, hb_port };
  writeFileSync(file, JSON.stringify({ ...connection, ...ports }), { mode: 0o600 });
  const env = { ...process.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", TZ: "UTC", LANG: "C.UTF-8" };
  const child = spawn(deno, ["jupyter", "--kernel", "--conn", file], {
    cwd,
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (bytes) => complaint = (complaint + bytes).slice(-2_000));

  const shell = new Dealer({ linger: 0 });
  const iopub = new Subscriber({ linger: 0 });
  const session = randomUUID();
  const pending = new Map<string, Pending>();
  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    for (const { done } of pending.values()) done("died");
    child.kill("SIGKILL");
    shell.close();
    iopub.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.once("error", end);
  child.once("exit", end);
  shell.connect(`tcp://127.0.0.1:${shellPort}`);
  iopub.connect(`tcp://127.0.0.1:${iopubPort}`);
  iopub.subscribe();

  const settle = (id: string | undefined, change: (entry: Pending) => void) => {
    const entry = pending.get(id ?? "");
    if (entry === undefined) return;
    change(entry);
    if (entry.reply !== undefined && entry.idle) entry.done("done");
  };
  const listen = async (socket: Dealer | Subscriber, take: (message: Message) => void) => {
    try {
      for await (const frames of socket) take(decode(frames, key));
    } catch {
      end(); // the socket was closed, or the message is none of the kernel's
    }
  };
  void listen(shell, (message) => settle(message.parent_header.msg_id, (entry) => entry.reply = message));
  void listen(iopub, (message) =>
    settle(message.parent_header.msg_id, (entry) => {
      const { execution_state } = message.content;
      if (message.header.msg_type === "status") entry.idle ||= execution_state === "idle";
      else entry.messages.push(message);
    }));

  /** Sends a request; the entry goes on collecting until it is taken out of `pending`. */
  const send = async (type: string, content: Record<string, unknown>, limitMs: number) => {
    const message = request(session, type, content);
    const id = message.header.msg_id;
    const entry: Pending = { messages: [], idle: false, done: () => {} };
    const ended = new Promise<"done" | "died">((resolve) => entry.done = resolve);
    pending.set(id, entry);
    if (over) return { id, entry, how: "died" as const };
    await shell.send(encode(message, key));
    return { id, entry, how: await within(ended, limitMs) };
  };

  const startedMs = performance.now();
  let info: Message | undefined;
  while (info === undefined && !over && performance.now() - startedMs < startMs) {
    // The subscription may come after the first status; so ask until an answer comes on both sockets.
    const { id, entry, how } = await send("kernel_info_request", {}, 250);
    if (how === "done") info = entry.reply;
    pending.delete(id);
  }
  if (info === undefined) {
    const why = over ? `it ended: ${complaint.trim()}` : `it was silent for ${startMs} ms`;
    end();
    throw new Error(`Cannot run notebooks as the kernel ${deno} gave no answer: ${why}`);
  }
  const seen = String(info.content.implementation_version);
  if (seen !== version) {
    end();
    throw new Error(`Cannot run notebooks as the kernel must be Deno ${version}: ${deno} is ${seen}`);
  }

  return {
    async execute(code, limitMs) {
      const begun = performance.now();
      const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
      const { id, entry, how } = await send("execute_request", content, limitMs);
      const tookMs = performance.now() - begun;
      // A cell may send its last output after its idle status: what it sent is here when a later request is done.
      const barrier = how === "done" ? await send("kernel_info_request", {}, 5_000) : undefined;
      pending.delete(id);
      if (barrier !== undefined) pending.delete(barrier.id);
      const outputs = collect(entry.messages);
      const status = how !== "done" ? how : entry.reply?.content.status === "ok" ? "ok" : "error";
      if (status !== "ok") end();
      return { outputs, status, tookMs };
    },
    async [Symbol.asyncDispose]() {
      if (!over) await send("shutdown_request", { restart: false }, 300);
      end();
      await exited;
    },
  };
}

function collect(messages: readonly Message[]): Output[] {
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

async function within<T>(promise: Promise<T>, limitMs: number): Promise<T | "too late"> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"too late">((resolve) => timer = setTimeout(resolve, limitMs, "too late"));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () =>
      new Promise<Server>((resolve, reject) => {
        const server = createServer();
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => resolve(server));
      })),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
