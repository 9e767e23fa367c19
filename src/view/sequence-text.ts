/**
 * A trace as a sequence diagram in text, for a terminal.
 *
 * @module
 */

import type { Trace } from "#src/sim/trace.ts";
import { milliseconds, seconds } from "#src/view/format.ts";
import { type Flight, lossReason } from "#src/view/flights.ts";
import {
  gapText,
  leftOut,
  type Mark,
  type Moment,
  type Scene,
  scene,
  stateText,
  type WindowOptions,
} from "#src/view/scene.ts";

/** Options for {@linkcode sequenceText}. */
export interface SequenceTextOptions extends WindowOptions {
  /** Widest line, in characters. @default {96} */
  columns?: number;
}

/** The diagram: one row per message, time at the left. Lost messages end in `✗`. */
export function sequenceText(trace: Trace, options: SequenceTextOptions = {}): string {
  const shown = scene(trace, options);
  if (shown.hosts.length === 0) return "(no hosts)";
  const canvas = new Canvas(shown, Math.min(options.columns ?? 96, 100));
  canvas.names();
  shown.moments.forEach((moment, place) =>
    canvas.add(moment, shown.moments[place - 1], shown.moments[place + 1])
  );
  const cut = leftOut(shown);
  return [...canvas.rows, ...(cut === undefined ? [] : [cut])].map((row) => row.trimEnd()).join("\n");
}

class Canvas {
  readonly scene: Scene;
  readonly columns: number[];
  readonly gutter: number;
  readonly width: number;
  readonly rows: string[] = [];
  readonly longestMs: number;
  readonly seconds: boolean;
  readonly down = new Set<string>();
  lastTime = "";

  constructor(shown: Scene, widest: number) {
    this.scene = shown;
    this.longestMs = shown.moments[shown.moments.length - 1]?.atMs ?? 0;
    this.seconds = this.longestMs >= 10_000;
    this.gutter = Math.max(...shown.moments.map(({ atMs }) => this.time(atMs).length), 4) + 2;
    const n = shown.hosts.length;
    const first = this.gutter + Math.ceil((shown.hosts[0] ?? "").length / 2);
    const lastHalf = Math.ceil((shown.hosts[n - 1] ?? "").length / 2) + 2;
    const step = n < 2 ? 0 : Math.max(6, Math.min(30, Math.floor((widest - first - lastHalf) / (n - 1))));
    this.columns = shown.hosts.map((_, i) => first + i * step);
    this.width = Math.min(widest, Math.max((this.columns[n - 1] ?? first) + Math.max(lastHalf, 20), 60));
  }

  names(): void {
    const row = this.blank(" ");
    this.scene.hosts.forEach((host, i) => {
      const room = this.columns.length > 1 ? this.columns[1]! - this.columns[0]! - 1 : 40;
      const name = host.slice(0, room);
      put(row, this.columns[i]! - Math.floor(name.length / 2), name);
    });
    this.rows.push(row.join(""));
  }

  add(moment: Moment, before: Moment | undefined, after: Moment | undefined): void {
    if (moment.kind === "gap") return this.whole(`⋮ ${gapText(moment)}`);
    if (moment.kind === "mark") return this.mark(moment.event);
    if (moment.kind === "send") {
      const whole = after?.kind === "end" && after.flight === moment.flight;
      const lost = moment.flight.ends[0]?.kind === "lost" ? moment.flight.ends[0] : undefined;
      if (whole || lost !== undefined) return this.arrow(moment.atMs, moment.flight, lost ? "lost" : "whole");
      return this.arrow(moment.atMs, moment.flight, "leaves");
    }
    const drawn = before?.kind === "send" && before.flight === moment.flight && moment.copy === 0;
    if (drawn || (moment.end.kind === "lost" && moment.copy === 0)) return;
    this.arrow(moment.atMs, moment.flight, "arrives", moment.copy > 0 ? " again" : "");
  }

  private arrow(
    atMs: number,
    flight: Flight,
    how: "whole" | "lost" | "leaves" | "arrives",
    suffix = "",
  ): void {
    const row = this.blank("│", atMs);
    const a = this.columns[this.scene.hosts.indexOf(flight.from)]!;
    const b = this.columns[this.scene.hosts.indexOf(flight.to)]!;
    const right = b >= a;
    const dash = flight.answers === undefined ? "─" : "╌";
    const room = Math.max(1, Math.abs(b - a) - 1);
    const reason = how === "lost" ? flight.ends[0]?.reason : undefined;
    const label = flight.label + suffix;
    const full = label + (reason === "partition" || reason === "down" ? ` (${lossReason(reason)})` : "");
    const word = full.length + 5 <= room ? full : label.slice(0, Math.max(0, room - 4));
    const tail = how === "arrives" ? "·".repeat(2) : dash.repeat(2);
    let line = word === "" ? tail : `${tail} ${word} `;
    const length = how === "lost" && reason !== "down" ? Math.max(line.length, Math.floor(room * 0.7)) : room;
    line = line.padEnd(length - 1, how === "leaves" ? "·" : dash).slice(0, length - 1);
    const head = how === "lost" ? "✗" : how === "leaves" ? "·" : right ? "▶" : "◀";
    if (right) put(row, a + 1, line + head);
    else put(row, a - length, head + mirrored(line, word));
    this.rows.push(row.join(""));
  }

  private mark(event: Mark): void {
    if (event.kind === "fault") {
      return this.whole(event.phase === "begin" ? `▒ ${event.text}` : `▒ over: ${event.text}`, event.atMs);
    }
    const column = this.scene.hosts.indexOf(event.host);
    if (column === -1 && event.kind === "note") return this.whole(`» ${event.text}`, event.atMs);
    if (event.kind === "crash") this.down.add(event.host);
    if (event.kind === "restart") this.down.delete(event.host);
    const word = event.kind === "state"
      ? `◆ ${event.name}: ${stateText(event.value)}`
      : event.kind === "note"
      ? `» ${event.text}`
      : event.kind === "error"
      ? `✗ uncaught ${event.error}`
      : event.kind === "crash"
      ? "✗ CRASH"
      : "○ RESTART";
    const row = this.blank("│", event.atMs);
    const x = this.columns[column]!;
    const room = this.width - x;
    if (word.length <= room) put(row, x, word.padEnd(word.length + 1).slice(0, room));
    else put(row, Math.max(this.gutter, this.width - word.length), word.slice(0, this.width - this.gutter));
    this.rows.push(row.join(""));
  }

  private whole(content: string, atMs?: number): void {
    const row = this.blank("│", atMs);
    for (let rest = content; rest !== "";) {
      const part = rest.slice(0, this.width - this.gutter - 2);
      put(row, this.gutter, part);
      rest = rest.slice(part.length);
      this.rows.push(row.join(""));
      row.splice(0, row.length, ...this.blank("│"));
    }
  }

  private time(ms: number): string {
    return this.seconds ? `${seconds(ms)} s` : `${milliseconds(ms, this.longestMs)} ms`;
  }

  private blank(line: string, atMs?: number): string[] {
    const row: string[] = new Array(this.width).fill(" ");
    this.scene.hosts.forEach((host, i) =>
      row[this.columns[i]!] = line === "│" && this.down.has(host) ? "┊" : line
    );
    if (atMs === undefined) return row;
    const time = this.time(atMs);
    if (time !== this.lastTime) put(row, this.gutter - 2 - time.length, time);
    this.lastTime = time;
    return row;
  }
}

/** The word stays readable when the line runs to the left. */
function mirrored(line: string, word: string): string {
  if (word === "") return [...line].reverse().join("");
  const filler = line.slice(word.length + 4);
  return `${filler} ${word} ${line.slice(0, 2)}`;
}

function put(row: string[], at: number, content: string): void {
  [...content].forEach((c, i) => {
    if (at + i >= 0 && at + i < row.length) row[at + i] = c;
  });
}
