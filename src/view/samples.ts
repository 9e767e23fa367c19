/**
 * Traces made by hand, and everything that `view` makes of them: what the tests read, and what must be the same on every
 * runtime.
 *
 * @module
 */

import type { Trace, TraceEvent } from "#src/sim/trace.ts";
import { bars } from "#src/view/bars.ts";
import { plot, type Point } from "#src/view/plot.ts";
import { renderings } from "#src/view/shown.ts";
import { show } from "#src/view/show.ts";
import { hash } from "#src/view/svg.ts";
import { sequence } from "#src/view/sequence.ts";
import { table } from "#src/view/table.ts";
import { shiviz, timeline } from "#src/view/timeline.ts";

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

const wave = (n: number): number => (n * 7919 + 13 * n * n) % 101;

function plots() {
  const answered: Point[] = Array.from(
    { length: 600 },
    (_, i) => [i / 10, i > 10 && i < 310 ? 0 : 90 + wave(i) / 10],
  );
  const without: Point[] = Array.from({ length: 600 }, (_, i) => [i / 10, i > 10 ? wave(i) / 20 : 92]);
  const goodput = plot({
    title: "Without a breaker the outage outlives the fault",
    x: { label: "time", unit: "s" },
    y: { label: "answers per second" },
    series: [{ name: "with", points: answered }, { name: "without", steps: without }],
    bands: [{ fromX: 1, toX: 31, label: "payment is down" }],
    marks: [{ x: 36, label: "closed" }, { y: 50, label: "half of normal" }],
  });
  const latency = plot({
    title: "Latency of answers",
    x: { label: "latency", unit: "ms", scale: "log" },
    y: { label: "answers", scale: "log" },
    series: [{
      name: "answers",
      bars: Array.from({ length: 30 }, (_, i) => [1 + i * 40, 1 + (i + 1) * 40, 3 + wave(i) * i]),
    }],
    marks: [{ x: 900, label: "p99" }],
  });
  const queue = plot({
    title: "Queue of payment",
    x: { label: "time", unit: "ms" },
    y: { label: "requests waiting" },
    series: [
      { name: "queue", area: Array.from({ length: 50 }, (_, i) => [i * 20, wave(i)]) },
      { name: "refused", dots: Array.from({ length: 20 }, (_, i) => [i * 50, wave(i + 3)]) },
      { name: "a gap", points: [[0, 10], [200, 60], [300, NaN], [500, 30], [980, 80]] },
    ],
  });
  const jitter = bars({
    title: "Calls at the busiest millisecond after an outage",
    value: { label: "calls per millisecond" },
    rows: [
      { name: "no jitter", value: 1000, bad: true },
      { name: "equal jitter", value: 31 },
      { name: "full jitter", value: 17.25 },
      { name: "decorrelated jitter", value: 12 },
    ],
  });
  return { goodput, latency, queue, jitter };
}

/** Everything that can be shown of the samples, by name and mime type. */
export function pictures(): Record<string, string> {
  const traces = { paidTwice: paidTwice(), outage: outage(), twoLeaders: twoLeaders() };
  const broken = [{ property: "A customer pays once", seen: "two debits of one order" }];
  const run = {
    scenario: "sample/payment#lost-answer",
    subject: "without",
    seed: 7,
    outcome: "finished",
    broken,
    trace: traces.paidTwice,
    token: "sample/payment#lost-answer@1:without:7:shop>payment.loss=0.5",
  };
  const hits = { crash: 200, loss: 143 };
  const notHit = ["partition", "clock-jump"];
  const values: Record<string, unknown> = {
    ...traces,
    ...plots(),
    run,
    held: { ...run, broken: [], subject: "with" },
    hung: { ...run, outcome: "hung", broken: [], waits: ["shop waits for an answer from payment"] },
    explored: { schedules: 200, hits, notHit },
    refuted: { schedules: 12, hits, notHit, failure: { ...broken[0]!, seed: 7, token: run.token, run } },
    table: table([{ variant: "without", calls: 3112, ratio: 0.14286, ok: false }, {
      variant: "with",
      calls: 16,
      ratio: 1,
      ok: true,
    }], {
      caption: "Calls that reached payment while it was down",
      columns: { variant: "variant", calls: "calls", ratio: "answered" },
    }),
    value: {
      name: "shop",
      list: [1, 2.5, -0],
      nested: { a: null, b: undefined, "c d": "e\nf" },
      map: new Map([["x", 1]]),
    },
  };
  const all: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    for (const [mime, text] of Object.entries(renderings(show(value)) ?? {})) {
      all[`${name} ${mime}`] = String(text);
    }
  }
  for (const [name, trace] of Object.entries(traces)) {
    all[`${name} mermaid`] = sequence(trace);
    all[`${name} events`] = timeline(trace);
    all[`${name} shiviz`] = shiviz(trace);
  }
  return all;
}

/** One hash per rendering: equal on Node, Deno and in browsers. */
export function fingerprint(): string {
  return Object.entries(pictures()).map(([name, text]) => `${hash(text)} ${name}`).join("\n");
}
