/**
 * Traces and a history made by hand.
 *
 * @module
 */

import type { History, Operation } from "#src/sim/history.ts";
import type { Plain, Trace, TraceEvent } from "#src/sim/trace.ts";

type Unplaced<E = TraceEvent> = E extends TraceEvent ? Omit<E, "seq" | "atMs"> : never;

/** Writes a trace by hand. */
export class Script {
  readonly events: TraceEvent[] = [];
  readonly hosts: readonly string[];
  #messages = 0;

  constructor(hosts: readonly string[]) {
    this.hosts = hosts;
  }

  /** Adds any event and answers its `seq`. */
  add(atMs: number, event: Unplaced): number {
    const seq = this.events.length;
    this.events.push({ seq, atMs, ...event } as TraceEvent);
    return seq;
  }

  /** A message that leaves now; what becomes of it is said by {@linkcode arrive} and {@linkcode lose}. */
  send(atMs: number, from: string, to: string, label: string, cause?: number): SentMessage {
    const message = this.#messages++;
    const seq = this.add(atMs, {
      kind: "send",
      host: from,
      to,
      message,
      label,
      ...(cause !== undefined && { cause }),
    });
    return { message, seq, from, to, label };
  }

  arrive(atMs: number, { message, seq, from, to, label }: SentMessage): number {
    return this.add(atMs, { kind: "receive", host: to, from, message, label, cause: seq });
  }

  lose(
    atMs: number,
    { message, seq, from, to, label }: SentMessage,
    reason: "loss" | "partition" | "down" = "loss",
  ): number {
    return this.add(atMs, { kind: "drop", host: "network", from, to, message, label, reason, cause: seq });
  }

  trace(endMs: number): Trace {
    const events = this.events.map((event, place) => ({ event, place }))
      .sort((a, b) => a.event.atMs - b.event.atMs || a.place - b.place);
    const places = new Map(events.map(({ event }, i) => [event.seq, i]));
    return {
      hosts: this.hosts,
      endMs,
      events: events.map(({ event }, seq) => ({
        ...event,
        seq,
        ...(event.cause !== undefined && { cause: places.get(event.cause)! }),
      })),
    };
  }
}

interface SentMessage {
  message: number;
  seq: number;
  from: string;
  to: string;
  label: string;
}

/** A payment that is asked for twice because the first answer was lost: it happened twice. */
export function paidTwice(): Trace {
  const script = new Script(["shop", "payment", "bank"]);
  const pay = script.send(0, "shop", "payment", "pay");
  const arrived = script.arrive(3.25, pay);
  const debit = script.send(5, "payment", "bank", "debit", arrived);
  const atBank = script.arrive(9.5, debit);
  script.add(9.5, { kind: "state", host: "bank", name: "debits", value: 1 });
  const done = script.send(12, "bank", "payment", "done", atBank);
  const back = script.arrive(15, done);
  const reply = script.send(15, "payment", "shop", "paid", back);
  script.lose(15, reply);
  script.add(115, { kind: "note", host: "shop", text: "no answer after 115 ms: tries again" });
  const again = script.send(115, "shop", "payment", "pay");
  const second = script.arrive(119, again);
  const debit2 = script.send(120, "payment", "bank", "debit", second);
  const atBank2 = script.arrive(126, debit2);
  script.add(126, { kind: "state", host: "bank", name: "debits", value: 2 });
  const done2 = script.send(128, "bank", "payment", "done", atBank2);
  const back2 = script.arrive(131, done2);
  script.arrive(135, script.send(131, "payment", "shop", "paid", back2));
  return script.trace(140);
}

/** An outage of half a minute under ten callers and a breaker: some two thousand messages. */
export function outage(): Trace {
  const script = new Script(["shop", "payment"]);
  script.add(0, { kind: "state", host: "shop", name: "breaker", value: "closed" });
  script.add(1000, { kind: "fault", host: "world", fault: "crash", phase: "begin", text: "payment is down" });
  script.add(1000, { kind: "crash", host: "payment" });
  script.add(31_000, { kind: "fault", host: "world", fault: "crash", phase: "end", text: "payment is down" });
  script.add(31_000, { kind: "restart", host: "payment" });
  let closed = true;
  let failures = 0;
  let openedMs = 0;
  for (let ms = 50; ms < 40_000; ms += 20) {
    const down = ms >= 1000 && ms < 31_000;
    if (!closed && ms < openedMs + 5000) continue;
    if (!closed) script.add(ms, { kind: "state", host: "shop", name: "breaker", value: "half-open" });
    const request = script.send(ms, "shop", "payment", "request");
    if (down) {
      script.lose(ms + 2, request, "down");
      failures++;
      if (!closed || failures >= 5) {
        script.add(ms + 2, { kind: "state", host: "shop", name: "breaker", value: "open" });
        closed = false;
        openedMs = ms;
      }
    } else {
      script.arrive(
        ms + 54,
        script.send(ms + 52, "payment", "shop", "reply", script.arrive(ms + 2, request)),
      );
      if (!closed) script.add(ms + 54, { kind: "state", host: "shop", name: "breaker", value: "closed" });
      closed = true;
      failures = 0;
    }
  }
  return script.trace(40_000);
}

/** Three replicas, a partition, and two that both believe to lead. */
export function twoLeaders(): Trace {
  const script = new Script(["n1", "n2", "n3", "client"]);
  for (const host of ["n1", "n2", "n3"]) {
    script.add(0, { kind: "state", host, name: "role", value: host === "n1" ? "leader" : "follower" });
  }
  for (let round = 0; round < 3; round++) {
    for (const to of ["n2", "n3"]) {
      const beat = script.send(50 * round, "n1", to, "heartbeat");
      if (round === 2) script.lose(50 * round + 1, beat, "partition");
      else script.arrive(50 * round + 4, beat);
    }
  }
  script.add(90, {
    kind: "fault",
    host: "world",
    fault: "partition",
    phase: "begin",
    text: "n1 | n2, n3 partitioned",
  });
  script.add(250, { kind: "state", host: "n2", name: "role", value: "candidate" });
  const ask = script.send(250, "n2", "n3", "requestVote");
  script.lose(251, script.send(250, "n2", "n1", "requestVote"), "partition");
  script.arrive(258, script.send(255, "n3", "n2", "vote", script.arrive(254, ask)));
  script.add(258, { kind: "state", host: "n2", name: "role", value: "leader" });
  const write = script.send(300, "client", "n1", "write x=1");
  script.arrive(309, script.send(306, "n1", "client", "ok", script.arrive(305, write)));
  const twice = script.send(320, "client", "n2", "write x=2");
  script.arrive(324, twice);
  script.arrive(331, twice);
  script.add(340, { kind: "error", host: "n3", error: "TypeError" });
  script.add(400, { kind: "crash", host: "n1" });
  script.send(398, "n2", "n3", "append");
  return script.trace(420);
}

/** Two clients read a register: the new value first and then the old one again. */
export function staleRead(): History {
  const operation = (
    id: number,
    process: string,
    input: Plain,
    output: Plain,
    callMs: number,
    returnMs?: number,
  ): Operation => ({
    id,
    process,
    input,
    output,
    callMs,
    returnMs,
  });
  return [
    operation(0, "alice", { write: 1 }, "ok", 0, 4),
    operation(1, "bob", { write: 2 }, undefined, 6),
    operation(2, "carol", { read: true }, 2, 8, 11),
    operation(3, "alice", { read: true }, 1, 12, 15),
  ];
}
