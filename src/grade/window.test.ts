import { describe, expect, test } from "vitest";
import { windowOf } from "#src/grade/window.ts";
import type { Trace, TraceEvent } from "#src/sim/trace.ts";

const note = (atMs: number) => ({ kind: "note", atMs, seq: atMs, host: "shop", text: "n" }) as TraceEvent;
const send = (atMs: number) => ({ kind: "send", atMs, seq: atMs, host: "shop" }) as unknown as TraceEvent;
const traceOf = (events: TraceEvent[]) => ({ events, hosts: ["shop"], endMs: 1e5 }) as unknown as Trace;
const notes = Array.from({ length: 40 }, (_, at) => note(at * 10));

describe("the drawn part of a failing run", () => {
  test("begins sixteen notes before the end, where there are notes only", () => {
    expect(windowOf(traceOf(notes))).toEqual({ fromMs: 240 });
  });
  test("is the whole run, where it is short or has messages", () => {
    expect(windowOf(traceOf(notes.slice(0, 16)))).toEqual({});
    expect(windowOf(traceOf([...notes, send(500)]))).toEqual({});
  });
});
