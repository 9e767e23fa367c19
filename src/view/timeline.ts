/**
 * A trace as a list of lines, event by event, and as a log that ShiViz reads.
 *
 * @module
 */

import type { Trace, TraceEvent } from "#src/sim/trace.ts";
import { count, moment } from "#src/view/format.ts";
import { lossReason } from "#src/view/flights.ts";
import { stateText } from "#src/view/scene.ts";

/** Options for {@linkcode timeline}. */
export interface TimelineOptions {
  fromMs?: number;
  toMs?: number;
  hosts?: readonly string[];
  /** At most so many lines. @default {60} */
  most?: number;
}

/** One line per event: time, host, what happened. Timers are left out. */
export function timeline(
  trace: Trace,
  { fromMs = 0, toMs = Infinity, hosts, most = 60 }: TimelineOptions = {},
): string {
  const events = trace.events.filter((event) =>
    event.kind !== "timer" && event.atMs >= fromMs && event.atMs <= toMs &&
    (hosts === undefined || hosts.includes(event.host) || event.host === "network" || event.host === "world")
  );
  const kept = events.slice(0, most);
  const times = kept.map((event) => moment(event.atMs, trace.endMs));
  const wide = Math.max(0, ...times.map((time) => time.length));
  const named = Math.max(0, ...kept.map(({ host }) => host.length));
  const lines = kept.map((event, i) =>
    `${times[i]!.padStart(wide)}  ${event.host.padEnd(named)}  ${eventText(event)}`
  );
  if (events.length > kept.length) lines.push(`… and ${count(events.length - kept.length, "more event")}`);
  return lines.join("\n");
}

/** What happened, in a few words. */
export function eventText(event: TraceEvent): string {
  switch (event.kind) {
    case "send":
      return `${event.label} → ${event.to}`;
    case "receive":
      return `${event.label} ← ${event.from}`;
    case "drop":
      return `${event.label} from ${event.from} to ${event.to} is lost (${lossReason(event.reason)})`;
    case "state":
      return `${event.name}: ${stateText(event.value)}`;
    case "note":
      return event.text;
    case "fault":
      return event.phase === "begin" ? event.text : `over: ${event.text}`;
    case "error":
      return `uncaught ${event.error}`;
    default:
      return event.kind;
  }
}

/**
 * A log with vector clocks, as ShiViz reads it (Beschastnikh et al., "Debugging distributed systems", 2016).
 * Its regular expression: `(?<host>\S+) (?<clock>{.*})\n(?<event>.*)`.
 */
export function shiviz(trace: Trace): string {
  const clocks = new Map<string, Map<string, number>>();
  const sent = new Map<number, ReadonlyMap<string, number>>();
  const lines: string[] = [];
  for (const event of trace.events) {
    if (!trace.hosts.includes(event.host) || event.kind === "timer") continue;
    const clock = clocks.get(event.host) ?? new Map<string, number>();
    clocks.set(event.host, clock);
    const incoming = event.kind === "receive" ? sent.get(event.message) : undefined;
    for (const [host, n] of incoming ?? []) clock.set(host, Math.max(n, clock.get(host) ?? 0));
    clock.set(event.host, (clock.get(event.host) ?? 0) + 1);
    if (event.kind === "send" && !sent.has(event.message)) sent.set(event.message, new Map(clock));
    const name = (host: string) => host.replace(/\s+/g, "-");
    const entries = trace.hosts.filter((host) => clock.has(host)).map((host) =>
      `"${name(host)}":${clock.get(host)}`
    );
    lines.push(`${name(event.host)} {${entries.join(", ")}}`, eventText(event).replace(/\s+/g, " "));
  }
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}
