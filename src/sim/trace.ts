/**
 * What happened in a run, event by event.
 *
 * @module
 */

/** Plain data that may stand in a trace: no errors, no class instances, no engine-made text. */
export type Plain = string | number | boolean | null | undefined | readonly Plain[] | {
  readonly [key: string]: Plain;
};

interface Base {
  /** Position in the trace, from 0. */
  readonly seq: number;
  /** Virtual time, in milliseconds. */
  readonly atMs: number;
  /** Where it happened. `"network"` for a drop on the way, `"world"` for a fault. */
  readonly host: string;
  /** `seq` of the event that led to this one. */
  readonly cause?: number;
}

/** A message left its host. */
export interface SendEvent extends Base {
  readonly kind: "send";
  readonly to: string;
  /** Pairs send, receive and drop. A duplicate keeps the id of its original. */
  readonly message: number;
  /** A word for diagrams: "request", "reply", "refused", "pay", … */
  readonly label: string;
  readonly body?: Plain;
}
/** A message arrived and was handled. */
export interface ReceiveEvent extends Base {
  readonly kind: "receive";
  readonly from: string;
  readonly message: number;
  readonly label: string;
}
/** A message will never arrive. */
export interface DropEvent extends Base {
  readonly kind: "drop";
  readonly from: string;
  readonly to: string;
  readonly message: number;
  readonly label: string;
  /** Why: lost on the way, cut by a partition, or the host was down. */
  readonly reason: "loss" | "partition" | "down";
}
/** A sleep ended. */
export interface TimerEvent extends Base {
  readonly kind: "timer";
}
/** A host stopped for good; nothing of its memory survives. */
export interface CrashEvent extends Base {
  readonly kind: "crash";
}
/** A host booted again from its disk. */
export interface RestartEvent extends Base {
  readonly kind: "restart";
}
/** A named state of a host, or of a part of it, changed: "breaker" → "open". */
export interface StateEvent extends Base {
  readonly kind: "state";
  readonly name: string;
  readonly value: Plain;
}
/** Something a story wants to say. */
export interface NoteEvent extends Base {
  readonly kind: "note";
  readonly text: string;
  readonly data?: Plain;
}
/** A fault begins or ends. */
export interface FaultEvent extends Base {
  readonly kind: "fault";
  readonly fault: string;
  readonly phase: "begin" | "end";
  /** For people: "payment is down", "shop | payment cut". */
  readonly text: string;
}
/** An error that nobody caught in a host's code. */
export interface ErrorEvent extends Base {
  readonly kind: "error";
  /** The error's `name`, never its message (engines differ). */
  readonly error: string;
}

/** One event of a run. */
export type TraceEvent =
  | SendEvent
  | ReceiveEvent
  | DropEvent
  | TimerEvent
  | CrashEvent
  | RestartEvent
  | StateEvent
  | NoteEvent
  | FaultEvent
  | ErrorEvent;

/** Everything that happened in one run, in order. */
export interface Trace {
  /** Hosts in the order in which they were added. */
  readonly hosts: readonly string[];
  readonly events: readonly TraceEvent[];
  /** Virtual length of the run, in milliseconds. */
  readonly endMs: number;
}
