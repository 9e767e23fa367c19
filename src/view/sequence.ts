/**
 * A trace as the source of a mermaid sequence diagram.
 *
 * @module
 */

import type { Trace } from "#src/sim/trace.ts";
import { moment as at } from "#src/view/format.ts";
import { lossReason } from "#src/view/flights.ts";
import {
  gapText,
  leftOut,
  type Mark,
  type Moment,
  scene,
  stateText,
  type WindowOptions,
} from "#src/view/scene.ts";

/** Mermaid source. Lost messages end in a cross, answers are dashed, what is left out is a note. */
export function sequence(trace: Trace, options: WindowOptions = {}): string {
  const shown = scene(trace, options);
  const first = shown.hosts[0];
  const last = shown.hosts[shown.hosts.length - 1];
  if (first === undefined || last === undefined) return "sequenceDiagram\n";
  const over = first === last ? "h0" : `h0,h${shown.hosts.length - 1}`;
  const id = (host: string) => `h${shown.hosts.indexOf(host)}`;
  const lines = ["sequenceDiagram", ...shown.hosts.map((host, i) => `  participant h${i} as ${safe(host)}`)];
  shown.moments.forEach((moment, place) => {
    if (moment.kind === "gap") lines.push(`  Note over ${over}: ${safe(gapText(moment))}`);
    else if (moment.kind === "mark") lines.push(`  ${mark(moment.event, id, over, shown.toMs)}`);
    else if (moment.kind === "send") lines.push(...message(moment, shown.moments.slice(place + 1), id));
    else if (moment.copy > 0) {
      const { from, to, label } = moment.flight;
      lines.push(`  ${id(from)}--)${id(to)}: ${safe(label)} again`);
    }
  });
  const cut = leftOut(shown);
  if (cut !== undefined) lines.push(`  Note over ${over}: ${cut}`);
  return `${lines.join("\n")}\n`;
}

function message(
  { flight }: Extract<Moment, { kind: "send" }>,
  later: readonly Moment[],
  id: (host: string) => string,
) {
  const { from, to, ends, answers } = flight;
  const end = ends[0];
  const label = safe(flight.label);
  if (end?.kind === "lost") return [`  ${id(from)}-x${id(to)}: ${label} (${lossReason(end.reason)})`];
  const arrives = later.find((moment) => moment.kind === "end" && moment.flight === flight);
  const late = arrives === undefined ? " (under way)" : "";
  return [`  ${id(from)}${answers === undefined ? "->>" : "-->>"}${id(to)}: ${label}${late}`];
}

function mark(event: Mark, id: (host: string) => string, over: string, longestMs: number): string {
  const when = at(event.atMs, longestMs);
  if (event.kind === "fault") {
    return `Note over ${over}: ${safe(event.text)}${event.phase === "end" ? ": over" : ""} (${when})`;
  }
  const where = id(event.host) === "h-1" ? over : id(event.host);
  const what = event.kind === "state"
    ? `${event.name}: ${stateText(event.value)}`
    : event.kind === "note"
    ? event.text
    : event.kind === "error"
    ? `uncaught ${event.error}`
    : event.kind.toUpperCase();
  return `Note over ${where}: ${safe(what)} (${when})`;
}

/** Mermaid reads `;`, `#` and line ends as its own. */
const safe = (text: string): string => text.replace(/[;#\r\n]+/g, " ").replace(/[<>]/g, "");
