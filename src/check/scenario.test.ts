import type { Host } from "#src/sim/host.ts";
import { describe, expect, test } from "vitest";
import { explore } from "#src/check/explore.ts";
import { replay } from "#src/check/replay.ts";
import { defineScenario, type Make } from "#src/check/scenario.ts";
import { NoAnswer, Unreachable } from "#src/ports/transport.ts";
import { crash, loss } from "#src/sim/fault.ts";

type Ask = () => Promise<string>;

/** A client asks a server ten times, once a second. */
const asking = defineScenario({
  id: "testing/example#asking",
  version: 1,
  menu: ["loss", "crash", "partition", "duplicate", "delay", "pause", "slow", "cut"],
  async play(world, make: Make<Ask>) {
    void world.host("server", (server) => {
      server.listen(async () => {
        await server.work(10);
        return "yes";
      });
    });
    const answers = await world.host("client", async (client) => {
      const ask = make(client);
      const seen: string[] = [];
      for (let i = 0; i < 10; i++) {
        await ask().then((answer) => seen.push(answer), (error: Error) => seen.push(error.name));
        await client.clock.sleep(1_000);
      }
      return seen;
    });
    return answers ?? [];
  },
  variants: {
    patient: (host) => () => host.request<string>("server", "ask", { timeoutMs: 500 }),
    endless: (host) => () => host.request<string>("server", "ask"),
  },
  properties: {
    "Every question is answered": (answers) => {
      const lost = answers.filter((answer) => answer !== "yes").length;
      return lost === 0 || `${lost} were not`;
    },
  },
});

describe("a scenario", () => {
  test("answers every question where nothing is wrong", async () => {
    const run = await asking.run(1, "patient");
    expect(run.outcome).toBe("finished");
    expect(run.result).toEqual(Array(10).fill("yes"));
    expect(run.broken).toEqual([]);
  });

  test("tells what was measured, where it holds and where it does not", async () => {
    const measured = defineScenario({
      ...asking,
      id: "testing/example#measured",
      properties: {
        ...asking.properties,
        "At least nine are answered": {
          holds: (answers) => answers.filter((answer) => answer === "yes").length >= 9,
          seen: (answers) => `${answers.filter((answer) => answer === "yes").length} of 10 were`,
        },
      },
    });
    const property = "At least nine are answered";
    const well = await measured.run(1, "patient");
    expect(well.figures).toEqual([{ property, holds: true, seen: "10 of 10 were" }]);
    expect(well.broken).toEqual([]);
    const faults = [crash("server", { atMs: 2_500, forMs: 3_000 })];
    const ill = await measured.run(1, "patient", { script: { id: "down", faults } });
    expect(ill.figures).toEqual([{ property, holds: false, seen: "7 of 10 were" }]);
    expect(ill.broken.at(-1)).toEqual({ property, seen: "7 of 10 were" });
    const silent = [loss("client", "server", 1, { atMs: 0 })];
    const hung = await measured.run(1, "endless", { script: { id: "lossy", faults: silent } });
    expect(hung.figures).toEqual([]);
  });

  test("gives the same trace for the same seed, and another for another", async () => {
    const [a, b, c] = [
      await asking.run(5, "patient"),
      await asking.run(5, "patient"),
      await asking.run(6, "patient"),
    ];
    expect(JSON.stringify(a.trace)).toBe(JSON.stringify(b.trace));
    expect(JSON.stringify(a.trace)).not.toBe(JSON.stringify(c.trace));
  });

  test("refuses a request to a process that is down, and answers again after the restart", async () => {
    const faults = [crash("server", { atMs: 2_500, forMs: 3_000 })];
    const run = await asking.run(1, "patient", { script: { id: "down", faults } });
    expect(run.result.filter((answer) => answer === Unreachable.name).length).toBe(3);
    expect(run.hits.crash).toBe(1);
  });

  test("gets no answer at all from a machine that is gone", async () => {
    const faults = [crash("server", { atMs: 2_500, forMs: 3_000, silent: true })];
    const run = await asking.run(1, "patient", { script: { id: "gone", faults } });
    expect(run.result).toContain(NoAnswer.name);
    expect(run.result).not.toContain(Unreachable.name);
  });

  test("reports a hang at once, with who waits for what", async () => {
    const faults = [loss("client", "server", 1, { atMs: 0 })];
    const run = await asking.run(1, "endless", { script: { id: "lossy", faults } });
    expect(run.outcome).toBe("hung");
    expect(run.broken[0]?.seen).toContain("client waits for an answer from server");
  });

  test("reports timers that are armed again at once for ever", async () => {
    const spin = (host: Host) => async () => {
      for (;;) await host.clock.sleep(0);
    };
    expect((await asking.run(1, spin)).outcome).toBe("endless");
  });

  test("says that something outside the simulation is waited for", async () => {
    const run = await asking.run(1, () => () => new Promise<string>(() => {}));
    expect(run.broken[0]?.seen).toMatch(/client waits for something outside the simulation/);
  });

  test("is explored with faults by chance, shrunk, and replayed from its token", async () => {
    const found = await explore(asking, "patient", { seeds: 100 });
    expect(found.failure).toBeDefined();
    const { failure } = found;
    expect(failure!.token.length).toBeLessThanOrEqual(200);
    expect(failure!.run.trace.events.length).toBeLessThanOrEqual(failure!.original.trace.events.length);
    const again = await replay(asking, failure!.token);
    expect(JSON.stringify(again.trace)).toBe(JSON.stringify(failure!.run.trace));
    expect(again.broken[0]).toEqual({ property: "Every question is answered", seen: failure!.seen });
  });

  test("hits every kind on its menu within 200 seeds", async () => {
    const holds = { ...asking, properties: {} };
    const many = defineScenario({ ...holds, id: "testing/example#all-kinds" });
    const found = await explore(many, "patient", { seeds: 200 });
    expect(found.notHit).toEqual([]);
    expect(found.failure).toBeUndefined();
  });

  test.each([
    [{ id: "no slug" }, "'id' must look like"],
  ])("refuses a definition with %j", (wrong, message) => {
    expect(() => defineScenario({ ...asking, ...wrong })).toThrow(message);
  });

  test("refuses an unknown variant, naming those that exist", async () => {
    await expect(asking.run(1, "pacient" as "patient")).rejects.toThrow("must be one of patient, endless");
  });
});
