/**
 * Which part of a failing run is drawn.
 *
 * @module
 */
import type { Trace } from "#src/sim/trace.ts";

/** As many notes as a picture has room for. */
const NOTES = 16;

/**
 * The part of a failing run that is drawn. Of messages the view chooses those that matter, so a run that has some is
 * given whole. A story without messages is told in notes, one like the other; only its last ones are drawn, which are
 * those that the sentences speak of. They cannot be chosen by time: many of them may share one millisecond.
 */
export function endingOf(trace: Trace): Trace {
  if (trace.events.some(({ kind }) => kind === "send")) return trace;
  const told = trace.events.filter(({ kind }) => kind !== "timer");
  return told.length <= NOTES ? trace : { ...trace, events: told.slice(-NOTES) };
}
