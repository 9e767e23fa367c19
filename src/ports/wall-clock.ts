/**
 * The date, as a host believes it to be. Use {@linkcode "src/ports/clock"} to measure durations.
 *
 * @module
 */

/**
 * A host's wall clock.
 *
 * **Does not guarantee.** It may be wrong by any amount, drift, and jump in both directions.
 */
export interface WallClock {
  /** Milliseconds since 1970-01-01T00:00:00Z, as this host believes. */
  epochMs(): number;
}
