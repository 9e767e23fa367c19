/**
 * Cases that tell right breakers from wrong ones.
 *
 * Why they are so:
 * - Each case aims at one sentence of the contract, and its name is that sentence. When it fails one day in your own
 *   project, the name is all that the reader of the log gets.
 * - To attack a state you must first get there: `opened` does that, so that a case shows only its point.
 * - "Half-open lets one through" needs a burst: with one caller at a time every wrong breaker looks right.
 * - The window needs a long history: a counter that never forgets is right for the first four calls, and for a while.
 * - No case stands on a boundary. At exactly 1000 ms a right breaker may do either, and a test that demands one of them
 *   will one day fail for a right change.
 */
export interface PlannedCall {
  readonly atMs: number;
  readonly ends: "well" | "badly" | "never";
  readonly takesMs?: number;
  readonly cancelledAfterMs?: number;
  readonly expect: "made" | "refused";
}

export interface Case {
  readonly name: string;
  readonly calls: readonly PlannedCall[];
}

const made = (atMs: number, ends: PlannedCall["ends"], more: Partial<PlannedCall> = {}): PlannedCall => ({
  atMs,
  ends,
  expect: "made",
  ...more,
});
const refused = (atMs: number): PlannedCall => ({ atMs, ends: "well", expect: "refused" });

/** Four failures; the circuit opens at 70 ms and is half-open after 1070 ms. */
const opened: readonly PlannedCall[] = [
  made(0, "badly"),
  made(20, "badly"),
  made(40, "badly"),
  made(60, "badly"),
];

/** Still under way when the circuit opens, and ends well. */
const spanning = made(0, "well", { takesMs: 200 });
/** A probe that takes its time, and others who come meanwhile. */
const burst = [made(1_100, "well", { takesMs: 50 }), refused(1_110), refused(1_120)];
/** A probe whose caller goes away. */
const cancelledProbe = [made(1_100, "never", { cancelledAfterMs: 50 }), refused(1_120)];
/** Who asks during the cooldown that a failed probe begins. */
const impatient = [refused(1_200), refused(2_000)];

export const cases: readonly Case[] = [
  {
    name: "nothing is judged before four calls have ended",
    calls: [...opened, refused(80)],
  },
  {
    name: "half-open makes one call at a time, in a burst too",
    calls: [...opened, ...burst, made(1_200, "well")],
  },
  {
    name: "a failed probe opens the circuit for a whole cooldown",
    calls: [...opened, made(1_100, "badly"), ...impatient, made(2_200, "well")],
  },
  {
    name: "a success from before the trip does not close the circuit",
    calls: [
      spanning,
      ...opened.map((call) => ({ ...call, atMs: call.atMs + 1 })),
      refused(100),
      refused(300),
    ],
  },
  {
    name: "a cancelled probe gives its place back at once",
    calls: [...opened, ...cancelledProbe, made(1_200, "well"), made(1_300, "well")],
  },
  {
    name: "cancelled calls count neither way",
    calls: [
      ...[0, 20, 40, 60, 80].map((atMs) => made(atMs, "never", { cancelledAfterMs: 10 })),
      made(100, "well"),
    ],
  },
  {
    name: "one failure in four, for ever, is below one half",
    calls: Array.from({ length: 40 }, (_, index) => made(index * 20, index % 4 === 3 ? "badly" : "well")),
  },
];
