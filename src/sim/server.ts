/**
 * A modelled callee: so many requests at once, each taking its time, and what happens beyond that.
 *
 * @module
 */
import { ErrorAnswer } from "#src/ports/transport.ts";
import { constant, type Duration } from "#src/pure/distribution.ts";
import { crash } from "#src/sim/fault.ts";
import type { Host } from "#src/sim/host.ts";
import type { Plain } from "#src/sim/trace.ts";
import type { Arrival, World } from "#src/sim/world.ts";

/** How a modelled server behaves. */
export interface ServerOptions {
  /** Time that a request takes once it has a slot: milliseconds, or a distribution. */
  serviceMs: number | Duration;
  /** Requests worked on at once; others wait in order of arrival. @default {Infinity} */
  slots?: number;
  /** Requests that may wait; beyond that it answers 503. @default {Infinity} */
  maxQueue?: number;
  /** With more requests in the house than this it runs out of memory and dies. @default {Infinity} */
  collapsesAbove?: number;
  /** After a restart, until its first answer, other limits hold: pools are empty, caches and code are cold. */
  cold?: { serviceMs: number; collapsesAbove: number };
  /** How long it takes to boot after such a death, in milliseconds. @default {5_000} */
  restartMs?: number;
  /** Whether work stops when its caller has given up; most servers work on. @default {false} */
  stopsWhenCancelled?: boolean;
  /** The answer, made when the service time is over; throw `ErrorAnswer` for an error. @default answers "ok" */
  answer?: (body: Plain, request: ServedRequest) => Plain | void;
}

/** What `answer` may look at. */
export interface ServedRequest {
  readonly from: string;
  /** How many requests were answered in this life before. */
  readonly served: number;
  /** True time, in milliseconds. */
  readonly nowMs: number;
  /** Requests in the house now, with this one. */
  readonly inFlight: number;
}

/** A time during which the server's process was not there. */
export interface Outage {
  readonly fromMs: number;
  /** `undefined` while it lasts. */
  readonly toMs: number | undefined;
}

/** What an observer outside of the simulation saw of a server. */
export class ServerRecord {
  readonly #nowMs: () => number;
  /** Requests that came to its address, up or down. */
  readonly arrivals: readonly Arrival[];
  /** When it was down. */
  readonly outages: { fromMs: number; toMs: number | undefined }[] = [];
  /** Times of answers without error. */
  readonly answeredAtMs: number[] = [];
  /** Requests in the house at each change: time and number. */
  readonly load: [atMs: number, inFlight: number][] = [[0, 0]];
  /** Answers with an error, 503 included. */
  errors = 0;
  /** Work that was done for a caller who had given up. */
  wasted = 0;

  constructor(nowMs: () => number, arrivals: readonly Arrival[]) {
    this.#nowMs = nowMs;
    this.arrivals = arrivals;
  }

  /** Requests that came while the process was down. */
  get whileDown(): number {
    return this.arrivals.filter((arrival) => !arrival.up).length;
  }
  /** From the first crash to the end of the last outage, in milliseconds: an outage that outlives its cause is longer. */
  get downMs(): number {
    const first = this.outages[0];
    if (first === undefined) return 0;
    return (this.outages.at(-1)!.toMs ?? this.#nowMs()) - first.fromMs;
  }
  /** How often it went down. */
  get crashes(): number {
    return this.outages.length;
  }
  /** Answers without error after the last outage; 0 while it lasts. */
  get afterwards(): number {
    const last = this.outages.at(-1);
    if (last === undefined) return this.answeredAtMs.length;
    const { toMs } = last;
    return toMs === undefined ? 0 : this.answeredAtMs.filter((at) => at >= toMs).length;
  }
  /** Arrivals in each stretch of `everyMs`, as points for a plot: start of the stretch, number. */
  arrivalsPer(everyMs: number): [atMs: number, count: number][] {
    return countPer(this.arrivals.map((arrival) => arrival.atMs), everyMs, this.#nowMs());
  }
  /** Answers without error in each stretch of `everyMs`. */
  answersPer(everyMs: number): [atMs: number, count: number][] {
    return countPer(this.answeredAtMs, everyMs, this.#nowMs());
  }
  /** The most arrivals in any stretch of `everyMs` (stretches begin at multiples of it). */
  peakArrivalsPer(everyMs: number): number {
    return this.arrivalsPer(everyMs).reduce((most, [, count]) => Math.max(most, count), 0);
  }
}

/** Counts times in stretches of `everyMs` from 0 to `endMs`. */
export function countPer(timesMs: readonly number[], everyMs: number, endMs: number): [number, number][] {
  const counts = Array.from({ length: Math.floor(endMs / everyMs) + 1 }, () => 0);
  for (const at of timesMs) counts[Math.floor(at / everyMs)]! += 1;
  return counts.map((count, index) => [index * everyMs, count]);
}

/** A modelled server in a world. */
export interface Server {
  readonly name: string;
  readonly seen: ServerRecord;
}

/** Adds a modelled server to a world; address it by its name. */
export function server(world: World, name: string, options: ServerOptions): Server {
  const seen = new ServerRecord(() => world.nowMs(), world.arrivalsAt(name));
  const duration = typeof options.serviceMs === "number" ? constant(options.serviceMs) : options.serviceMs;
  const chance = world.random(`${name}.service`);
  void world.host(name, (host) => {
    const last = seen.outages.at(-1);
    if (last !== undefined && last.toMs === undefined) last.toMs = world.nowMs();
    serve(world, host, options, seen, () => duration(chance.next()));
  });
  world.onCrash(name, () => {
    seen.outages.push({ fromMs: world.nowMs(), toMs: undefined });
    seen.load.push([world.nowMs(), 0]);
  });
  return { name, seen };
}

function serve(
  world: World,
  host: Host,
  options: ServerOptions,
  seen: ServerRecord,
  nextServiceMs: () => number,
): void {
  const { slots = Infinity, maxQueue = Infinity, collapsesAbove = Infinity, restartMs = 5_000 } = options;
  const queue: (() => void)[] = [];
  let working = 0;
  let served = 0;
  let dying = false;
  const inFlight = () => working + queue.length;
  const changed = () => void seen.load.push([world.nowMs(), inFlight()]);
  host.listen(async (body, request) => {
    if (working >= slots && queue.length >= maxQueue) {
      seen.errors++;
      throw new ErrorAnswer(503);
    }
    const cold = host.life > 1 && served === 0 ? options.cold : undefined;
    const most = cold?.collapsesAbove ?? collapsesAbove;
    if (inFlight() + 1 > most && !dying) {
      dying = true;
      host.note(`more than ${most} requests at once: out of memory`);
      world.faultNow(crash(host.name, { atMs: 0, forMs: restartMs }));
    }
    const turn = working < slots ? void working++ : new Promise<void>((resolve) => void queue.push(resolve));
    changed();
    await turn;
    try {
      await host.work(
        cold?.serviceMs ?? nextServiceMs(),
        options.stopsWhenCancelled ? { signal: request.signal } : {},
      );
      if (request.cancelled) seen.wasted++;
      const answer = options.answer
        ? options.answer(body, { from: request.from, served, nowMs: world.nowMs(), inFlight: inFlight() })
        : "ok";
      served++;
      seen.answeredAtMs.push(world.nowMs());
      return answer;
    } catch (error) {
      seen.errors++;
      throw error;
    } finally {
      // A slot is handed on, so `working` changes only when nobody waits for it.
      const next = queue.shift();
      if (next) next();
      else working--;
      changed();
    }
  });
}
