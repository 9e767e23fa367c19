/**
 * What every {@linkcode Disk} must pass while nothing crashes; what a crash may take is the simulation's own test.
 *
 * @module
 */
import { type Contract, holds } from "#src/ports/contract.ts";
import type { Disk } from "#src/ports/disk.ts";

/** Each check gets an empty disk. */
export const diskContract: Contract<Disk> = {
  "a file that was never written is undefined": async (disk) => {
    holds((await disk.read("a")) === undefined, "something was there");
  },
  "a read gives what was last written": async (disk) => {
    await disk.write("a", "one");
    await disk.write("a", "two");
    holds((await disk.read("a")) === "two", String(await disk.read("a")));
  },
  "an append adds at the end, and makes the file where there is none": async (disk) => {
    await disk.append("log", "1;");
    await disk.append("log", "2;");
    holds((await disk.read("log")) === "1;2;", String(await disk.read("log")));
  },
  "files do not mix": async (disk) => {
    await disk.write("a", "one");
    await disk.write("b", "two");
    await disk.fsync("a");
    holds((await disk.read("a")) === "one" && (await disk.read("b")) === "two", "they did");
  },
};
