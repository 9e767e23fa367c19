import { connect } from "node:net";
import { expect, test } from "vitest";
import { freeConnection } from "./channel.ts";
import { decode, encode, request } from "./messages.ts";
import { connectPeer, type Frames, listenPeers } from "./zmtp.ts";

const sizes = (frames: Frames): number[] => frames.map(({ length }) => length);

test("carries messages of any size both ways, also those sent before anybody listens", async () => {
  const { shell_port: port } = await freeConnection();
  const heard: Frames[] = [];
  const answered = new Promise<Frames>((resolve) => {
    const dealer = connectPeer(port, "DEALER", (frames) => {
      dealer.close();
      resolve(frames);
    });
    dealer.send(["", "x".repeat(255), "y".repeat(256), "z".repeat(200_000)]);
    dealer.send(["\u00e4"]);
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { server } = await listenPeers(port, "ROUTER", (frames, from) => {
    heard.push(frames);
    if (heard.length === 2) from.send(["last", new Uint8Array(70_000).fill(7)]);
  });
  try {
    expect(sizes(await answered)).toEqual([4, 70_000]);
    expect(heard.map(sizes)).toEqual([[0, 255, 256, 200_000], [2]]);
    expect(heard[0]?.[3]?.at(-1)).toBe("z".charCodeAt(0));
  } finally {
    server.close();
  }
});

test("takes a message that comes byte by byte", async () => {
  const { shell_port: port } = await freeConnection();
  let take: (frames: Frames) => void = () => {};
  const heard = new Promise<Frames>((resolve) => take = resolve);
  const { server } = await listenPeers(port, "ROUTER", (frames) => take(frames));
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  const greeting = new Uint8Array(64);
  greeting.set([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3]);
  const ready = [4, 6, 5, ...new TextEncoder().encode("READY")];
  try {
    for (const byte of [...greeting, ...ready, 1, 2, 65, 66, 0, 1, 67]) {
      socket.write(Uint8Array.of(byte));
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    expect((await heard).map((frame) => new TextDecoder().decode(frame))).toEqual(["AB", "C"]);
  } finally {
    socket.destroy();
    server.close();
  }
});

test("a message is read only with the key that signed it", () => {
  const message = request("session", "execute_request", { code: "\u00e41" });
  const frames = encode(message, "key").map((part) => new TextEncoder().encode(part));
  expect(decode(frames, "key")).toEqual(message);
  expect(decode(frames, "other key")).toBeUndefined();
  expect(decode(frames.slice(1), "key")).toBeUndefined();
});
