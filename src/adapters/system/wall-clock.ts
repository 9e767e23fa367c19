/**
 * The machine's wall clock.
 *
 * @module
 */
import type { WallClock } from "#src/ports/wall-clock.ts";

/** A {@linkcode WallClock} on `Date.now`. */
export const systemWallClock: WallClock = { epochMs: () => Date.now() };
