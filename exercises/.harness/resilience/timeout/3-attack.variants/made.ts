/** Cases made by a function. */
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

const slow = (obeys: boolean, rest: Partial<Case>, expect: Case["expect"]): Case => ({
  name: JSON.stringify([obeys, rest]),
  timeoutMs: 1_000,
  call: { takesMs: 2_000, ends: "answers", obeys },
  expect,
  ...rest,
});

export const cases: readonly Case[] = [
  slow(true, {}, { outcome: "timed out", atMs: 1_000, stoppedAtMs: 1_000, toldMs: 1_000, late: "stopped" }),
  slow(false, {}, { outcome: "timed out", atMs: 1_000, stoppedAtMs: 1_000, late: "succeeded", timers: 0 }),
  slow(true, { remainingMs: 700 }, { outcome: "timed out", atMs: 700, toldMs: 700 }),
  slow(true, { remainingMs: 0 }, { outcome: "refused", atMs: 0, late: "nothing" }),
  slow(true, { leavesAtMs: 300 }, { outcome: "left", atMs: 300, stoppedAtMs: 300, late: "stopped" }),
  {
    name: "fails in time",
    timeoutMs: 500,
    call: { takesMs: 499, ends: "fails", obeys: false },
    expect: { outcome: "failed", atMs: 499, stoppedAtMs: "never", late: "nothing", timers: 0 },
  },
];
