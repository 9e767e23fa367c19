/**
 * Chooses the messages around the landmarks of a trace.
 *
 * @module
 */

import { type Flight, isLost } from "#src/view/flights.ts";

interface Landmark {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: string;
  readonly host: string;
}

/** A message with its answers: they are shown together or not at all. */
interface Exchange {
  readonly seq: number;
  readonly flights: Flight[];
}

/** At most `most` messages and about half as many landmarks, those around the most important ones first. */
export function choose<M extends Landmark>(
  all: readonly Flight[],
  landmarks: readonly M[],
  most: number,
): { flights: Flight[]; marks: M[] } {
  const marks = together(landmarks, Math.max(8, Math.ceil(most * 0.7)));
  if (all.length <= most) return { flights: [...all], marks };
  const exchanges = grouping(all);
  const anchors = [
    0,
    ...causes(exchanges, marks),
    ...marks.map(({ seq }) => firstAfter(exchanges, seq)),
    ...firstLosses(exchanges),
    exchanges.length - 1,
  ];
  const kept = new Set<number>();
  let messages = 0;
  // Rounds outward from every anchor: the exchange after it, the one before, the next one after, …
  const offsets = [0, -1, 1, 2, -2, 3, -3, 4, 5, -4, 6];
  for (const offset of offsets) {
    for (const anchor of anchors) {
      const place = anchor + offset;
      const exchange = exchanges[place];
      if (exchange === undefined || kept.has(place)) continue;
      if (messages + exchange.flights.length > most * 0.8) continue;
      kept.add(place);
      messages += exchange.flights.length;
    }
  }
  fillHoles(exchanges, kept, most - messages);
  const chosen = [...kept].flatMap((place) => exchanges[place]!.flights).sort((a, b) => a.seq - b.seq);
  return { flights: chosen, marks };
}

/** The first landmarks, each with all that happen at the same moment. */
function together<M extends Landmark>(landmarks: readonly M[], most: number): M[] {
  const kept = new Set<M>();
  for (const mark of landmarks) {
    if (kept.size >= most) break;
    if (kept.has(mark)) continue;
    const same = landmarks.filter(({ atMs }) => atMs === mark.atMs);
    if (kept.size > 0 && kept.size + same.length > most) continue;
    for (const each of same.slice(0, most)) kept.add(each);
  }
  return [...kept].sort((a, b) => a.seq - b.seq);
}

/** One or two exchanges missing between two that are shown cost more words than they save. */
function fillHoles(exchanges: readonly Exchange[], kept: Set<number>, room: number): void {
  for (const width of [1, 2]) {
    for (const place of [...kept].sort((a, b) => a - b)) {
      const hole = exchanges.slice(place + 1, place + 1 + width);
      const size = hole.reduce((sum, { flights }) => sum + flights.length, 0);
      if (!kept.has(place + 1 + width) || kept.has(place + 1) || size > room) continue;
      for (let i = 1; i <= width; i++) kept.add(place + i);
      room -= size;
    }
  }
}

function grouping(all: readonly Flight[]): Exchange[] {
  const known = new Map<number, Exchange>();
  const exchanges: Exchange[] = [];
  for (const flight of all) {
    const asked = flight.answers === undefined ? undefined : known.get(flight.answers);
    if (asked !== undefined && asked.flights.length < 4) {
      asked.flights.push(flight);
      known.set(flight.message, asked);
      continue;
    }
    const exchange = { seq: flight.seq, flights: [flight] };
    exchanges.push(exchange);
    known.set(flight.message, exchange);
  }
  return exchanges;
}

/** What a host did last before its state changed: the exchange that explains the change. */
function causes(exchanges: readonly Exchange[], marks: readonly Landmark[]): number[] {
  const touches = exchanges.flatMap(({ flights }, place) =>
    flights.flatMap((flight) => [
      { host: flight.from, seq: flight.seq, place },
      ...flight.ends.map(({ seq }) => ({ host: flight.to, seq, place })),
    ])
  ).sort((a, b) => a.seq - b.seq);
  return marks.filter(({ kind }) => kind === "state" || kind === "error").flatMap(({ host, seq }) => {
    const last = touches.filter((touch) => touch.host === host && touch.seq < seq).at(-1);
    return last === undefined ? [] : [last.place];
  });
}

function firstAfter(exchanges: readonly Exchange[], seq: number): number {
  const place = exchanges.findIndex((exchange) => exchange.seq > seq);
  return place === -1 ? exchanges.length - 1 : place;
}

function firstLosses(exchanges: readonly Exchange[]): number[] {
  const links = new Set<string>();
  const places: number[] = [];
  exchanges.forEach(({ flights }, place) => {
    const flight = flights.find(isLost);
    if (flight === undefined || links.has(`${flight.from}>${flight.to}`)) return;
    links.add(`${flight.from}>${flight.to}`);
    places.push(place);
  });
  return places;
}
