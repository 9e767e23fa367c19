/**
 * Log records as lines of JSON on the console.
 *
 * @module
 */
import type { Logger } from "#src/ports/logger.ts";

/** A {@linkcode Logger} that writes one JSON object a line; a field that cannot be written is named instead. */
export const consoleLogger: Logger = {
  log: (level, message, fields = {}) => {
    let line: string;
    try {
      line = JSON.stringify({ level, message, ...fields });
    } catch {
      line = JSON.stringify({ level, message, unwritable: Object.keys(fields) });
    }
    console[level === "debug" ? "log" : level](line);
  },
};
