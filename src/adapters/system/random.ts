/**
 * The engine's own random numbers.
 *
 * @module
 */
import type { Random } from "#src/ports/random.ts";

/** A {@linkcode Random} on `Math.random`: cannot be replayed, and is not fit for secrets. */
export const systemRandom: Random = { next: () => Math.random() };
