/**
 * The file that keeps what a reader was asked.
 *
 * @module
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import process from "node:process";
import { formatReview, type Memories, NotAReview, parseReview } from "#src/learn/review.ts";
import type { Memory } from "#src/ports/scheduler.ts";

/** The file cannot be used; the message says why, and that it was left as it is. */
export class BrokenState extends Error {
  override readonly name = "BrokenState";
}

/** A state file. */
export interface StateFile {
  /** What it holds; nothing where there is no file yet. */
  read(): Memories;
  /** Writes one memory, or all of some; what others wrote in the meantime stays. */
  write(changed: Memories | readonly [name: string, memory: Memory]): Memories;
}

/**
 * The state at `path`.
 *
 * **Guarantees.** A file that cannot be read is never written over. The file is replaced at once: after a crash it is the old
 * one or the new one. Memories that another review wrote in the meantime stay.
 *
 * **Does not guarantee.** Where two reviews write in the same moment, one answer may be lost.
 *
 * @throws {BrokenState} From both functions, if the file holds anything else or the system refuses.
 */
export function stateFile(path: string): StateFile {
  const read = (): Memories => {
    if (!existsSync(path)) return new Map();
    try {
      return parseReview(readFileSync(path, "utf8"));
    } catch (error) {
      if (!(error instanceof NotAReview)) {
        throw new BrokenState(`${path} cannot be read: ${(error as Error).message}`);
      }
      throw new BrokenState(
        `${path} is no state of a review: ${error.message}.\n` +
          "It was left as it is. Mend it, or move it away to begin anew; `npm run review -- --import <copy>` adds a copy that is whole.",
      );
    }
  };
  return {
    read,
    write(changed) {
      const memories = new Map(read());
      const list = Array.isArray(changed) ? [changed as [string, Memory]] : changed as Memories;
      for (const [name, memory] of list) memories.set(name, memory);
      const beside = `${path}.${process.pid}.tmp`;
      try {
        writeFileSync(beside, formatReview(memories));
        renameSync(beside, path);
      } catch (error) {
        rmSync(beside, { force: true });
        throw new BrokenState(`${path} cannot be written: ${(error as Error).message}`);
      }
      return memories;
    },
  };
}
