/**
 * The kernel of the simulated world: virtual time, one event after the other.
 *
 * @module
 */
import { TimedHeap } from "#src/pure/heap.ts";
import { afterMicrotasks, afterRealTurn } from "#src/sim/drain.ts";

/** Something that will happen. */
export interface Scheduled {
  readonly atMs: number;
  readonly seq: number;
  /** Whose event it is: a host's life. Its events vanish when it ends. */
  readonly owner: object | undefined;
  /** What to do; `undefined` once cancelled. */
  action: (() => void) | undefined;
}

/** How a run of the kernel ended. */
export type Ending =
  /** The condition held. */
  | "done"
  /** Nothing was left to happen. */
  | "idle"
  /** The limit of events was reached, or time stood still for too many of them. */
  | "endless";

/** Limits of a run. */
export interface SimulationLimits {
  /** Events in all. @default {5_000_000} */
  maxEvents?: number;
  /** Events at one and the same moment. @default {100_000} */
  maxEventsAtOnce?: number;
}

const EVENTS_BETWEEN_REAL_TURNS = 5_000;

/**
 * Virtual time. Events happen in order of time, then of scheduling; between two of them the microtask queue is drained
 * completely. An hour of virtual time costs only its events.
 */
export class Simulation {
  #heap = new TimedHeap<Scheduled>();
  #nowMs = 0;
  #seq = 0;
  #events = 0;
  #eventsNow = 0;
  #maxEvents: number;
  #maxEventsAtOnce: number;
  #running = false;

  constructor(limits: SimulationLimits = {}) {
    this.#maxEvents = limits.maxEvents ?? 5_000_000;
    this.#maxEventsAtOnce = limits.maxEventsAtOnce ?? 100_000;
  }

  /** Virtual time since the start of the run, in milliseconds. */
  get nowMs(): number {
    return this.#nowMs;
  }
  /** How many events have happened. */
  get events(): number {
    return this.#events;
  }

  /** Plans `action` for a time that is not past. */
  schedule(atMs: number, action: () => void, owner?: object): Scheduled {
    if (!(atMs >= this.#nowMs && atMs < Infinity)) {
      throw new RangeError(
        `Cannot schedule as 'atMs' must be from ${this.#nowMs} on and finite: current value is ${atMs}`,
      );
    }
    const event: Scheduled = { atMs, seq: this.#seq++, owner, action };
    this.#heap.push(event);
    return event;
  }

  /** Takes back a plan; nothing happens if it is past. */
  cancel(event: Scheduled): void {
    event.action = undefined;
  }

  /** Drops all plans of an owner at once. */
  forget(owner: object): void {
    this.#heap.retain((event) => event.owner !== owner && event.action !== undefined);
  }

  /**
   * Runs until `done()` holds after an event, nothing is left, or a limit is reached.
   *
   * @param afterEach Called after each event and its promise reactions.
   */
  run(done: () => boolean, afterEach?: () => void): Promise<Ending> {
    if (this.#running) throw new Error("Cannot run as this simulation is running already");
    this.#running = true;
    return new Promise<Ending>((resolve, reject) => {
      const end = (ending: Ending) => {
        this.#running = false;
        resolve(ending);
      };
      const step = () => {
        try {
          afterEach?.();
          if (done()) return end("done");
          const event = this.#next();
          if (event === undefined) return end("idle");
          if (event.atMs > this.#nowMs) this.#eventsNow = 0;
          this.#nowMs = event.atMs;
          this.#events++;
          if (++this.#eventsNow > this.#maxEventsAtOnce || this.#events > this.#maxEvents) {
            return end("endless");
          }
          event.action!();
          if (this.#events % EVENTS_BETWEEN_REAL_TURNS === 0) afterRealTurn(step);
          else proceed();
        } catch (error) {
          this.#running = false;
          reject(error);
        }
      };
      const proceed = afterMicrotasks(step);
      proceed();
    });
  }

  #next(): Scheduled | undefined {
    for (;;) {
      const event = this.#heap.pop();
      if (event === undefined || event.action !== undefined) return event;
    }
  }
}
