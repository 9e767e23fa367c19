/**
 * Which part of a failing run is drawn.
 *
 * @module
 */
import type { Trace } from "#src/sim/trace.ts";
import type { WindowOptions } from "#src/view/scene.ts";

/** As many notes as a picture has room for. */
const NOTES = 16;

/**
 * The window of a failing run's picture. Of messages the view chooses those that matter. A story that has none is told in
 * notes, one like the other; it is drawn from its end, which is where the sentences speak of it too.
 */
export function windowOf({ events }: Trace): WindowOptions {
  if (events.some(({ kind }) => kind === "send")) return {};
  const told = events.filter(({ kind }) => kind !== "timer");
  return told.length <= NOTES ? {} : { fromMs: told[told.length - NOTES]!.atMs };
}
