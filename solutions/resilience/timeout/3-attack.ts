/**
 * Six cases, and what each of them is for.
 *
 * - *In time*: the quiet case is the one in which a timer is left behind.
 * - *Deaf*: a call that does not obey shows who waits for it, and what is told of it when it succeeds after all.
 * - *Obedient*: a call that stops is no failure. Only a call that obeys shows that its signal has aborted with the right reason.
 * - *Little time*: less is left than the limit, so that the two differ.
 * - *Nothing left*: the boundary itself.
 * - *Leaves*: early enough that nobody can take it for a timeout.
 */
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
    name: "in time",
    timeoutMs: 100,
    call: { takesMs: 30, ends: "answers", obeys: true },
    expect: { outcome: "answered", atMs: 30, toldMs: 100, stoppedAtMs: "never", timers: 0, late: "nothing" },
  },
  {
    name: "deaf, and done after all",
    timeoutMs: 100,
    call: { takesMs: 160, ends: "answers", obeys: false },
    expect: { outcome: "timed out", atMs: 100, stoppedAtMs: 100, late: "succeeded" },
  },
  {
    name: "obedient",
    timeoutMs: 100,
    call: { takesMs: 160, ends: "answers", obeys: true },
    expect: { outcome: "timed out", atMs: 100, stoppedAtMs: 100, late: "stopped" },
  },
  {
    name: "little time",
    timeoutMs: 100,
    remainingMs: 40,
    call: { takesMs: 60, ends: "answers", obeys: true },
    expect: { outcome: "timed out", atMs: 40, toldMs: 40 },
  },
  {
    name: "nothing left",
    timeoutMs: 100,
    remainingMs: 0,
    call: { takesMs: 10, ends: "answers", obeys: true },
    expect: { outcome: "refused", atMs: 0 },
  },
  {
    name: "leaves",
    timeoutMs: 100,
    leavesAtMs: 20,
    call: { takesMs: 60, ends: "answers", obeys: true },
    expect: { outcome: "left", atMs: 20, stoppedAtMs: 20, late: "stopped", timers: 0 },
  },
];
