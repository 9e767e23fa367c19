/**
 * ZMTP 3.0 (rfc.zeromq.org/spec/23) over TCP, as much as Jupyter needs: NULL security, whole messages, both sides.
 *
 * Written out because the native library, under Deno, stops hearing after some 500 messages and can bring the process
 * down (zeromq 6.8.0).
 *
 * @module
 */
import { connect, createServer, type Server, type Socket } from "node:net";

/** Kinds of socket in Jupyter. */
export type SocketType = "DEALER" | "ROUTER" | "PUB" | "SUB" | "REQ" | "REP";

/** A message: its frames. */
export type Frames = readonly Uint8Array[];

/** Frames to send; texts are sent as UTF-8. */
export type Outgoing = readonly (string | Uint8Array)[];

/** One connection after its handshake. */
export interface Peer {
  /** Sends a message; one that is sent before the handshake waits for it. */
  send(frames: Outgoing): void;
  close(): void;
}

const MORE = 1;
const LONG = 2;
const COMMAND = 4;
const GREETING_BYTES = 64;
const RETRY_MS = 15;

/** Connects to a port on this machine; goes on trying until it is closed. */
export function connectPeer(
  port: number,
  type: SocketType,
  take: (frames: Frames) => void,
  identity = "",
): Peer {
  let closed = false;
  let socket: Socket;
  let peer: Peer | undefined;
  let waiting: Outgoing[] = [];
  let retry: ReturnType<typeof setTimeout> | undefined;
  const dial = () => {
    socket = connect({ port, host: "127.0.0.1", noDelay: true });
    socket.once("connect", () => {
      peer = speak(socket, type, take, identity);
      if (type === "SUB") peer.send([Uint8Array.of(1)]); // subscribes to everything
      for (const frames of waiting) peer.send(frames);
      waiting = [];
    });
    socket.on("error", () => {
      if (!closed && peer === undefined) retry = setTimeout(dial, RETRY_MS);
    });
  };
  dial();
  return {
    send: (frames) => (peer === undefined ? void waiting.push(frames) : peer.send(frames)),
    close() {
      closed = true;
      clearTimeout(retry);
      socket.destroy();
    },
  };
}

/** Listens on a port of this machine. `take` gets each message with the peer that sent it. */
export function listenPeers(
  port: number,
  type: SocketType,
  take: (frames: Frames, from: Peer) => void,
  host = "127.0.0.1",
): Promise<{ server: Server; peers: ReadonlySet<Peer> }> {
  const peers = new Set<Peer>();
  const server = createServer({ noDelay: true }, (socket) => {
    const peer: Peer = speak(socket, type, (frames) => take(frames, peer));
    peers.add(peer);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => peers.delete(peer));
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve({ server, peers }));
  });
}

/** Greets, shakes hands and then hands over whole messages. */
function speak(socket: Socket, type: SocketType, take: (frames: Frames) => void, identity = ""): Peer {
  socket.write(greeting());
  socket.write(frame(ready(type, identity), COMMAND));
  let rest: Uint8Array = new Uint8Array(0);
  let greeted = false;
  let shaken = false;
  let message: Uint8Array[] = [];
  const waiting: Uint8Array[] = [];
  socket.on("data", (bytes: Uint8Array) => {
    rest = joined([rest, bytes]);
    if (!greeted) {
      if (rest.length < GREETING_BYTES) return;
      greeted = true;
      rest = rest.subarray(GREETING_BYTES);
    }
    for (let next = firstFrame(rest); next !== undefined; next = firstFrame(rest)) {
      rest = rest.subarray(next.end);
      if ((next.flags & COMMAND) !== 0) {
        if (!shaken && next.body[0] === 5) {
          shaken = true;
          for (const frames of waiting.splice(0)) socket.write(frames);
        }
        continue;
      }
      message.push(next.body.slice());
      if ((next.flags & MORE) !== 0) continue;
      const whole = message;
      message = [];
      take(whole);
    }
  });
  return {
    send(frames) {
      const parts = frames.map((part) => typeof part === "string" ? new TextEncoder().encode(part) : part);
      const bytes = joined(parts.map((part, index) => frame(part, index < parts.length - 1 ? MORE : 0)));
      if (shaken) socket.write(bytes);
      else waiting.push(bytes);
    },
    close: () => socket.destroy(),
  };
}

function greeting(): Uint8Array {
  const bytes = new Uint8Array(GREETING_BYTES);
  bytes[0] = 0xff;
  bytes[9] = 0x7f;
  bytes[10] = 3;
  bytes.set(new TextEncoder().encode("NULL"), 12);
  return bytes;
}

function ready(type: SocketType, identity: string): Uint8Array {
  const text = new TextEncoder();
  const property = (name: string, value: string) => {
    const bytes = text.encode(value);
    return joined([Uint8Array.of(name.length), text.encode(name), uint32(bytes.length), bytes]);
  };
  const named = type === "DEALER" || type === "ROUTER" || type === "REQ"
    ? [property("Identity", identity)]
    : [];
  return joined([Uint8Array.of(5), text.encode("READY"), property("Socket-Type", type), ...named]);
}

function frame(body: Uint8Array, flags: number): Uint8Array {
  if (body.length < 256) return joined([Uint8Array.of(flags, body.length), body]);
  return joined([Uint8Array.of(flags | LONG), uint32(0), uint32(body.length), body]);
}

function firstFrame(bytes: Uint8Array): { flags: number; body: Uint8Array; end: number } | undefined {
  const [flags] = bytes;
  if (flags === undefined) return undefined;
  const start = (flags & LONG) !== 0 ? 9 : 2;
  if (bytes.length < start) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = start === 2 ? bytes[1]! : view.getUint32(1) * 2 ** 32 + view.getUint32(5);
  if (bytes.length < start + length) return undefined;
  return { flags, body: bytes.subarray(start, start + length), end: start + length };
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
