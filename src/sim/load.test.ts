import { describe, expect, test } from "vitest";
import { arrivals, callers } from "#src/sim/load.ts";
import { crash, slow } from "#src/sim/fault.ts";
import { server } from "#src/sim/server.ts";
import { playIn } from "#src/sim/world.ts";

describe("a modelled server", () => {
  test("with one slot serves one request at a time, the others wait in order", async () => {
    const { result } = await playIn({ seed: 1 }, async (world) => {
      const { seen } = server(world, "callee", { serviceMs: 100, slots: 1 });
      const report = await world.host(
        "caller",
        (host) =>
          callers(host, { count: 3, everyMs: 1_000, forMs: 1, spread: false }, () => host.request("callee")),
      );
      return { seen, report: report! };
    });
    expect(result!.report.ok).toBe(3);
    expect(Math.max(...result!.seen.load.map(([, inFlight]) => inFlight))).toBe(3);
    expect(result!.report.latency.max).toBeGreaterThan(300);
    expect(result!.report.latency.min).toBeLessThan(120);
  });

  test("answers 503 where the queue is full", async () => {
    const { result } = await playIn({ seed: 1 }, async (world) => {
      server(world, "callee", { serviceMs: 100, slots: 1, maxQueue: 1 });
      return await world.host(
        "caller",
        (host) =>
          callers(host, { count: 3, everyMs: 1_000, forMs: 1, spread: false }, () => host.request("callee")),
      );
    });
    expect(result!.ok).toBe(2);
    expect(result!.errors).toEqual({ ErrorAnswer: 1 });
  });

  test("dies above its limit, resets its callers, and boots again", async () => {
    const { result, hits } = await playIn({ seed: 1 }, async (world) => {
      const { seen } = server(world, "callee", { serviceMs: 100, collapsesAbove: 2, restartMs: 500 });
      const report = await world.host(
        "caller",
        (host) =>
          callers(host, { count: 3, everyMs: 1_000, forMs: 1, spread: false }, () => host.request("callee")),
      );
      await world.sleep(1_000);
      return { seen, report: report! };
    });
    expect(result!.report.errors).toEqual({ NoAnswer: 3 });
    expect(result!.seen.crashes).toBe(1);
    expect(result!.seen.downMs).toBe(500);
    expect(hits.crash).toBe(1);
  });

  test("counts what came while it was down, and the length of an outage", async () => {
    const { result } = await playIn({ seed: 1 }, async (world) => {
      world.fault(crash("callee", { atMs: 1_000, forMs: 2_000 }));
      const { seen } = server(world, "callee", { serviceMs: 10 });
      await world.host(
        "caller",
        (host) =>
          callers(
            host,
            { count: 1, everyMs: 100, forMs: 5_000, spread: false },
            () => host.request("callee"),
          ),
      );
      return seen;
    });
    expect(result!.downMs).toBe(2_000);
    expect(result!.whileDown).toBeGreaterThan(15);
    expect(result!.afterwards).toBeGreaterThan(15);
  });

  test("takes longer while it is slow", async () => {
    const { result } = await playIn({ seed: 1 }, async (world) => {
      world.fault(slow("callee", 5, { atMs: 0 }));
      server(world, "callee", { serviceMs: 100 });
      return await world.host(
        "caller",
        (host) =>
          callers(host, { count: 1, everyMs: 100, forMs: 900, spread: false }, () => host.request("callee")),
      );
    });
    expect(result!.latency.max).toBeGreaterThan(500);
  });
});

describe("load", () => {
  test("arrivals come at their rate and do not wait for each other", async () => {
    const { result } = await playIn({ seed: 3 }, async (world) => {
      server(world, "callee", { serviceMs: 500 });
      return await world.host(
        "caller",
        (host) => arrivals(host, { ratePerSecond: 100, forMs: 10_000 }, () => host.request("callee")),
      );
    });
    expect(result!.calls.length).toBeGreaterThan(900);
    expect(result!.calls.length).toBeLessThan(1_100);
    expect(result!.latency.percentile(0.99)).toBeLessThan(530);
  });

  test("arrivals that are made calm come evenly, and come to an end", async () => {
    const { result, ending } = await playIn({ seed: 3, overrides: new Map([["*", 0]]) }, async (world) => {
      server(world, "callee", { serviceMs: 5 });
      return await world.host(
        "caller",
        (host) => arrivals(host, { ratePerSecond: 10, forMs: 1_000 }, () => host.request("callee")),
      );
    });
    expect(ending).toBe("done");
    expect(result!.calls.map((call) => call.startMs)).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900]);
  });

  test("goodput counts answers within the limit only", async () => {
    const { result } = await playIn({ seed: 3 }, async (world) => {
      server(world, "callee", { serviceMs: 100, slots: 1 });
      return await world.host(
        "caller",
        (host) =>
          arrivals(host, { ratePerSecond: 20, forMs: 5_000, spacing: "even" }, () => host.request("callee")),
      );
    });
    const total = (points: [number, number][]) => points.reduce((sum, [, count]) => sum + count, 0);
    expect(total(result!.goodputPer(1_000))).toBe(result!.ok);
    expect(total(result!.goodputPer(1_000, 200))).toBeLessThan(5);
  });
});
