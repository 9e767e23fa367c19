/**
 * What of a trace a picture shows: real traces have thousands of events, a reader has one look.
 *
 * All renderings of a trace choose the same messages: those around the landmarks (faults, crashes, changes of state,
 * losses, notes), up to a limit. What is left out is counted, never hidden.
 *
 * @module
 */

import type { Trace, TraceEvent } from "#src/sim/trace.ts";
import { count, duration, grouped } from "#src/view/format.ts";
import { type End, type Flight, flights, isLost } from "#src/view/flights.ts";
import { choose } from "#src/view/choose.ts";

/** Which part of a trace to show. */
export interface WindowOptions {
  /** Start of the window, in milliseconds of virtual time. @default {0} */
  fromMs?: number;
  /** End of the window. @default {the end of the run} */
  toMs?: number;
  /** Only these hosts, in this order. */
  hosts?: readonly string[];
  /** At most so many messages. @default {24} */
  most?: number;
}

/** An event that is drawn by itself, beside the messages. */
export type Mark = Extract<TraceEvent, { kind: "state" | "crash" | "restart" | "note" | "fault" | "error" }>;

/** One thing that a picture shows, in the order of the trace. */
export type Moment =
  | { kind: "send"; atMs: number; seq: number; flight: Flight }
  | { kind: "end"; atMs: number; seq: number; flight: Flight; end: End; copy: number }
  | { kind: "mark"; atMs: number; seq: number; event: Mark }
  | { kind: "gap"; atMs: number; seq: number; fromMs: number; toMs: number; messages: number; lost: number };

/** What a picture shows of a trace. */
export interface Scene {
  readonly hosts: readonly string[];
  readonly moments: readonly Moment[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Changes of state of the shown hosts, all of them, for colouring. */
  readonly states: readonly Extract<TraceEvent, { kind: "state" }>[];
  /** Crashes and restarts of the shown hosts, all of them. */
  readonly lives: readonly Extract<TraceEvent, { kind: "crash" | "restart" }>[];
  /** Faults that act already when the window opens, in words. */
  readonly ongoing: readonly string[];
  readonly shown: number;
  readonly total: number;
  readonly marksShown: number;
  readonly marksTotal: number;
  readonly hostsTotal: number;
}

/** Chooses what to show. */
export function scene(trace: Trace, options: WindowOptions = {}): Scene {
  const { fromMs = 0, toMs = trace.endMs, most = 24 } = options;
  const everything = flights(trace);
  const all = everything.filter(({ sentMs, ends }) =>
    sentMs <= toMs && (sentMs >= fromMs || ends.some(({ atMs }) => atMs >= fromMs && atMs <= toMs))
  );
  const hosts = options.hosts ?? callersFirst(busiest(trace, all), everything);
  const inside = all.filter(({ from, to }) => hosts.includes(from) && hosts.includes(to));
  const crashes = new Set(
    trace.events.filter(({ kind }) => kind === "crash" || kind === "restart").map(({ atMs }) => atMs),
  );
  const marks = trace.events.filter((event): event is Mark =>
    // The crash and the restart themselves are drawn; their fault would say the same again.
    !(event.kind === "fault" && event.fault === "crash" && crashes.has(event.atMs)) &&
    event.atMs >= fromMs && event.atMs <= toMs && isMark(event) &&
    (isWorld(event) || hosts.includes(event.host))
  );
  const chosen = choose(inside, landmarks(marks, trace, hosts), most);
  const moments = ordered(chosen.flights, chosen.marks, { fromMs, toMs });
  return {
    hosts,
    moments: withGaps(moments, inside, chosen.flights),
    fromMs,
    toMs,
    states: trace.events.filter((event) => event.kind === "state").filter(({ host }) => hosts.includes(host)),
    lives: trace.events.filter((event) => event.kind === "crash" || event.kind === "restart")
      .filter(({ host }) => hosts.includes(host)),
    ongoing: ongoing(trace, fromMs),
    shown: chosen.flights.length,
    total: all.length,
    marksShown: chosen.marks.length,
    marksTotal: marks.length,
    hostsTotal: trace.hosts.length,
  };
}

/** A sentence for what is not shown, or nothing where all is. */
export function leftOut(shown: Scene): string | undefined {
  const parts: string[] = [];
  if (shown.shown < shown.total) parts.push(`${grouped(shown.shown)} of ${count(shown.total, "message")}`);
  if (shown.hosts.length < shown.hostsTotal) {
    parts.push(`${shown.hosts.length} of ${count(shown.hostsTotal, "host")}`);
  }
  return parts.length === 0 ? undefined : `Showing ${parts.join(" and ")}.`;
}

/** The text of a gap: what happens between two moments that are shown. */
export function gapText(gap: Extract<Moment, { kind: "gap" }>): string {
  const time = gap.toMs - gap.fromMs;
  const messages = gap.messages === 0
    ? ""
    : `${count(gap.messages, "more message")}${gap.lost === 0 ? "" : ` (${grouped(gap.lost)} lost)`}`;
  if (time < 0.5) return messages;
  return messages === "" ? `${duration(time)} pass` : `${duration(time)} later, ${messages}`;
}

/** The value of a state, as a word. */
export function stateText(value: Extract<TraceEvent, { kind: "state" }>["value"]): string {
  return typeof value === "string" ? value : JSON.stringify(value) ?? "undefined";
}

function ongoing(trace: Trace, fromMs: number): string[] {
  const open = new Map<string, string>();
  for (const event of trace.events) {
    if (event.atMs >= fromMs) break;
    if (event.kind !== "fault" || event.fault === "crash") continue;
    if (event.phase === "begin") open.set(event.fault + event.text, event.text);
    else open.delete(event.fault + event.text);
  }
  return [...open.values()];
}

const isMark = (event: TraceEvent): event is Mark =>
  event.kind !== "send" && event.kind !== "receive" && event.kind !== "drop" && event.kind !== "timer";

const isWorld = (event: Mark): boolean => event.kind === "fault" || event.kind === "note";

function busiest(trace: Trace, all: readonly Flight[]): readonly string[] {
  if (trace.hosts.length <= 7) return trace.hosts;
  const traffic = new Map(trace.hosts.map((host) => [host, 0]));
  for (const { from, to } of all) {
    traffic.set(from, (traffic.get(from) ?? 0) + 1);
    traffic.set(to, (traffic.get(to) ?? 0) + 1);
  }
  const ranked = trace.hosts.map((host, place) => ({ host, place, n: traffic.get(host) ?? 0 }))
    .sort((a, b) => b.n - a.n || a.place - b.place).slice(0, 5).map(({ host }) => host);
  return trace.hosts.filter((host) => ranked.includes(host));
}

/** Where the first host is one that only answers, those that ask stand left of it and the others follow as they are reached. */
function callersFirst(hosts: readonly string[], all: readonly Flight[]): readonly string[] {
  const asking = new Set<string>();
  const asked = new Set<string>();
  for (const { from, to } of all) {
    if (!asked.has(from)) asking.add(from);
    if (!asking.has(to)) asked.add(to);
  }
  if (!asked.has(hosts[0]!)) return hosts;
  const reached = [...asked].filter((host) => hosts.includes(host));
  const rest = hosts.filter((host) => !asked.has(host) && !asking.has(host));
  return [...hosts.filter((host) => asking.has(host)), ...reached, ...rest];
}

/** Marks worth a place, in order of importance. A state that is a number is one only where it seldom changes. */
function landmarks(marks: readonly Mark[], trace: Trace, hosts: readonly string[]): Mark[] {
  const rank = (event: Mark): number => {
    if (event.kind === "state") return typeof event.value === "number" ? 4 : 2;
    if (event.kind === "note") return 3;
    return event.kind === "error" ? 1 : 0;
  };
  const seen = new Map<string, Mark[]>();
  const isCount = (event: Mark) => event.kind === "state" && typeof event.value === "number";
  const counts = marks.filter(isCount).length;
  for (const event of marks) {
    if (counts > 12 && isCount(event)) continue;
    if (event.kind === "note" && !hosts.includes(event.host) && trace.hosts.includes(event.host)) continue;
    const key = event.kind === "state"
      ? `${event.kind} ${event.host} ${event.name} ${
        typeof event.value === "number" ? "" : stateText(event.value)
      }`
      : event.kind === "note"
      ? `${event.kind} ${event.host}`
      : event.kind === "error"
      ? `${event.kind} ${event.host} ${event.error}`
      : event.kind;
    const same = seen.get(key);
    if (same === undefined) seen.set(key, [event]);
    else same.push(event);
  }
  // First the first of each kind, then the second of each, …: a flapping state must not crowd out the rest.
  return [...seen.values()].flatMap((same) => same.map((event, turn) => ({ event, turn })))
    .sort((a, b) => rank(a.event) + a.turn - rank(b.event) - b.turn || a.event.seq - b.event.seq)
    .map(({ event }) => event);
}

function ordered(
  chosen: readonly Flight[],
  marks: readonly Mark[],
  window: { fromMs: number; toMs: number },
): Moment[] {
  const moments: Moment[] = marks.map((event) => ({ kind: "mark", atMs: event.atMs, seq: event.seq, event }));
  for (const flight of chosen) {
    moments.push({ kind: "send", atMs: Math.max(flight.sentMs, window.fromMs), seq: flight.seq, flight });
    flight.ends.forEach((end, copy) => {
      if (end.atMs <= window.toMs) {
        moments.push({ kind: "end", atMs: end.atMs, seq: end.seq, flight, end, copy });
      }
    });
  }
  return moments.sort((a, b) => a.seq - b.seq);
}

/** Puts a gap where messages were left out, and where a long time passes in which nothing happens. */
function withGaps(moments: readonly Moment[], all: readonly Flight[], kept: readonly Flight[]): Moment[] {
  const keeps = new Set(kept.map(({ message }) => message));
  const omitted = all.filter(({ message }) => !keeps.has(message));
  const result: Moment[] = [];
  const quiet = quietMs(moments);
  let next = 0;
  let waiting = 0;
  let lost = 0;
  moments.forEach((moment, place) => {
    const before = moments[place - 1];
    while (next < omitted.length && omitted[next]!.seq < moment.seq) {
      waiting++;
      if (isLost(omitted[next]!)) lost++;
      next++;
    }
    const later = before === undefined ? 0 : moment.atMs - before.atMs;
    // Left-out messages are told of at the next pause, or where the messages that are shown go on.
    const goesOn = moment.kind === "send" && moment.flight.answers === undefined;
    const told = (waiting > 0 && goesOn) || (waiting > 3 && (moment.kind === "mark" || later > quiet / 4));
    if (told || (later > quiet && before !== undefined)) {
      const fromMs = before?.atMs ?? moment.atMs;
      result.push({
        kind: "gap",
        atMs: fromMs,
        seq: moment.seq - 0.5,
        fromMs,
        toMs: moment.atMs,
        messages: waiting,
        lost,
      });
      waiting = 0;
      lost = 0;
    }
    result.push(moment);
  });
  const rest = omitted.slice(next);
  if (waiting + rest.length > 0) {
    const last = moments[moments.length - 1]?.atMs ?? 0;
    const toMs = Math.max(last, ...rest.slice(-1).map(({ sentMs }) => sentMs));
    const messages = waiting + rest.length;
    result.push({
      kind: "gap",
      atMs: last,
      seq: Number.MAX_SAFE_INTEGER,
      fromMs: last,
      toMs,
      messages,
      lost: lost + rest.filter(isLost).length,
    });
  }
  return result;
}

/** A time between two moments that is so long that drawing it to scale would leave nothing of the rest. */
function quietMs(moments: readonly Moment[]): number {
  const span = (moments[moments.length - 1]?.atMs ?? 0) - (moments[0]?.atMs ?? 0);
  return Math.max(25 * (medianStepMs(moments) ?? Infinity), span / 13);
}

/** The time that usually passes from one moment to the next, those at the same time aside. */
export function medianStepMs(moments: readonly Moment[]): number | undefined {
  const steps = moments.slice(1).map(({ atMs }, i) => atMs - moments[i]!.atMs).filter((ms) => ms > 0)
    .sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)];
}
