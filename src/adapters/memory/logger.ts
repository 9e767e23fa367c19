/**
 * Log records kept in memory.
 *
 * @module
 */
import type { Logger, LogLevel } from "#src/ports/logger.ts";

/** One record. */
export interface LogRecord {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A {@linkcode Logger} that keeps the last records, for tests and pages. */
export class MemoryLogger implements Logger {
  #records: LogRecord[] = [];
  #most: number;

  /** @param options.most How many records are kept, at least 1; older ones are dropped. @default {1_000} */
  constructor(options: { most?: number } = {}) {
    const { most = 1_000 } = options;
    if (!(most >= 1)) {
      throw new RangeError(`Cannot create a logger as 'most' must be at least 1: current value is ${most}`);
    }
    this.#most = most;
  }

  /** The records kept, oldest first. */
  get records(): readonly LogRecord[] {
    return this.#records;
  }

  log(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.#records.push({ level, message, fields });
    if (this.#records.length > this.#most) this.#records.shift();
  }
}
