/**
 * What of a host survives a crash of its process: its clock and its disk.
 *
 * @module
 */
import type { Disk } from "#src/ports/disk.ts";
import type { DrawStream } from "#src/sim/draws.ts";

/** A host's crystal: runs at `rate` times the true speed, from an origin of its own. */
export class Crystal {
  #baseTrueMs = 0;
  #baseLocalMs: number;
  #rate = 1;
  /** What the wall clock is wrong by, in milliseconds. */
  wallOffsetMs = 0;

  constructor(originMs: number) {
    this.#baseLocalMs = originMs;
  }

  /** The host's own monotonic time. */
  localMs(trueMs: number): number {
    return this.#baseLocalMs + (trueMs - this.#baseTrueMs) * this.#rate;
  }
  /** How long `localMs` of this host's time takes in truth. */
  trueDuration(localMs: number): number {
    return localMs / this.#rate;
  }
  /** Changes the speed from now on. */
  setRate(trueMs: number, rate: number): void {
    this.#baseLocalMs = this.localMs(trueMs);
    this.#baseTrueMs = trueMs;
    this.#rate = rate;
  }
}

interface File {
  durable: string | undefined;
  current: string | undefined;
}

/** Files in memory with what a crash would leave of them. */
export class SimulatedDisk {
  #files = new Map<string, File>();
  #fate: DrawStream;

  constructor(fate: DrawStream) {
    this.#fate = fate;
  }

  /** The disk as one life of the host sees it; `pass` makes its operations take time and end with the life. */
  port(pass: (ms: number) => Promise<void>): Disk {
    const file = (name: string): File => {
      let found = this.#files.get(name);
      if (found === undefined) this.#files.set(name, found = { durable: undefined, current: undefined });
      return found;
    };
    return {
      read: async (name) => {
        await pass(0);
        return this.#files.get(name)?.current;
      },
      write: async (name, content) => {
        await pass(0);
        file(name).current = content;
      },
      append: async (name, content) => {
        await pass(0);
        const target = file(name);
        target.current = (target.current ?? "") + content;
      },
      fsync: async (name) => {
        const target = file(name);
        const flushed = target.current;
        await pass(1);
        target.durable = flushed;
      },
    };
  }

  /** What was not flushed is kept, lost, or kept in part, as drawn for each file. */
  crash(): void {
    for (const [name, file] of this.#files) {
      if (file.current === file.durable) continue;
      const fate = this.#fate.next();
      if (fate >= 2 / 3) file.current = torn(file, (fate - 2 / 3) * 3);
      else if (fate >= 1 / 3) file.current = file.durable;
      file.durable = file.current;
      if (file.current === undefined) this.#files.delete(name);
    }
  }
}

function torn(file: File, share: number): string {
  const current = file.current ?? "";
  const kept = file.durable !== undefined && current.startsWith(file.durable) ? file.durable.length : 0;
  return current.slice(0, kept + Math.floor((current.length - kept) * share));
}
