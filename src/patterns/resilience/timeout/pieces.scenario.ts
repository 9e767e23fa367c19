/**
 * An answer that comes in pieces: why to connect, to be answered and to be idle are three limits.
 *
 * @module
 */
import { defineScenario } from "#src/check/scenario.ts";
import { cut, pause } from "#src/sim/fault.ts";
import type { Host, World } from "#src/sim/world.ts";
import { Timeout } from "#patterns/resilience/timeout.ts";

/** How long each step may take, in milliseconds; what is left out has an hour. */
export interface Limits {
  /** Until the host says that it is there. */
  connectMs?: number;
  /** From the request to the first piece of its answer. */
  requestMs?: number;
  /** From one piece to the next. */
  idleMs?: number;
  /** All of it together. */
  wholeMs?: number;
}

const PIECES = 20;
const ALWAYS = 600_000;
const stands = { atMs: 9_000, forMs: ALWAYS };

/** Connects, asks, and takes one piece after the other; answers how many came. An idle limit is one around each piece. */
async function read(web: Host, from: string, limits: Limits): Promise<number> {
  const limit = (timeoutMs = 3_600_000) => new Timeout({ clock: web.clock, timeoutMs });
  const [connect, first, next] = [limit(limits.connectMs), limit(limits.requestMs), limit(limits.idleMs)];
  let pieces = 0;
  const all = limit(limits.wholeMs).execute(async (whole) => {
    await connect.execute(({ signal }) => web.request(from, { type: "connect" }, { signal }), whole);
    while (pieces < PIECES) {
      const piece = { type: `piece ${pieces + 1}` };
      const wait = pieces === 0 ? first : next;
      await wait.execute(({ signal }) => web.request(from, piece, { signal }), whole);
      pieces++;
    }
  });
  await all.catch(() => {}); // how far it came is the answer
  return pieces;
}

/** Searches for four seconds, then sends a piece a second. */
function archive(world: World, name: string): string {
  const chance = world.random(name);
  void world.host(name, (host) =>
    host.listen(async (body) => {
      const { type } = body as { type: string };
      if (type === "connect") return;
      await host.work(type === "piece 1" ? 4_000 : 500 + chance.next() * 1_000);
    }));
  return name;
}

/** What three readers went through. */
export interface Reading {
  /** Pieces that came, of twenty, from an archive that is well. */
  pieces: number;
  /** How long a host held its reader that is not there, in milliseconds. */
  deadMs: number;
  /** How long an archive held its reader after it had come to a stand, in milliseconds. */
  stoodMs: number;
}

/**
 * Three readers each fetch old claims from an archive. One archive is well and takes 4 s to the first of twenty pieces, then a
 * second for each. One is not there: nothing that is sent to it arrives. One comes to a stand at 9 s.
 */
export const pieces = defineScenario({
  id: "resilience/timeout#pieces",
  version: 1,
  priorities: false,
  variants: {
    short: { wholeMs: 5_000 },
    long: { wholeMs: 60_000 },
    same: { connectMs: 3_000, requestMs: 3_000, idleMs: 3_000 },
    with: { connectMs: 1_000, requestMs: 10_000, idleMs: 3_000 },
  } satisfies Record<string, Limits>,
  faults: [cut("web", "dead", { atMs: 0, forMs: ALWAYS }), pause("stuck", stands)],
  async play(world, limits: Limits): Promise<Reading> {
    const archives = ["well", "dead", "stuck"].map((name) => archive(world, name));
    const ends = await world.host("web", (web) =>
      Promise.all(archives.map(async (name) => {
        const count = await read(web, name, limits);
        return { count, endMs: world.nowMs() };
      })));
    if (ends === undefined) throw new Error("web is not among the faults");
    const [well, dead, stuck] = ends;
    return {
      pieces: well!.count,
      deadMs: Math.round(dead!.endMs),
      stoodMs: Math.max(0, Math.round(stuck!.endMs - stands.atMs)),
    };
  },
  properties: {
    "An answer that flows comes to its end": ({ pieces }) =>
      pieces === PIECES || `${pieces} of ${PIECES} pieces came`,
    "A host that is not there does not hold its caller": ({ deadMs }) =>
      deadMs <= 2_000 || `it held one for ${deadMs} ms`,
    "An answer that stands still does not hold its caller": ({ stoodMs }) =>
      stoodMs <= 5_000 || `it held one for ${stoodMs} ms`,
  },
});
