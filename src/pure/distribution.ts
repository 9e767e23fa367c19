/**
 * How long things take, as functions of chance.
 *
 * @module
 */
import { exponential, logNormal, pareto } from "#src/pure/number.ts";

/** Draws a duration in milliseconds from a number in [0, 1); 0 gives the calm value. */
export type Duration = (u: number) => number;

/** Always the same. */
export const constant = (ms: number): Duration => () => ms;

/** Any value from `minMs` to `maxMs`, each as likely. */
export const uniform = (minMs: number, maxMs: number): Duration => (u) => minMs + u * (maxMs - minMs);

/** Memoryless with the given mean: as service times are often modelled. */
export const exponentialMs = (meanMs: number): Duration => (u) => exponential(u, meanMs);

/** Skewed as measured latencies are: the given median, and the ratio of the 84th percentile to it. 0 gives about nothing. */
export const logNormalMs = (medianMs: number, spread: number): Duration => (u) =>
  logNormal(u, medianMs, spread);

/** A heavy tail: at least `minMs`, with shape above 1 (smaller is heavier). */
export const paretoMs = (minMs: number, shape: number): Duration => (u) => pareto(u, minMs, shape);
