import { defineScenario } from "#src/check/scenario.ts";
import { check, defineHarness, type Hints } from "#src/grade/harness.ts";
import type { Clock } from "#src/ports/clock.ts";
import { type Policy, Refused } from "#src/ports/policy.ts";
import { numberOption } from "#src/pure/option.ts";
import type { World } from "#src/sim/world.ts";
import { entrant, flaws, right } from "./3-attack.entrants.ts";
import type * as Answer from "./3-attack.stub.ts";

/** When the call was made, or why not. */
type Seen = number | "refused" | "left" | "waits for ever";

async function play(clock: Clock, policy: Policy, { visits }: Answer.Case): Promise<Seen[]> {
  const beganMs = clock.nowMs();
  const until = (ms: number) => clock.sleep(Math.max(0, beganMs + ms - clock.nowMs()));
  const seen: Seen[] = visits.map(() => "waits for ever");
  for (const [index, { atMs, takesMs, ends = "answers", leavesAtMs }] of visits.entries()) {
    void until(atMs).then(async () => {
      const caller = new AbortController();
      if (leavesAtMs !== undefined) void until(leavesAtMs).then(() => caller.abort("left"));
      let made = false;
      try {
        await policy.execute(() => {
          made = true;
          seen[index] = Math.round(clock.nowMs() - beganMs);
          if (ends === "throws") throw new Error("at once");
          return clock.sleep(takesMs).then(() => {
            if (ends === "fails") throw new Error("later");
          });
        }, { signal: caller.signal });
      } catch (error) {
        if (!made) seen[index] = error instanceof Refused ? "refused" : "left";
      }
    });
  }
  await until(visits.reduce((sum, { atMs, takesMs }) => Math.max(sum, atMs) + takesMs, 0) + 5_000);
  return seen;
}

/** The first visit of the cases that ends otherwise than expected, in words; `undefined` if there is none. */
async function refutation(
  clock: Clock,
  make: (clock: Clock) => Policy,
  cases: readonly Answer.Case[],
): Promise<string | undefined> {
  for (const each of cases) {
    const seen = await play(clock, make(clock), each);
    const at = each.visits.findIndex(({ expect }, index) => expect !== seen[index]);
    if (at < 0) continue;
    const said = (what: Seen) => typeof what === "number" ? `made at ${what} ms` : what;
    return `case "${each.name}", visit ${at + 1}: expected ${said(each.visits[at]!.expect)}, was ${
      said(seen[at]!)
    }`;
  }
  return undefined;
}

/** Reads the answer once, and refuses what is outside of the task. */
function read(answer: readonly Answer.Case[]): Answer.Case[] {
  const cases = structuredClone(answer) as Answer.Case[];
  numberOption("Cannot play", "cases", cases.length, { min: 0, max: 20 });
  const time = { min: 0, max: 5_000, integer: true };
  for (const { visits } of cases) {
    numberOption("Cannot play", "visits", visits.length, { min: 0, max: 50 });
    for (const { atMs, takesMs, leavesAtMs = atMs } of visits) {
      numberOption("Cannot play", "atMs", atMs, time);
      numberOption("Cannot play", "takesMs", takesMs, time);
      numberOption("Cannot play", "leavesAtMs", leavesAtMs, { ...time, min: atMs });
    }
  }
  return cases;
}

/** Eleven bulkheads, each put to all cases. */
const entrants = defineScenario({
  id: "resilience/bulkhead#entrants",
  version: 1,
  variants: {},
  async play(world: World, answer: readonly Answer.Case[]) {
    const cases = read(answer);
    const refuted: Record<string, string | undefined> = {};
    await world.host("court", async ({ clock }) => {
      await Promise.all([
        ...Object.entries(right).map(async ([name, make]) => {
          refuted[name] = await refutation(clock, make, cases);
        }),
        ...Object.entries(flaws).map(async ([name, flaw]) => {
          refuted[name] = await refutation(clock, () => entrant(clock, flaw), cases);
        }),
      ]);
    });
    for (const name of [...Object.keys(right), ...Object.keys(flaws)]) {
      world.note(`${name}: ${refuted[name] ?? "passed every case"}`);
    }
    return { cases: cases.length, refuted };
  },
  properties: {
    "The right bulkheads pass every case": ({ refuted }) =>
      Object.keys(right).map((name) => refuted[name]).find((seen) => seen !== undefined) ?? true,
    "Some case refutes bulkhead A": ({ refuted, cases }) => refuted["A"] !== undefined || lives(cases),
    "Some case refutes bulkhead B": ({ refuted, cases }) => refuted["B"] !== undefined || lives(cases),
    "Some case refutes bulkhead C": ({ refuted, cases }) => refuted["C"] !== undefined || lives(cases),
    "Some case refutes bulkhead D": ({ refuted, cases }) => refuted["D"] !== undefined || lives(cases),
    "Some case refutes bulkhead E": ({ refuted, cases }) => refuted["E"] !== undefined || lives(cases),
    "Some case refutes bulkhead F": ({ refuted, cases }) => refuted["F"] !== undefined || lives(cases),
    "Some case refutes bulkhead G": ({ refuted, cases }) => refuted["G"] !== undefined || lives(cases),
    "Some case refutes bulkhead H": ({ refuted, cases }) => refuted["H"] !== undefined || lives(cases),
    "Some case refutes bulkhead I": ({ refuted, cases }) => refuted["I"] !== undefined || lives(cases),
  },
});
const lives = (cases: number) =>
  `it is wrong, and passed ${cases === 1 ? "the only case" : `all ${cases} cases`}`;

const attack = (where: string, what: string, how: string): Hints => [
  `It is wrong in point ${where} of the contract. Does any of your cases go there?`,
  what,
  how,
];

export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/bulkhead/3-attack",
  kind: "attack",
  checks: [check(entrants, {
    subject: ({ cases }) => cases,
    seeds: 1,
    hints: {
      "The right bulkheads pass every case": [
        "A right bulkhead does something else than your case expects. Draw the two places as two lines over time.",
        "Write down for each moment who is in flight and who waits. Who waits begins when the next call ends, and is refused after 100 ms.",
        "If two things happen in the same millisecond, move one of them: which comes first is not promised.",
      ],
      "Some case refutes bulkhead A": attack(
        "2",
        "A caller leaves while its call goes on. Who gets its place, and when?",
        "Two calls of 90 ms; one caller leaves at 20 ms; a third visit at 30 ms must begin at 90 ms.",
      ),
      "Some case refutes bulkhead B": attack(
        "1",
        "How often does a place come back whose caller has left during the call?",
        "Let one caller leave during its call, and count how many are in flight then and after its call has ended.",
      ),
      "Some case refutes bulkhead C": attack(
        "1",
        "Three ways of ending are named. Which of them happens before there is a promise?",
        "Two visits whose calls throw at once, and then two that must begin at once.",
      ),
      "Some case refutes bulkhead D": attack(
        "5",
        "Somebody leaves the queue, and then a place comes back. Who gets it?",
        "Two in flight, two waiting, the first of these leaves; the other must begin with the first place that comes back.",
      ),
      "Some case refutes bulkhead E": attack(
        "5",
        "How many may wait after one has left the queue?",
        "Two in flight, two waiting, one leaves; a fifth visit must be let into the queue.",
      ),
      "Some case refutes bulkhead F": attack(
        "4",
        "In which order do two begin who wait at the same time?",
        "Two in flight that end at different moments, two waiting: the earlier one begins at the earlier moment.",
      ),
      "Some case refutes bulkhead G": attack(
        "3",
        "Who is refused at the door in your cases: would it have got a place, had it been let in? If it would have waited too long, nobody sees the difference.",
        "Five visits while the first two are in flight, whose calls are short: the fifth is refused, and would have had a place within 100 ms.",
      ),
      "Some case refutes bulkhead H": attack(
        "6",
        "Does anybody wait for longer than 100 ms in your cases?",
        "Two calls of 300 ms, and a third visit at 10 ms: refused.",
      ),
      "Some case refutes bulkhead I": attack(
        "6",
        "It tells who has waited too long. What does it do with that call when a place comes back?",
        "Two calls of 300 ms, a third visit at 10 ms, and a look at what happens at 300 ms.",
      ),
    },
  })],
  explanation:
    "Two right bulkheads passed all, since your cases speak of moments that the contract promises. Note where the nine went wrong: not in the counting of places on the way in, which every test tries, but in the ways out. " +
    "A caller that leaves during its call, or from the queue, or too late; a call that throws before it is a promise: each is an exit, and each exit needs a visit after it, as a lost or doubled place is only seen by the next one.",
});
