import { describe, expect, test } from "vitest";
import {
  clockDrift,
  clockJump,
  crash,
  cut,
  delay,
  duplicate,
  loss,
  partition,
  pause,
  slow,
} from "#src/sim/fault.ts";
import type { Fault } from "#src/sim/fault.ts";
import type { Host } from "#src/sim/host.ts";
import { playIn, type World } from "#src/sim/world.ts";

/** Two hosts; `a` sends a number each 100 ms for 2 s; answers what `b` got and when. */
async function numbers(fault: Fault | undefined, seed = 1, options: { priorities?: boolean } = {}) {
  const got: [n: number, atMs: number][] = [];
  const run = await playIn({ seed, ...options }, async (world) => {
    if (fault) world.fault(fault);
    void world.host("b", (b) => b.onMessage((body) => void got.push([body as number, world.nowMs()])));
    await world.host("a", async (a) => {
      for (let n = 0; n < 20; n++) {
        a.send("b", n);
        await a.clock.sleep(100);
      }
    });
    await world.sleep(3_000);
  });
  return { got, run, order: got.map(([n]) => n) };
}

describe("the network", () => {
  test("brings everything where nothing is wrong", async () => {
    const { order } = await numbers(undefined);
    expect(order).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  test("loses what is cut, one way only", async () => {
    const { got, run } = await numbers(cut("a", "b", { atMs: 950, forMs: 500 }));
    expect(got.map(([n]) => n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 18, 19]);
    expect(run.hits).toEqual({ cut: 5 });
    expect((await numbers(cut("b", "a", { atMs: 950, forMs: 500 }))).got.length).toBe(20);
  });

  test("separates the sides of a partition, and a bridge hears both", async () => {
    expect((await numbers(partition([["a"], ["b"]], { atMs: 0 }))).got.length).toBe(0);
    expect((await numbers(partition([["a", "b"], ["b"]], { atMs: 0 }))).got.length).toBe(20);
  });

  test("loses about the share that it is told to", async () => {
    let total = 0;
    for (let seed = 0; seed < 20; seed++) {
      total += (await numbers(loss("*", "b", 0.3, { atMs: 0 }), seed)).got.length;
    }
    expect(total / 400).toBeGreaterThan(0.62);
    expect(total / 400).toBeLessThan(0.78);
  });

  test("brings twice what it duplicates", async () => {
    const { got } = await numbers(duplicate("a", "b", 1, { atMs: 0, forMs: 150 }));
    expect(got.filter(([n]) => n < 2).length).toBe(4);
  });

  test("lets messages overtake each other where they are delayed", async () => {
    const { order } = await numbers(delay("a", "b", 1_000, { atMs: 0 }));
    expect([...order].sort((x, y) => x - y)).toEqual(Array.from({ length: 20 }, (_, n) => n));
    expect(order).not.toEqual([...order].sort((x, y) => x - y));
  });

  test("gives the receiver a copy: hosts share no memory", async () => {
    const sent = { list: [1] };
    await playIn({ seed: 1 }, async (world) => {
      void world.host("b", (b) => b.onMessage((body) => void (body as { list: number[] }).list.push(2)));
      await world.host("a", (a) => a.send("b", sent));
      await world.sleep(100);
    });
    expect(sent).toEqual({ list: [1] });
  });

  test("holds whole links back where links have priorities", async () => {
    const lag = async (seed: number) => {
      const { got } = await numbers(undefined, seed, { priorities: true });
      return got.map(([n, atMs]) => Math.round((atMs - n * 100) / 50));
    };
    expect(new Set([...await lag(1), ...await lag(2), ...await lag(3)]).size).toBeGreaterThan(2);
  });
});

describe("a crash", () => {
  /** Notes what a host's code did before and after. */
  async function crashed(fault: Fault) {
    const log: string[] = [];
    const run = await playIn({ seed: 1 }, async (world) => {
      world.fault(fault);
      const main = async (host: Host) => {
        log.push(`boot ${host.life} with ${await host.disk.read("file")}`);
        try {
          await host.disk.write("file", `life ${host.life}`);
          await host.disk.fsync("file");
          await host.clock.sleep(1_000);
          log.push(`woke ${host.life}`);
          return host.life;
        } finally {
          log.push(`finally ${host.life}`);
        }
      };
      const result = await world.host("host", main);
      return result;
    });
    return { log, run };
  }

  test("stops a task for good: it does not resume, and no finaliser runs; a restart boots from disk", async () => {
    const { log, run } = await crashed(crash("host", { atMs: 500, forMs: 100 }));
    expect(log).toEqual(["boot 1 with undefined", "boot 2 with life 1", "woke 2", "finally 2"]);
    expect(run.result).toBe(2);
    expect(
      run.trace.events.map((event) => event.kind).filter((kind) => kind === "crash" || kind === "restart"),
    ).toEqual([
      "crash",
      "restart",
    ]);
  });

  test("without a restart, what waits for the host gets undefined", async () => {
    const { log, run } = await crashed(crash("host", { atMs: 500 }));
    expect(log).toEqual(["boot 1 with undefined"]);
    expect(run.ending).toBe("done");
    expect(run.result).toBeUndefined();
  });

  test("keeps, loses or tears what was not flushed, and never what was", async () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      await playIn({ seed }, async (world: World) => {
        world.fault(crash("host", { atMs: 100, forMs: 100 }));
        await world.host("host", async (host) => {
          if (host.life === 2) return void seen.add((await host.disk.read("log")) ?? "nothing");
          await host.disk.append("log", "durable;");
          await host.disk.fsync("log");
          await host.disk.append("log", "volatile;");
          await host.clock.sleep(1_000);
        });
      });
    }
    expect(seen).toContain("durable;");
    expect(seen).toContain("durable;volatile;");
    expect([...seen].every((content) => content.startsWith("durable;"))).toBe(true);
    expect(seen.size).toBeGreaterThan(3); // torn in the middle, too
  });
});

describe("a host", () => {
  const at = async (fault: Fault, read: (host: Host, world: World) => number, ms = 1_000) => {
    const run = await playIn({ seed: 4 }, async (world) => {
      world.fault(fault);
      return await world.host("host", async (host) => {
        const before = read(host, world);
        await host.clock.sleep(ms);
        return read(host, world) - before;
      });
    });
    return run.result!;
  };

  test("that stands still wakes when the pause ends", async () => {
    expect(await at(pause("host", { atMs: 500, forMs: 2_000 }), (_, world) => world.nowMs())).toBe(2_500);
  });
  test("whose clock runs slow sleeps longer in truth", async () => {
    expect(await at(clockDrift("host", 0.5, { atMs: 500 }), (_, world) => world.nowMs())).toBe(1_500);
  });
  test("whose clock drifts still sleeps as long as its own clock says", async () => {
    expect(await at(clockDrift("host", 0.5, { atMs: 500 }), (host) => host.clock.nowMs())).toBe(1_000);
  });
  test("whose wall clock jumps keeps its monotonic clock", async () => {
    const jump = clockJump("host", -60_000, { atMs: 500 });
    expect(await at(jump, (host) => host.wallClock.epochMs())).toBe(-59_000);
    expect(await at(jump, (host) => host.clock.nowMs())).toBe(1_000);
  });
  test("that is slow takes longer for its own work, not for its sleeps", async () => {
    const run = await playIn({ seed: 4 }, async (world) => {
      world.fault(slow("host", 3, { atMs: 0 }));
      return await world.host("host", async (host) => {
        await host.clock.sleep(10);
        await host.work(100);
        return world.nowMs();
      });
    });
    expect(run.result).toBe(310);
  });
  test("has a clock whose origin is its own", async () => {
    const run = await playIn({ seed: 4 }, async (world) => [
      await world.host("a", (host) => host.clock.nowMs()),
      await world.host("b", (host) => host.clock.nowMs()),
    ]);
    expect(run.result![0]).not.toBe(run.result![1]);
    expect(run.result![0]).not.toBe(0);
  });
  test("writes an error that a task lets through into the trace, by its name", async () => {
    const run = await playIn({ seed: 4 }, async (world) => {
      await world.host("host", (host) => host.spawn(() => Promise.reject(new TypeError("engine-made text"))));
      await world.sleep(1);
    });
    expect(run.trace.events.at(-1)).toMatchObject({ kind: "error", host: "host", error: "TypeError" });
    expect(JSON.stringify(run.trace)).not.toContain("engine-made text");
  });
});

describe("draws", () => {
  test("of one stream do not move when another place draws more", async () => {
    const draws = async (extra: boolean) => {
      const run = await playIn({ seed: 9 }, (world) => {
        if (extra) world.draw("other");
        return [world.draw("one"), world.draw("one")];
      });
      return run.result;
    };
    expect(await draws(true)).toEqual(await draws(false));
  });

  test("are replaced from the most exact rule on", async () => {
    const overrides = new Map<string, number | "seed">([["*", 0], ["kept", "seed"], ["one#1", 0.25]]);
    const run = await playIn({ seed: 9, overrides }, (world) => [
      world.draw("one"),
      world.draw("one"),
      world.draw("kept"),
    ]);
    const free = await playIn({ seed: 9 }, (world) => world.draw("kept"));
    expect(run.result).toEqual([0, 0.25, free.result]);
  });
});
