/**
 * The kernel as front ends see it: the pinned Deno kernel, with its outputs in order.
 *
 * The Deno kernel says "idle" before a cell's last output has left, goes on with queued cells after an error, and so
 * Jupyter's *Run all* loses or misplaces outputs. This program stands between: it hands over one cell at a time, holds
 * back reply and idle status until nothing more can come, and drops the queue after an error.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { BARRIER, kernelEnvironment } from "./client.ts";
import { type Connection, freeConnection } from "./channel.ts";
import { decode, encode, type Message, request } from "./messages.ts";
import { pinnedDeno } from "./pinned.ts";
import { connectPeer, type Frames, listenPeers, type Outgoing, type Peer } from "./zmtp.ts";

const BARRIER_LIMIT_MS = 3_000;
/**
 * Scenarios take an error of a reader's code for a failed call, so a hole that was reached must be named apart, or the
 * cell shows a result that looks like one.
 */
const NAME_HOLES = `try {
  const { takeTodos } = await import("#src/grade/todo-record.ts");
  const text = takeTodos().map((hole) => "Open hole: " + hole + "\\n").join("");
  const rest = "What this cell shows is not the chapter's result before you have written that line.\\n";
  if (text !== "") await Deno.jupyter.broadcast("stream", { name: "stdout", text: text + rest });
} catch { /* a notebook outside of the course has no holes */ }`;
/** What stands behind each cell. */
const BEHIND_CELL = { ...BARRIER.content, code: `${NAME_HOLES}\n${BARRIER.content.code}` };
const OUTPUTS = ["stream", "execute_result", "display_data", "update_display_data", "clear_output", "error"];

/** A request of a front end. */
interface Asked {
  frames: Frames;
  message: Message;
  from: Peer;
}

/** The cell that the kernel works on. */
interface Running extends Asked {
  reply?: Frames;
  idle?: Frames;
  barrier?: string;
  release: () => void;
}

/** Stands between a front end's connection and a kernel's. */
async function relay(front: Connection, back: Connection): Promise<void> {
  const { key } = front;
  const askers = new Map<string, Peer>();
  const queue: Asked[] = [];
  let running: Running | undefined;
  const idOf = (frames: Frames) => decode(frames, key)?.parent_header.msg_id;

  const answer = (frames: Frames) => {
    const id = idOf(frames) ?? "";
    if (id === running?.message.header.msg_id) {
      running.reply = frames;
      return settle();
    }
    askers.get(id)?.send(frames);
    askers.delete(id);
  };
  const shell = connectPeer(back.shell_port, "DEALER", answer, "front");
  const control = connectPeer(back.control_port, "DEALER", answer, "front");
  const stdin = connectPeer(back.stdin_port, "DEALER", (frames) => tell(stdinFront.peers, frames), "front");

  const ask = (to: Peer) => (frames: Frames, from: Peer) => {
    const message = decode(frames, key);
    if (message === undefined) return;
    if (message.header.msg_type === "execute_request") {
      queue.push({ frames, message, from });
      return next();
    }
    askers.set(message.header.msg_id, from);
    to.send(frames);
  };
  await listenPeers(front.shell_port, "ROUTER", ask(shell), front.ip);
  await listenPeers(front.control_port, "ROUTER", ask(control), front.ip);
  await listenPeers(front.hb_port, "REP", (frames, from) => from.send(frames), front.ip);
  const stdinFront = await listenPeers(front.stdin_port, "ROUTER", (frames) => stdin.send(frames), front.ip);
  const iopub = await listenPeers(front.iopub_port, "PUB", () => {}, front.ip);
  const tell = (peers: ReadonlySet<Peer>, frames: Outgoing) => {
    for (const peer of peers) peer.send(frames);
  };
  const publish = (message: Message) => tell(iopub.peers, [message.header.msg_type, ...encode(message, key)]);

  connectPeer(back.iopub_port, "SUB", (frames) => {
    const message = decode(frames, key);
    if (message === undefined) return;
    const parent = message.parent_header.msg_id;
    const isIdle = message.header.msg_type === "status" && message.content.execution_state === "idle";
    if (running !== undefined && parent === running.barrier) {
      if (message.header.msg_type === BARRIER.until) running.release();
      // An output under the barrier's name is the cell's.
      else if (OUTPUTS.includes(message.header.msg_type)) {
        publish({ ...message, parent_header: running.message.header });
      }
    } else if (running !== undefined && isIdle && parent === running.message.header.msg_id) {
      running.idle = frames;
      settle();
    } else if (message.header.msg_type !== BARRIER.until) tell(iopub.peers, frames);
  });

  /** Gives the next cell to the kernel. */
  function next(): void {
    const asked = running === undefined ? queue.shift() : undefined;
    if (asked === undefined) return;
    running = { ...asked, release: () => {} };
    shell.send(asked.frames);
  }

  /** When reply and idle are both here: waits behind the barrier, then lets them go. */
  function settle(): void {
    if (running?.reply === undefined || running.idle === undefined || running.barrier !== undefined) return;
    const { reply, idle, from, message } = running;
    const barrier = request(message.header.session, "execute_request", BEHIND_CELL);
    running.barrier = barrier.header.msg_id;
    const timer = setTimeout(() => running?.release(), BARRIER_LIMIT_MS);
    running.release = () => {
      clearTimeout(timer);
      from.send(reply);
      tell(iopub.peers, idle);
      running = undefined;
      if (decode(reply, key)?.content.status === "error" && message.content.stop_on_error !== false) abort();
      next();
    };
    shell.send(encode(barrier, key));
  }

  /** Answers the cells that wait: they are not run. */
  function abort(): void {
    for (const { message, from } of queue.splice(0)) {
      const about = (type: string, content: Record<string, unknown>): Message => ({
        ...request(message.header.session, type, content),
        parent_header: message.header,
      });
      publish(about("status", { execution_state: "busy" }));
      from.send(encode(about("execute_reply", { status: "aborted", execution_count: 0 }), key));
      publish(about("status", { execution_state: "idle" }));
    }
  }
}

const front = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as Connection;
const back: Connection = { ...await freeConnection(), key: front.key };
const folder = mkdtempSync(join(tmpdir(), "course-kernel-"));
const file = join(folder, "connection.json");
writeFileSync(file, JSON.stringify(back), { mode: 0o600 });
const kernel = spawn(pinnedDeno(), ["jupyter", "-q", "--kernel", "--conn", file], {
  stdio: "inherit",
  env: { ...process.env, ...kernelEnvironment },
});
const leave = (code: number) => {
  rmSync(folder, { recursive: true, force: true });
  setTimeout(() => process.exit(code), 50); // the last reply is still on its way
};
kernel.on("error", (error) => {
  console.error(error.message);
  leave(1);
});
kernel.on("exit", (code) => leave(code ?? 1));
process.on("SIGINT", () => {}); // the front end interrupts by message
for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => kernel.kill("SIGKILL"));
process.on("exit", () => kernel.kill("SIGKILL"));
// Whoever started this may be killed without a word.
const parent = process.ppid;
setInterval(() => process.ppid === parent || kernel.kill("SIGKILL"), 1_000);
await relay(front, back);
