/**
 * Cases that tell right limiters from wrong ones.
 *
 * Why they are so:
 * - Each case aims at one sentence of the contract, and its name is that sentence.
 * - To see what is earned, a bucket must be empty first: `drained` does that with one call.
 * - Fractions need somebody who asks *often*. Whoever waits for a whole token sees no difference.
 * - A clock that goes back needs two cases: one looks at what is there meanwhile, one at what is there afterwards.
 * - No call stands within a millisecond of the moment at which its cost is whole, so the three right ones may round as
 *   they like.
 */
export interface PlannedCall {
  readonly atMs: number;
  readonly key?: string;
  readonly cost?: number;
  readonly expect: "admitted" | "refused";
}

export interface Case {
  readonly name: string;
  readonly calls: readonly PlannedCall[];
}

const admitted = (atMs: number, cost = 1, key = "a"): PlannedCall => ({
  atMs,
  cost,
  key,
  expect: "admitted",
});
const refused = (atMs: number, cost = 1, key = "a"): PlannedCall => ({ atMs, cost, key, expect: "refused" });

/** Takes all that a full bucket holds. */
const drained = (atMs: number) => admitted(atMs, 5);
/** Asks in vain, every `everyMs`. */
const inVain = (fromMs: number, everyMs: number, count: number) =>
  Array.from({ length: count }, (_, index) => refused(fromMs + index * everyMs));

export const cases: readonly Case[] = [
  {
    name: "tokens come evenly, not all at once",
    calls: [drained(0), refused(200), admitted(300), refused(400), admitted(550)],
  },
  {
    name: "fractions are kept, however often somebody asks",
    calls: [drained(0), refused(100), refused(200), admitted(300), refused(400), admitted(510)],
  },
  {
    name: "a clock that goes back takes nothing away",
    calls: [admitted(10_000), admitted(9_000, 4)],
  },
  {
    name: "a clock that goes back and comes again earns nothing",
    calls: [drained(10_000), refused(5_000), refused(10_000), refused(10_200), admitted(10_300)],
  },
  {
    name: "a refusal takes nothing",
    calls: [drained(0), ...inVain(10, 10, 10), admitted(300)],
  },
  {
    name: "a pause fills the bucket and no more",
    calls: [admitted(0), admitted(60_000, 5), refused(60_000)],
  },
  {
    name: "keys do not share",
    calls: [drained(0), admitted(1, 5, "b"), refused(2)],
  },
  {
    name: "a call takes what it costs",
    calls: [admitted(0, 4), refused(0, 2), admitted(0, 1)],
  },
];
