/**
 * Goes down the moments of a trace and gives each a height, so that nothing overlaps that must be read.
 *
 * @module
 */

import { type Flight, isLost, lossReason } from "#src/view/flights.ts";
import type { PlacedArrow, PlacedBand, PlacedGap, PlacedPill, PlacedRow } from "#src/view/layout.ts";
import { gapText, type Mark, medianStepMs, type Moment, type Scene, stateText } from "#src/view/scene.ts";
import { fit, textWidth, wrap } from "#src/view/svg.ts";

interface Box {
  x1: number;
  x2: number;
  y1: number;
  y2: number;
}

const left = 70;
const nameHeight = 40;

/** Goes down the moments of a scene and gives each its height. */
export class Placing {
  readonly scene: Scene;
  readonly width: number;
  readonly top: number;
  readonly columns: number[];
  readonly columnWidth: number;
  readonly arrows: PlacedArrow[] = [];
  readonly pills: PlacedPill[] = [];
  readonly rows: PlacedRow[] = [];
  readonly gaps: PlacedGap[] = [];
  readonly bands: PlacedBand[] = [];
  readonly boxes: Box[] = [];
  /** Height of each moment that was placed, for lifelines and bars. */
  readonly heights: { seq: number; y: number }[] = [];
  /** Times that may stand at the left; those of rank 0 first. */
  readonly wanted: { y: number; ms: number; rank: number }[] = [];
  readonly starts = new Map<string, { y: number; index: number }>();
  readonly open = new Map<string, { y: number; text: string }>();
  readonly colours = new Map<string, number>();
  readonly busy: number[];
  readonly perMs: number;
  last = "";
  lastMark: { atMs: number; y: number } | undefined;
  y: number;
  atMs: number;
  bottom = 0;

  constructor(scene: Scene, width: number, top: number) {
    this.scene = scene;
    this.width = width;
    this.top = top;
    const n = scene.hosts.length;
    const margin = Math.min(70, Math.round((width - left) / (2 * n)));
    const step = n < 2 ? 0 : (width - left - 2 * margin) / (n - 1);
    this.columns = scene.hosts.map((_, i) =>
      n < 2 ? Math.round((left + width) / 2) : Math.round(left + margin + i * step)
    );
    this.columnWidth = n < 2 ? width - left : Math.round(step);
    this.busy = scene.hosts.map(() => top + nameHeight);
    this.y = top + nameHeight;
    this.atMs = scene.moments[0]?.atMs ?? 0;
    // The median step between two moments is drawn 14 units high.
    this.perMs = 14 / (medianStepMs(scene.moments) ?? 1);
    for (const { value } of scene.states) {
      const word = stateText(value);
      if (typeof value !== "number" && !this.colours.has(word)) this.colours.set(word, this.colours.size);
    }
  }

  /** Places everything. */
  run(): this {
    for (const text of this.scene.ongoing) this.band({ fault: text, text });
    for (const moment of this.scene.moments) {
      const passed = moment.atMs - this.atMs;
      if (passed > 0) this.y += Math.min(44, Math.max(7, Math.round(passed * this.perMs)));
      this.atMs = Math.max(this.atMs, moment.atMs);
      if (moment.kind === "send") this.send(moment);
      else if (moment.kind === "end") this.end(moment);
      else if (moment.kind === "gap") this.gap(moment);
      else this.mark(moment.event);
      // What changes in a pause changes in the middle of its band.
      this.heights.push({ seq: moment.seq, y: moment.kind === "gap" ? this.y - 22 : this.y });
    }
    this.finish();
    return this;
  }

  /** Moves down until the box is free, and takes it. */
  private take(x1: number, x2: number, above: number, below: number): void {
    for (let again = true; again;) {
      again = false;
      for (const box of this.boxes) {
        if (box.x1 < x2 && x1 < box.x2 && box.y1 < this.y + below && this.y - above < box.y2) {
          this.y = box.y2 + above;
          again = true;
        }
      }
    }
    this.boxes.push({ x1, x2, y1: this.y - above, y2: this.y + below });
    if (this.boxes.length > 60) this.boxes.shift();
  }

  private send({ atMs, flight }: Extract<Moment, { kind: "send" }>): void {
    const from = this.scene.hosts.indexOf(flight.from);
    const x = this.columns[from]!;
    const right = this.scene.hosts.indexOf(flight.to) >= from;
    const label = this.label(flight);
    const w = textWidth(label, 13) + 8;
    const same = this.arrows[this.arrows.length - 1];
    // The same word to several hosts at once: one tail, one word.
    const together = this.last === `${atMs} ${flight.from} ${label} ${right}` && same !== undefined;
    this.last = `${atMs} ${flight.from} ${label} ${right}`;
    if (together) this.y = same.y1;
    else {
      this.y = Math.max(this.y, this.busy[from]! + 6);
      this.take(right ? x : x - w, right ? x + w : x, 15, 2);
    }
    this.wanted.push({ y: this.y, ms: atMs, rank: 1 });
    this.starts.set(`${flight.message}`, { y: this.y, index: this.arrows.length });
    // Still under way, as far as we know: the end moves it.
    this.arrows.push({
      ...this.span(flight.from, flight.to, 1),
      y1: this.y,
      y2: -1,
      open: true,
      label: together ? "" : label,
      lost: false,
      reply: flight.answers !== undefined,
    });
  }

  private label(flight: Flight): string {
    const reason = flight.ends[0]?.reason;
    const isPlain = !isLost(flight) || reason === "loss";
    const content = isPlain ? flight.label : `${flight.label}: ${lossReason(reason)}`;
    const room = this.columnWidth - 16;
    return textWidth(content, 13) <= room ? content : fit(flight.label, room, 13);
  }

  private end({ flight, end, copy, atMs }: Extract<Moment, { kind: "end" }>): void {
    const start = this.starts.get(`${flight.message}`)!;
    const first = this.arrows[start.index]!;
    const lost = end.kind === "lost";
    const to = this.scene.hosts.indexOf(flight.to);
    let { y } = this;
    if (!lost) y = this.y = Math.max(this.y, start.y + 8, this.busy[to]! + 3);
    else y = Math.max(y, start.y + 8);
    if (!lost) this.wanted.push({ y, ms: atMs, rank: 2 });
    const part = lost ? (end.reason === "down" ? 0.93 : 0.6) : 1;
    const placed = {
      ...this.span(flight.from, flight.to, part),
      y1: start.y,
      y2: y,
      lost,
      reply: first.reply,
      open: false,
    };
    // The next label at this host must not stand on the arrow's head.
    const x = placed.x2;
    if (!lost) {
      this.boxes.push({
        x1: placed.x1 < x ? x - 40 : x,
        x2: placed.x1 < x ? x : x + 40,
        y1: y - 5,
        y2: y + 1,
      });
    }
    if (copy === 0) Object.assign(first, placed);
    else this.arrows.push({ ...placed, label: "" });
  }

  private span(from: string, to: string, part: number): { x1: number; x2: number } {
    const a = this.columns[this.scene.hosts.indexOf(from)]!;
    const b = this.columns[this.scene.hosts.indexOf(to)]!;
    if (a === b) return { x1: a + 4, x2: a + 40 };
    const way = b > a ? 1 : -1;
    return { x1: a + way * 4, x2: Math.round(a + (b - a) * part) - (part === 1 ? way * 4 : 0) };
  }

  private gap(moment: Extract<Moment, { kind: "gap" }>): void {
    const label = gapText(moment);
    this.y += 14;
    this.take(left, this.width, 2, 26);
    this.gaps.push({ y: this.y, height: 24, text: fit(label, this.width - left - 20, 13) });
    this.y += 34;
    this.atMs = moment.toMs;
    this.busy.fill(this.y - 8);
  }

  private mark(event: Mark): void {
    if (event.kind === "fault") return this.fault(event);
    if (event.kind === "note") return this.note(event);
    const column = this.scene.hosts.indexOf(event.host);
    const x = this.columns[column]!;
    const { label, tone } = this.pill(event);
    const half = Math.round(textWidth(label, 13) / 2) + 7;
    const centre = Math.min(Math.max(x, left + half), this.width - half - 4);
    // Marks of several hosts at one moment stand side by side.
    const beside = this.lastMark?.atMs === event.atMs && this.lastMark.y >= this.y
      ? this.lastMark.y
      : this.y + 12;
    this.y = Math.max(beside, this.busy[column]! + 12);
    this.take(centre - half, centre + half, 11, 12);
    this.lastMark = { atMs: event.atMs, y: this.y };
    this.wanted.push({ y: this.y, ms: event.atMs, rank: 0 });
    this.pills.push({ x: centre, y: this.y, text: label, tone });
    this.busy[column] = this.y + 10;
  }

  private pill(
    event: Exclude<Mark, { kind: "fault" | "note" }>,
  ): { label: string; tone: number | "fault" | "good" } {
    if (event.kind === "crash") return { label: "crash", tone: "fault" };
    if (event.kind === "restart") return { label: "restart", tone: "good" };
    if (event.kind === "error") return { label: event.error, tone: "fault" };
    const value = stateText(event.value);
    const several = this.scene.states.some(({ host, name }) => host === event.host && name !== event.name);
    const named = several || typeof event.value !== "string";
    return {
      label: fit(named ? `${event.name}: ${value}` : value, Math.max(this.columnWidth - 8, 150), 13),
      tone: this.colours.get(value) ?? 4,
    };
  }

  private fault(event: Extract<Mark, { kind: "fault" }>): void {
    this.wanted.push({ y: this.y + (event.phase === "begin" ? 14 : 0), ms: event.atMs, rank: 0 });
    if (event.phase === "begin") return this.band(event);
    const begun = this.open.get(event.fault + event.text);
    if (begun !== undefined) this.close(begun, this.y);
    this.open.delete(event.fault + event.text);
  }

  /** A fault begins: its words stand in a row of their own. */
  private band({ fault, text }: { fault: string; text: string }): void {
    this.y += 4;
    this.take(left, this.width, 2, 20);
    this.open.set(fault + text, { y: this.y, text });
    const lines = wrap(text, this.width - left - 20, 13, 1);
    const width = textWidth(lines[0] ?? "", 14); // bold
    const [x1, x2] = this.reach(text);
    const x = x2 - x1 > width || x1 < this.width / 2 ? x1 + 6 : Math.max(x2 - width, left);
    this.rows.push({ x: Math.min(x, this.width - width - 4), y: this.y, width, lines, bad: true });
    this.y += 22;
    this.busy.fill(this.y - 4);
  }

  private note(event: Extract<Mark, { kind: "note" }>): void {
    const lines = wrap(event.text, this.width - left - 30, 13, 3);
    const width = Math.max(...lines.map((line) => textWidth(line, 13))) + 14;
    const height = 17 * lines.length + 5;
    const column = this.columns[this.scene.hosts.indexOf(event.host)] ?? (left + this.width) / 2;
    const x = Math.round(Math.min(Math.max(column - width / 2, left + 2), this.width - width - 4));
    this.y += 6;
    this.take(left, this.width, 2, height + 2);
    this.wanted.push({ y: this.y + 8, ms: event.atMs, rank: 0 });
    this.rows.push({ x, y: this.y, width, lines, bad: false });
    this.y += height + 2;
    this.busy.fill(this.y - 2);
  }

  /** A fault's band spans the hosts that its text names, or all. */
  private reach(text: string): [number, number] {
    const named = this.scene.hosts.flatMap((host, i) => text.includes(host) ? [this.columns[i]!] : []);
    if (named.length === 0) return [left, this.width - 6];
    const half = Math.max(14, Math.min(34, Math.round(this.columnWidth / 2) - 6));
    return [Math.max(left, Math.min(...named) - half), Math.min(Math.max(...named) + half, this.width - 4)];
  }

  private close({ y, text }: { y: number; text: string }, to: number): void {
    const [x1, x2] = this.reach(text);
    this.bands.push({ x: x1, y, width: x2 - x1, height: Math.max(4, to - y) });
  }

  private finish(): void {
    this.bottom = this.y + 18;
    for (const begun of this.open.values()) this.close(begun, this.bottom);
    for (const arrow of this.arrows) {
      if (!arrow.open) continue;
      arrow.x2 = Math.round(arrow.x1 + (arrow.x2 - arrow.x1) * 0.8);
      arrow.y2 = this.bottom;
    }
  }
}
