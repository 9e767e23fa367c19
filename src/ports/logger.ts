/**
 * Where a pattern says what it did, for people.
 *
 * @module
 */

/** Severity, least first. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Takes log records. Never throws and never blocks the caller. */
export interface Logger {
  /** Takes one record; `fields` must be plain data. */
  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}
