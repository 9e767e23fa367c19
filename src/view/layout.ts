/**
 * Places for everything in a space-time diagram: which moment stands at which height, and what must not overlap.
 *
 * @module
 */

import { milliseconds, seconds } from "#src/view/format.ts";
import { Placing } from "#src/view/placing.ts";
import { type Scene, stateText } from "#src/view/scene.ts";

/** A message, placed. */
export interface PlacedArrow {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  label: string;
  lost: boolean;
  reply: boolean;
  /** Still under way where the picture ends. */
  open: boolean;
}

/** A fault's or a note's words in a row of their own. */
export interface PlacedRow {
  x: number;
  y: number;
  width: number;
  lines: readonly string[];
  bad: boolean;
}

/** A mark on a host's line; its tone is the number of a state's colour, or a word. */
export interface PlacedPill {
  x: number;
  y: number;
  text: string;
  tone: number | "fault" | "good";
}

/** A pause. */
export interface PlacedGap {
  y: number;
  height: number;
  text: string;
}

/** Where and while a fault acts. */
export interface PlacedBand {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A stretch of a host's line. */
export interface Life {
  from: number;
  to: number;
  isUp: boolean;
}

/** A coloured stretch of a host's line. */
export interface Bar {
  from: number;
  to: number;
  colour: number;
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
  readonly pills: readonly PlacedPill[];
  readonly rows: readonly PlacedRow[];
  /** What the colours of the lifelines mean, in order of first appearance. */
  readonly key: readonly { text: string; colour: number }[];
  readonly gaps: readonly PlacedGap[];
  readonly bands: readonly PlacedBand[];
  /** Per host: when it is up. */
  readonly lives: readonly (readonly Life[])[];
  /** Per host: the colours of its line. */
  readonly bars: readonly (readonly Bar[])[];
}

/** Places a scene under `top` in a picture of the given width. */
export function layOut(scene: Scene, { width, top }: { width: number; top: number }): Layout {
  const placed = new Placing(scene, width, top).run();
  const { bottom, columns, colours } = placed;
  const lives = scene.hosts.map((host) => lifeOf(host, placed));
  const bars = scene.hosts.map((host, i) => barsOf(host, lives[i]!, placed));
  const down = lives.flatMap((life, i) =>
    life.filter(({ isUp }) => !isUp).map(({ from, to }) => ({
      x: columns[i]! - 16,
      y: from,
      width: 32,
      height: Math.max(1, to - from),
    }))
  );
  const used = new Set(bars.flat().map(({ colour }) => colour));
  return {
    width,
    top,
    bottom,
    columns,
    columnWidth: placed.columnWidth,
    ...times(placed),
    arrows: placed.arrows,
    pills: placed.pills,
    rows: placed.rows,
    gaps: placed.gaps,
    bands: [...placed.bands, ...down],
    lives,
    bars,
    key: [...colours].filter(([, colour]) => used.has(colour)).map(([text, colour]) => ({ text, colour })),
  };
}

/** Height of a place in the trace that is perhaps not drawn itself. */
function heightAt(seq: number, { heights, top, bottom }: Placing): number {
  const first = heights[0];
  if (first !== undefined && seq < first.seq) return top + 24;
  return heights.find((place) => place.seq >= seq)?.y ?? bottom;
}

function lifeOf(host: string, placed: Placing): Life[] {
  const lives: Life[] = [];
  let from = placed.top + 24;
  let isUp = true;
  for (const event of placed.scene.lives) {
    if (event.host !== host) continue;
    const to = heightAt(event.seq, placed);
    if (to > from) lives.push({ from, to, isUp });
    from = to;
    isUp = event.kind === "restart";
  }
  return [...lives, { from, to: placed.bottom, isUp }];
}

/** The state of a host colours its line, where it has one and not several. */
function barsOf(host: string, lives: readonly Life[], placed: Placing): Bar[] {
  const own = placed.scene.states.filter((event) => event.host === host && typeof event.value !== "number");
  if (own.some(({ name }) => name !== own[0]!.name)) return [];
  const bars: Bar[] = [];
  own.forEach((event, i) => {
    const next = own[i + 1];
    const from = heightAt(event.seq, placed);
    const to = next === undefined ? placed.bottom : heightAt(next.seq, placed);
    const colour = placed.colours.get(stateText(event.value)) ?? 4;
    for (const life of lives) {
      const start = Math.max(from, life.from);
      const end = Math.min(to, life.to);
      if (life.isUp && end > start) bars.push({ from: start, to: end, colour });
    }
  });
  return bars;
}

/** Times at the left, those of marks first; as many as can stand there. */
function times({ scene, wanted }: Placing): { unit: string; times: { y: number; text: string }[] } {
  const { moments } = scene;
  const longest = moments[moments.length - 1]?.atMs ?? 0;
  const unit = longest >= 10_000 ? "s" : "ms";
  const taken: { y: number; text: string }[] = [];
  for (const { y, ms } of [...wanted].sort((a, b) => a.rank - b.rank || a.y - b.y)) {
    const fine = wanted.some((other) => other.ms !== ms && seconds(other.ms) === seconds(ms));
    const text = unit === "s" ? seconds(ms, fine ? 3 : 2) : milliseconds(ms, longest);
    const clash = taken.some((other) =>
      Math.abs(other.y - y) < 16 || (other.text === text && Math.abs(other.y - y) < 60)
    );
    if (!clash) taken.push({ y, text });
  }
  return { unit, times: taken.sort((a, b) => a.y - b.y) };
}
