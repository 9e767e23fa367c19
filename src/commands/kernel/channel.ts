/**
 * Requests to a kernel and everything that it says about each of them.
 *
 * @module
 */
import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:net";
import { decode, encode, type Message, request } from "./messages.ts";
import { connectPeer, type Frames } from "./zmtp.ts";

/** What a connection file holds. */
export interface Connection {
  ip: string;
  transport: "tcp";
  key: string;
  signature_scheme: "hmac-sha256";
  shell_port: number;
  iopub_port: number;
  control_port: number;
  stdin_port: number;
  hb_port: number;
}

/** A connection on free ports with a fresh key. */
export async function freeConnection(): Promise<Connection> {
  const [shell_port, iopub_port, control_port, stdin_port, hb_port] = await freePorts(5);
  const ports = { shell_port, iopub_port, control_port, stdin_port, hb_port } as Record<string, number>;
  const how = { ip: "127.0.0.1", transport: "tcp", key: randomUUID(), signature_scheme: "hmac-sha256" };
  return { ...how, ...ports } as Connection;
}

/** A request and what came of it so far. */
export interface Exchange {
  id: string;
  how: "done" | "too late" | "died";
  reply: Message | undefined;
  /** What the kernel published under the request's name, without its status. */
  messages: Message[];
}

/** Two sockets to a kernel. */
export interface Channel {
  /**
   * Sends a request and waits for its reply, its idle status and, where given, a message of one more type.
   *
   * What comes later is still collected, until {@linkcode Channel.forget}.
   */
  send(
    type: string,
    content: Record<string, unknown>,
    options: { limitMs: number; until?: string },
  ): Promise<Exchange>;
  /** Stops collecting for a request. */
  forget(exchange: Exchange): void;
  /** Ends all waits with "died". */
  close(): void;
}

interface Pending extends Exchange {
  idle: boolean;
  until: string | undefined;
  settle: (how: Exchange["how"]) => void;
}

/** Opens the sockets; they go on dialling until the kernel listens. */
export function openChannel({ key, shell_port, iopub_port }: Connection): Channel {
  const session = randomUUID();
  const pending = new Map<string, Pending>();
  let closed = false;
  const hear = (note: (entry: Pending, message: Message) => void) => (frames: Frames) => {
    const message = decode(frames, key);
    const entry = pending.get(message?.parent_header.msg_id ?? "");
    if (message === undefined || entry === undefined) return;
    note(entry, message);
    const awaited = entry.until === undefined ||
      entry.messages.some(({ header }) => header.msg_type === entry.until);
    if (entry.reply !== undefined && entry.idle && awaited) entry.settle("done");
  };
  const shell = connectPeer(shell_port, "DEALER", hear((entry, message) => entry.reply = message));
  const published = hear((entry, message) => {
    if (message.header.msg_type !== "status") entry.messages.push(message);
    else entry.idle ||= message.content.execution_state === "idle";
  });
  const iopub = connectPeer(iopub_port, "SUB", published);
  return {
    async send(type, content, { limitMs, until }) {
      const message = request(session, type, content);
      const id = message.header.msg_id;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const entry: Pending = {
        id,
        how: "died",
        reply: undefined,
        messages: [],
        idle: false,
        until,
        settle: () => {},
      };
      if (closed) return entry;
      pending.set(id, entry);
      shell.send(encode(message, key));
      entry.how = await new Promise((resolve) => {
        entry.settle = resolve;
        timer = setTimeout(resolve, limitMs, "too late");
      });
      clearTimeout(timer);
      return entry;
    },
    forget: ({ id }) => void pending.delete(id),
    close() {
      if (closed) return;
      closed = true;
      for (const { settle } of pending.values()) settle("died");
      shell.close();
      iopub.close();
    },
  };
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
