/**
 * How much memory and processor time another process takes.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const PAGE_BYTES = 4096;

/** Bytes of a process in real memory; 0 where that cannot be told (then heap limit and stall limit must do). */
export function residentBytes(pid: number): number {
  try {
    if (process.platform === "linux") {
      const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
      return Number.isNaN(pages) ? 0 : pages * PAGE_BYTES;
    }
    if (process.platform === "darwin") return residentByPs(pid);
  } catch {
    // The process is gone.
  }
  return 0;
}

const TICK_MS = 10;

/** Processor time that a process has used, in milliseconds; `undefined` where that cannot be told. */
export function processorMs(pid: number): number | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    // The second field is the program's name in brackets, and may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ");
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return undefined;
  }
}

let lastPsMs = -Infinity;
let lastPs = 0;

// ps takes some 5 ms to start: ask it four times a second at most.
function residentByPs(pid: number): number {
  const nowMs = performance.now();
  if (nowMs - lastPsMs < 250) return lastPs;
  lastPsMs = nowMs;
  lastPs = Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) * 1024;
  return lastPs;
}
