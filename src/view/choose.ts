/**
 * Chooses the messages around the landmarks of a trace.
 *
 * @module
 */

import { type Flight, isLost } from "#src/view/flights.ts";

interface Landmark {
  readonly seq: number;
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
  const marks = landmarks.slice(0, Math.max(6, Math.ceil(most * 0.6))).sort((a, b) => a.seq - b.seq);
  if (all.length <= most) return { flights: [...all], marks };
  const exchanges = grouping(all);
  const anchors = [
    0,
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
      if (messages + exchange.flights.length > most) continue;
      kept.add(place);
      messages += exchange.flights.length;
    }
  }
  const chosen = [...kept].flatMap((place) => exchanges[place]!.flights).sort((a, b) => a.seq - b.seq);
  return { flights: chosen, marks };
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
