/**
 * Writes the trace of a run.
 *
 * @module
 */
import type { Trace, TraceEvent } from "#src/sim/trace.ts";

/** An event without what the recorder adds. */
export type Unplaced<E = TraceEvent> = E extends TraceEvent ? Omit<E, "seq" | "atMs"> : never;

/** Collects trace events in order; when switched off it only counts them. */
export class Tracer {
  #events: TraceEvent[] = [];
  #hosts: string[] = [];
  #count = 0;
  #nowMs: () => number;
  readonly on: boolean;

  constructor(nowMs: () => number, on: boolean) {
    this.#nowMs = nowMs;
    this.on = on;
  }

  /** Makes a host known; its line in pictures has this place. */
  host(name: string): void {
    this.#hosts.push(name);
  }

  /** Adds an event and answers its `seq`, to be given as the cause of others. */
  add(event: Unplaced): number {
    const seq = this.#count++;
    if (this.on) this.#events.push({ seq, atMs: this.#nowMs(), ...event } as TraceEvent);
    return seq;
  }

  /** The trace so far. */
  trace(): Trace {
    return { hosts: this.#hosts, events: this.#events, endMs: this.#nowMs() };
  }
}
