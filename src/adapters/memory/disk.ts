/**
 * Files in memory.
 *
 * @module
 */
import type { Disk } from "#src/ports/disk.ts";

/** A {@linkcode Disk} that forgets everything when the process ends; `fsync` does nothing. */
export class MemoryDisk implements Disk {
  #files = new Map<string, string>();

  async read(file: string): Promise<string | undefined> {
    return this.#files.get(file);
  }
  async write(file: string, content: string): Promise<void> {
    this.#files.set(file, content);
  }
  async append(file: string, content: string): Promise<void> {
    this.#files.set(file, (this.#files.get(file) ?? "") + content);
  }
  async fsync(_file: string): Promise<void> {}
}
