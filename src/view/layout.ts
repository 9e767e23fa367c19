/**
 * Places for everything in a space-time diagram: which moment stands at which height, and what must not overlap.
 *
 * @module
 */

import { seconds } from "#src/view/format.ts";
import { gapText, type Mark, type Moment, type Scene, stateText } from "#src/view/scene.ts";
import { lossReason } from "#src/view/flights.ts";
import { fit, textWidth, wrap } from "#src/view/svg.ts";

/** A message, placed. */
export interface PlacedArrow {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  label: string;
  lost: boolean;
  reply: boolean;
}

/** A fault's or a note's words in a row of their own. */
export interface PlacedRow {
  x: number;
  y: number;
  width: number;
  lines: readonly string[];
  bad: boolean;
}

/** Everything placed, in the picture's units. */
export interface Layout {
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
  readonly columns: readonly number[];
  readonly columnWidth: number;
  readonly unit: string;
  readonly times: readonly { y: number; text: string }[];
  readonly arrows: readonly PlacedArrow[];
  readonly pills: readonly { x: number; y: number; text: string; tone: number | "fault" | "good" }[];
  readonly rows: readonly PlacedRow[];
  /** What the colours of the lifelines mean, in order of first appearance. */
  readonly key: readonly { text: string; colour: number }[];
  readonly gaps: readonly { y: number; height: number; text: string }[];
  readonly bands: readonly { x: number; y: number; width: number; height: number }[];
  readonly lives: readonly (readonly { from: number; to: number; isUp: boolean }[])[];
  readonly bars: readonly (readonly { from: number; to: number; colour: number }[])[];
}

interface Box {
  x1: number;
  x2: number;
  y1: number;
  y2: number;
}

const left = 70;
const nameHeight = 40;

/** Places a scene under `top` in a picture of the given width. */
export function layOut(scene: Scene, { width, top }: { width: number; top: number }): Layout {
  return new Placing(scene, width, top).run();
}

class Placing {
  readonly scene: Scene;
  readonly width: number;
  readonly top: number;
  readonly columns: number[];
  readonly columnWidth: number;
  readonly arrows: PlacedArrow[] = [];
  readonly pills: Layout["pills"][number][] = [];
  readonly rows: Layout["rows"][number][] = [];
  readonly gaps: Layout["gaps"][number][] = [];
  readonly bands: Layout["bands"][number][] = [];
  readonly boxes: Box[] = [];
  /** Height of each moment that was placed, for lifelines and bars. */
  readonly heights: { seq: number; y: number }[] = [];
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
    this.perMs = scale(scene.moments);
    for (const { value } of scene.states) {
      const word = stateText(value);
      if (typeof value !== "number" && !this.colours.has(word)) this.colours.set(word, this.colours.size);
    }
  }

  run(): Layout {
    for (const moment of this.scene.moments) {
      const passed = moment.atMs - this.atMs;
      if (passed > 0) this.y += Math.min(44, Math.max(7, Math.round(passed * this.perMs)));
      this.atMs = Math.max(this.atMs, moment.atMs);
      if (moment.kind === "send") this.send(moment);
      else if (moment.kind === "end") this.end(moment);
      else if (moment.kind === "gap") this.gap(moment);
      else this.mark(moment.event);
      this.heights.push({ seq: moment.seq, y: this.y });
    }
    const bottom = this.finish();
    return {
      width: this.width,
      top: this.top,
      bottom,
      columns: this.columns,
      columnWidth: this.columnWidth,
      ...this.times(),
      arrows: this.arrows,
      pills: this.pills,
      rows: this.rows,
      gaps: this.gaps,
      bands: this.bands,
      lives: this.scene.hosts.map((host) => this.life(host, bottom)),
      bars: this.scene.hosts.map((host) => this.bar(host, bottom)),
      key: this.key(bottom),
    };
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
    const label = this.label(
      flight.label,
      flight.ends.every(({ kind }) => kind === "lost"),
      flight.ends[0]?.reason,
    );
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
      label: together ? "" : label,
      lost: false,
      reply: flight.answers !== undefined,
    });
  }

  private label(word: string, lost: boolean, reason: Parameters<typeof lossReason>[0]): string {
    const content = lost && reason !== undefined && reason !== "loss"
      ? `${word}: ${lossReason(reason)}`
      : word;
    const room = this.columnWidth - 16;
    return textWidth(content, 13) <= room ? content : fit(word, room, 13);
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
    if (event.phase === "end") {
      const begun = this.open.get(event.fault + event.text) ?? this.open.get(event.fault);
      this.wanted.push({ y: this.y, ms: event.atMs, rank: 0 });
      if (begun === undefined) return;
      this.open.delete(event.fault + begun.text);
      this.band(begun, this.y);
      return;
    }
    this.y += 4;
    this.take(left, this.width, 2, 20);
    this.wanted.push({ y: this.y + 8, ms: event.atMs, rank: 0 });
    this.open.set(event.fault + event.text, { y: this.y, text: event.text });
    const lines = wrap(event.text, this.width - left - 20, 13, 1);
    const width = textWidth(lines[0] ?? "", 14); // bold
    const [x1, x2] = this.reach(event.text);
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

  private band({ y, text }: { y: number; text: string }, to: number): void {
    const [x1, x2] = this.reach(text);
    this.bands.push({ x: x1, y, width: x2 - x1, height: Math.max(4, to - y) });
  }

  private finish(): number {
    const bottom = this.y + 18;
    for (const begun of this.open.values()) this.band(begun, bottom);
    this.scene.hosts.forEach((host, i) => {
      for (const { from, to, isUp } of this.life(host, bottom)) {
        if (!isUp) {
          this.bands.push({ x: this.columns[i]! - 16, y: from, width: 32, height: Math.max(1, to - from) });
        }
      }
    });
    for (const arrow of this.arrows) {
      if (arrow.y2 >= 0) continue;
      arrow.x2 = Math.round(arrow.x1 + (arrow.x2 - arrow.x1) * 0.8);
      arrow.y2 = bottom;
    }
    return bottom;
  }

  /** Height of a place in the trace that is perhaps not drawn itself. */
  private heightAt(seq: number, otherwise: number): number {
    return this.heights.find((place) => place.seq >= seq)?.y ?? otherwise;
  }

  private life(host: string, bottom: number): { from: number; to: number; isUp: boolean }[] {
    const lives: { from: number; to: number; isUp: boolean }[] = [];
    let from = this.top + 24;
    let isUp = true;
    for (const moment of this.scene.moments) {
      if (moment.kind !== "mark" || moment.event.host !== host) continue;
      const { kind } = moment.event;
      if (kind !== "crash" && kind !== "restart") continue;
      const to = this.heightAt(moment.seq, bottom);
      lives.push({ from, to, isUp });
      from = to;
      isUp = kind === "restart";
    }
    lives.push({ from, to: bottom, isUp });
    return lives;
  }

  /** The state of a host colours its line, where it has one and not several. */
  private bar(host: string, bottom: number): { from: number; to: number; colour: number }[] {
    const own = this.scene.states.filter((event) => event.host === host && typeof event.value !== "number");
    const changes = own.some(({ name }) => name !== own[0]!.name) ? [] : own;
    const bars: { from: number; to: number; colour: number }[] = [];
    changes.forEach((event, i) => {
      const next = changes[i + 1];
      const from = this.heightAt(event.seq, bottom);
      const to = next === undefined ? bottom : this.heightAt(next.seq, bottom);
      const colour = this.colours.get(stateText(event.value)) ?? 4;
      for (const life of this.life(host, bottom)) {
        const start = Math.max(from, life.from);
        const end = Math.min(to, life.to);
        if (life.isUp && end > start) bars.push({ from: start, to: end, colour });
      }
    });
    return bars;
  }

  private key(bottom: number): { text: string; colour: number }[] {
    const used = new Set(
      this.scene.hosts.flatMap((host) => this.bar(host, bottom).map(({ colour }) => colour)),
    );
    return [...this.colours].filter(([, colour]) => used.has(colour))
      .map(([text, colour]) => ({ text, colour }));
  }

  private times(): { unit: string; times: { y: number; text: string }[] } {
    const { moments } = this.scene;
    const longest = moments[moments.length - 1]?.atMs ?? 0;
    const unit = longest >= 10_000 ? "s" : "ms";
    const taken: { y: number; text: string }[] = [];
    for (const { y, ms } of [...this.wanted].sort((a, b) => a.rank - b.rank || a.y - b.y)) {
      const fine = this.wanted.some((other) => other.ms !== ms && seconds(other.ms) === seconds(ms));
      const text = unit === "s" ? (fine ? seconds(ms, 3) : seconds(ms)) : timeMs(ms, longest);
      if (
        taken.some((other) =>
          Math.abs(other.y - y) < 16 || (other.text === text && Math.abs(other.y - y) < 60)
        )
      ) continue;
      taken.push({ y, text });
    }
    return { unit, times: taken.sort((a, b) => a.y - b.y) };
  }
}

function timeMs(ms: number, longest: number): string {
  const text = longest < 100
    ? (Math.round(ms * 10) / 10).toFixed(1).replace(/\.0$/, "")
    : String(Math.round(ms));
  return text.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Units per millisecond: the median step between two moments is drawn 14 units high. */
function scale(moments: readonly Moment[]): number {
  const steps = moments.slice(1).map(({ atMs }, i) => atMs - moments[i]!.atMs).filter((ms) => ms > 0)
    .sort((a, b) => a - b);
  return 14 / (steps[Math.floor(steps.length / 2)] ?? 1);
}
