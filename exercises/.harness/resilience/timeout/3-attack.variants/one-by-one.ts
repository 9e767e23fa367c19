/** One expectation for each case. */
/** One call through a limit. */
export interface Case {
  readonly name: string;
  /** From 1 to 10,000. */
  readonly timeoutMs: number;
  /** What is left of the caller's time; without it, for ever. From 0 to 10,000. */
  readonly remainingMs?: number;
  /** When the caller leaves, in milliseconds from the beginning; without it, never. From 1 to 10,000. */
  readonly leavesAtMs?: number;
  readonly call: {
    /** How long it takes, if it is not stopped. From 1 to 10,000. */
    readonly takesMs: number;
    readonly ends: "answers" | "fails";
    /** Whether it stops when its signal aborts. */
    readonly obeys: boolean;
  };
  readonly expect: {
    readonly outcome: "answered" | "failed" | "timed out" | "left" | "refused";
    /** When the caller hears of it, in milliseconds from the beginning. */
    readonly atMs?: number;
    /** What the call is told that it has, in milliseconds. */
    readonly toldMs?: number;
    /** When its signal aborts. */
    readonly stoppedAtMs?: number | "never";
    /** What is told of it when nobody waits any more. */
    readonly late?: "succeeded" | "failed" | "stopped" | "nothing";
    /** Timers that run when the caller has heard. */
    readonly timers?: number;
  };
}

export const cases: readonly Case[] = [
  {
    name: "timer",
    timeoutMs: 50,
    call: { takesMs: 5, ends: "fails", obeys: true },
    expect: { outcome: "failed", timers: 0 },
  },
  {
    name: "signal",
    timeoutMs: 50,
    call: { takesMs: 70, ends: "fails", obeys: false },
    expect: { outcome: "timed out", stoppedAtMs: 50 },
  },
  {
    name: "waits",
    timeoutMs: 50,
    call: { takesMs: 70, ends: "fails", obeys: false },
    expect: { outcome: "timed out", atMs: 50 },
  },
  {
    name: "late",
    timeoutMs: 50,
    call: { takesMs: 70, ends: "answers", obeys: false },
    expect: { outcome: "timed out", late: "succeeded" },
  },
  {
    name: "late, stopped",
    timeoutMs: 50,
    call: { takesMs: 70, ends: "answers", obeys: true },
    expect: { outcome: "timed out", late: "stopped" },
  },
  {
    name: "told",
    timeoutMs: 50,
    remainingMs: 7,
    call: { takesMs: 1, ends: "answers", obeys: true },
    expect: { outcome: "answered", toldMs: 7 },
  },
  {
    name: "less",
    timeoutMs: 50,
    remainingMs: 10,
    call: { takesMs: 20, ends: "answers", obeys: true },
    expect: { outcome: "timed out" },
  },
  {
    name: "none",
    timeoutMs: 50,
    remainingMs: 0,
    call: { takesMs: 1, ends: "answers", obeys: true },
    expect: { outcome: "refused" },
  },
  {
    name: "leaves",
    timeoutMs: 50,
    leavesAtMs: 10,
    call: { takesMs: 30, ends: "answers", obeys: true },
    expect: { outcome: "left" },
  },
  {
    name: "leaves, and is heard",
    timeoutMs: 50,
    leavesAtMs: 10,
    call: { takesMs: 30, ends: "answers", obeys: true },
    expect: { outcome: "left", stoppedAtMs: 10 },
  },
];
