/**
 * A trace's messages, each with its ends, and which message answers which.
 *
 * @module
 */

import type { DropEvent, Plain, Trace, TraceEvent } from "#src/sim/trace.ts";

/** One end of a message's way: it arrived, or it never will. */
export interface End {
  readonly atMs: number;
  readonly seq: number;
  readonly kind: "arrived" | "lost";
  readonly reason?: DropEvent["reason"];
}

/** A message on its way. A duplicated one has two ends, one that is still under way has none. */
export interface Flight {
  readonly message: number;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly body: Plain;
  readonly sentMs: number;
  readonly seq: number;
  readonly ends: readonly End[];
  /** The message whose arrival led to this one, where the trace says so. */
  readonly after: number | undefined;
  /** It goes back to where the message before it came from. */
  readonly answers: number | undefined;
}

/** All messages in the order in which they were sent. */
export function flights(trace: Trace): Flight[] {
  const bySeq = new Map<number, TraceEvent>(trace.events.map((event) => [event.seq, event]));
  const found = new Map<number, Flight & { ends: End[] }>();
  for (const event of trace.events) {
    if (event.kind === "send" && !found.has(event.message)) {
      const after = messageBefore(event, bySeq);
      const answers = answered(event.host, event.to, after, found);
      const { message, host: from, to, label, body, atMs: sentMs, seq } = event;
      found.set(message, { message, from, to, label, body, sentMs, seq, ends: [], after, answers });
    } else if (event.kind === "receive") {
      found.get(event.message)?.ends.push({ atMs: event.atMs, seq: event.seq, kind: "arrived" });
    } else if (event.kind === "drop") {
      const { atMs, seq, reason } = event;
      found.get(event.message)?.ends.push({ atMs, seq, kind: "lost", reason });
    }
  }
  return [...found.values()];
}

/** Whether no copy of the message arrived, and none is under way. */
export const isLost = (flight: Flight): boolean =>
  flight.ends.length > 0 && flight.ends.every(({ kind }) => kind === "lost");

/** Why a message was lost, for people. */
export function lossReason(reason: DropEvent["reason"] | undefined): string {
  return reason === "partition" ? "cut off" : reason === "down" ? "host down" : "lost";
}

/** The request that a message to `to` answers: the one before it, or one whose work asked others in between. */
function answered(from: string, to: string, after: number | undefined, found: ReadonlyMap<number, Flight>) {
  for (let message = after; message !== undefined;) {
    const before = found.get(message);
    if (before?.from === to && before.to === from) return message;
    message = before?.answers === undefined ? undefined : found.get(before.answers)?.after;
  }
  return undefined;
}

function messageBefore(event: TraceEvent, bySeq: ReadonlyMap<number, TraceEvent>): number | undefined {
  let { cause } = event;
  for (let steps = 0; cause !== undefined && steps < 40; steps++) {
    const before = bySeq.get(cause);
    // An address where nobody is up refuses at once: its cause is the request itself.
    if (before?.kind === "send" && before.to === event.host) return before.message;
    if (before === undefined || before.host !== event.host) return undefined;
    if (before.kind === "receive") return before.message;
    cause = before.cause;
  }
  return undefined;
}
