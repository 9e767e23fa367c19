/**
 * A disk that can lose what was not flushed.
 *
 * @module
 */

/**
 * Named files of one host.
 *
 * **Guarantees.** What was written before an `fsync` of the same file that fulfilled survives a crash.
 *
 * **Does not guarantee.** What was written after the last `fsync` may be kept, lost, or kept in part (torn) by a crash.
 */
export interface Disk {
  /** The file as this host sees it now, or `undefined` where there is none. */
  read(file: string): Promise<string | undefined>;
  /** Replaces the file. */
  write(file: string, content: string): Promise<void>;
  /** Appends to the file; makes it where there is none. */
  append(file: string, content: string): Promise<void>;
  /** Makes everything written to `file` so far durable. */
  fsync(file: string): Promise<void>;
}
