import { describe, expect, test } from "vitest";
import { endingOf } from "#src/grade/ending.ts";
import type { Trace, TraceEvent } from "#src/sim/trace.ts";
import { sequenceText } from "#src/view/sequence-text.ts";

const note = (seq: number, atMs: number): TraceEvent => ({
  kind: "note",
  seq,
  atMs,
  host: "shop",
  text: `n${seq}`,
});
const send = { kind: "send", seq: 99, atMs: 500 } as unknown as TraceEvent;
const traceOf = (events: TraceEvent[]) => ({ events, hosts: ["shop"], endMs: 1e5 }) as unknown as Trace;
// Forty notes of one millisecond, then one at the end.
const notes = [...Array.from({ length: 40 }, (_, seq) => note(seq, 0)), note(40, 20_000)];

describe("the drawn part of a failing run", () => {
  test("is the last sixteen notes, where there are notes only", () => {
    expect(endingOf(traceOf(notes)).events).toEqual(notes.slice(-16));
  });
  test("shows the end, also where many notes share one millisecond", () => {
    expect(sequenceText(traceOf(notes))).not.toContain("n40");
    expect(sequenceText(endingOf(traceOf(notes)))).toContain("n40");
  });
  test("is the whole run, where it is short or has messages", () => {
    const short = traceOf(notes.slice(0, 16));
    const sent = traceOf([...notes, send]);
    expect(endingOf(short)).toBe(short);
    expect(endingOf(sent)).toBe(sent);
  });
});
