import { describe, expect, test } from "vitest";
import { MemoryDisk } from "#src/adapters/memory/disk.ts";
import { MemoryLogger } from "#src/adapters/memory/logger.ts";
import { systemClock } from "#src/adapters/system/clock.ts";
import { systemRandom } from "#src/adapters/system/random.ts";
import { clockContract } from "#src/ports/clock.contract.ts";
import type { Contract } from "#src/ports/contract.ts";
import { diskContract } from "#src/ports/disk.contract.ts";
import { randomContract } from "#src/ports/random.contract.ts";
import { clockDrift } from "#src/sim/fault.ts";
import type { Host } from "#src/sim/host.ts";
import { playIn } from "#src/sim/world.ts";

/** Runs a contract with a fresh subject for each check. */
function passes<T>(
  name: string,
  contract: Contract<T>,
  withSubject: (check: (subject: T) => Promise<void>) => Promise<void>,
) {
  describe(name, () => {
    test.each(Object.entries(contract))("%s", async (_sentence, check) => {
      await withSubject(async (subject) => await check(subject));
      expect.assertions(0); // a check throws where its sentence does not hold
    });
  });
}

const simulated =
  <T>(pick: (host: Host) => T, drift?: number) => async (check: (subject: T) => Promise<void>) => {
    const run = await playIn({ seed: 7 }, (world) => {
      if (drift !== undefined) world.fault(clockDrift("host", drift, { atMs: 2 }));
      return world.host("host", (host) => check(pick(host)));
    });
    if (run.ending !== "done") throw run.error ?? new Error(run.waits.join());
  };

passes<Host["clock"]>("the system's clock", clockContract, (check) => check(systemClock));
passes("a simulated host's clock", clockContract, simulated((host) => host.clock));
passes("a simulated host's clock that runs slow", clockContract, simulated((host) => host.clock, 0.5));
passes("a simulated host's clock that runs fast", clockContract, simulated((host) => host.clock, 1.7));
passes<Host["random"]>("the system's random numbers", randomContract, (check) => check(systemRandom));
passes("a simulated host's random numbers", randomContract, simulated((host) => host.random));
passes<Host["disk"]>("a disk in memory", diskContract, (check) => check(new MemoryDisk()));
passes("a simulated disk", diskContract, simulated((host) => host.disk));

describe("a logger in memory", () => {
  test("keeps the last records, oldest first", () => {
    const logger = new MemoryLogger({ most: 2 });
    for (const message of ["a", "b", "c"]) logger.log("info", message, { n: 1 });
    expect(logger.records.map((record) => record.message)).toEqual(["b", "c"]);
  });
});
