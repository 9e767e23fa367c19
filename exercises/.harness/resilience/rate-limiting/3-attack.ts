import { defineScenario } from "#src/check/scenario.ts";
import { check, defineHarness, type Hints } from "#src/grade/harness.ts";
import { Gcra, LeakyBucket, type Limit, TokenBucket } from "#patterns/resilience/rate-limiting.ts";
import { numberOption } from "#src/pure/option.ts";
import { ErrorAnswer } from "#src/ports/transport.ts";
import type { Host, World } from "#src/sim/world.ts";
import type * as Answer from "./3-attack.stub.ts";

type Flaw =
  | "window"
  | "whole"
  | "back-loses"
  | "back-earns"
  | "debt"
  | "endless"
  | "one-for-all"
  | "one-by-one";
type Entrant = (key: string, cost: number, nowMs: number) => boolean;

const rate = { ratePerSecond: 4, burst: 5 };

/** The contract in other words than the library's, with one flaw. */
function entrant(flaw: Flaw): Entrant {
  const buckets = new Map<string, { tokens: number; atMs: number; window: number }>();
  return (name, asked, nowMs) => {
    const key = flaw === "one-for-all" ? "" : name;
    const bucket = buckets.get(key) ?? { tokens: 5, atMs: nowMs, window: nowMs };
    buckets.set(key, bucket);
    const cost = flaw === "one-by-one" ? 1 : asked;
    const passedMs = nowMs - bucket.atMs;
    if (flaw === "window") {
      if (nowMs - bucket.window >= 1_250) Object.assign(bucket, { tokens: 5, window: nowMs }); // 5 per 1.25 s
    } else {
      const earned = (flaw === "back-loses" ? passedMs : Math.max(0, passedMs)) * 0.004;
      const tokens = bucket.tokens + (flaw === "whole" ? Math.floor(earned) : earned);
      bucket.tokens = flaw === "endless" ? tokens : Math.min(5, tokens);
    }
    bucket.atMs = flaw === "back-earns" || flaw === "back-loses" ? nowMs : Math.max(bucket.atMs, nowMs);
    if (bucket.tokens + 1e-6 >= cost) {
      bucket.tokens -= cost;
      return true;
    }
    if (flaw === "debt") bucket.tokens = Math.max(-5, bucket.tokens - cost);
    return false;
  };
}

function perKey(make: () => Limit): Entrant {
  const limits = new Map<string, Limit>();
  return (key, cost, nowMs) => {
    const limit = limits.get(key) ?? make();
    limits.set(key, limit);
    return limit.take(cost, nowMs) === 0;
  };
}

const right: Record<string, () => Entrant> = {
  "right one": () => perKey(() => new TokenBucket(rate)),
  "second right one": () => perKey(() => new Gcra(rate)),
  "third right one": () => perKey(() => new LeakyBucket(rate)),
};
const flaws = {
  A: "window",
  B: "whole",
  C: "back-loses",
  D: "back-earns",
  E: "debt",
  F: "endless",
  G: "one-for-all",
  H: "one-by-one",
} as const satisfies Record<string, Flaw>;

/** A call that ended otherwise than its case expects. */
interface Surprise {
  case: Answer.Case;
  index: number;
  seen: Answer.PlannedCall["expect"];
}

/** The first call of the case that ends otherwise than expected. */
function surprise(make: () => Entrant, one: Answer.Case): Surprise | undefined {
  const limiter = make();
  for (const [index, { atMs, key = "a", cost = 1, expect }] of one.calls.entries()) {
    const seen = limiter(key, cost, atMs) ? "admitted" : "refused";
    if (seen !== expect) return { case: one, index, seen };
  }
  return undefined;
}

const inWords = ({ case: { name, calls }, index, seen }: Surprise): string =>
  `case "${name}", call ${index + 1} at ${calls[index]!.atMs} ms: expected ${
    calls[index]!.expect
  }, was ${seen}`;

/** Draws a case as it goes with a right limiter, as far as the call that is not as expected. */
async function draw(world: World, name: string, { case: one, index, seen }: Surprise): Promise<void> {
  const calls = one.calls.slice(0, index + 1);
  world.note(`case "${one.name}"`);
  const limiter = right[name]!();
  void world.host(name, (host) => {
    host.listen((body) => {
      const { key, cost, atMs } = body as { key: string; cost: number; atMs: number };
      if (!limiter(key, cost, atMs)) throw new ErrorAnswer(429);
      return "admitted";
    });
  });
  const callers = new Map<string, Host>();
  for (const key of new Set(calls.map(({ key = "a" }) => key))) {
    void world.host(`caller ${key}`, (host) => void callers.set(key, host));
  }
  for (const { key = "a", cost = 1, atMs } of calls) {
    const caller = callers.get(key)!;
    await caller.clock.sleep(Math.max(0, atMs - world.nowMs())); // where the clock goes back, time does not
    await caller.request(name, { type: `cost ${cost} at ${atMs} ms`, key, cost, atMs }).catch(() => {});
  }
  world.note(`call ${index + 1}: expected ${calls[index]!.expect}, was ${seen}`);
}

/** Reads the answer once, and refuses what is outside of the task. */
function read(answer: readonly Answer.Case[]): Answer.Case[] {
  const cases = structuredClone(answer) as Answer.Case[];
  numberOption("Cannot play", "cases", cases.length, { min: 0, max: 20 });
  for (const { calls } of cases) {
    numberOption("Cannot play", "calls", calls.length, { min: 0, max: 500 });
    for (const { atMs, cost = 1 } of calls) {
      numberOption("Cannot play", "atMs", atMs, { min: 0, max: 100_000_000 });
      numberOption("Cannot play", "cost", cost, { min: 1, max: 10, integer: true });
    }
  }
  return cases;
}

/** Eleven limiters, each put to all cases. */
const entrants = defineScenario({
  id: "resilience/rate-limiting#entrants",
  version: 1,
  variants: {},
  async play(world: World, answer: readonly Answer.Case[]) {
    const cases = read(answer);
    const [name, mistake] = Object.entries(right)
      .flatMap(([name, make]) => cases.map((one) => [name, surprise(make, one)] as const))
      .find(([, found]) => found !== undefined) ?? [];
    const refutedBy = cases.map((one) => ({
      one,
      letters: Object.entries(flaws)
        .filter(([, flaw]) => surprise(() => entrant(flaw), one) !== undefined)
        .map(([letter]) => letter),
    }));
    if (name !== undefined && mistake !== undefined) await draw(world, name, mistake);
    else {
      await world.host("your cases", (host) => {
        for (const { one, letters } of refutedBy) {
          host.note(`"${one.name}" refutes ${letters.join(", ") || "none"}`);
        }
      });
    }
    return {
      cases: cases.length,
      refuted: refutedBy.flatMap(({ letters }) => letters),
      mistake: mistake && inWords(mistake),
    };
  },
  properties: {
    "The right limiters pass every case": ({ mistake }) => mistake ?? true,
    "Some case refutes limiter A": ({ refuted, cases }) => refuted.includes("A") || lives(cases),
    "Some case refutes limiter B": ({ refuted, cases }) => refuted.includes("B") || lives(cases),
    "Some case refutes limiter C": ({ refuted, cases }) => refuted.includes("C") || lives(cases),
    "Some case refutes limiter D": ({ refuted, cases }) => refuted.includes("D") || lives(cases),
    "Some case refutes limiter E": ({ refuted, cases }) => refuted.includes("E") || lives(cases),
    "Some case refutes limiter F": ({ refuted, cases }) => refuted.includes("F") || lives(cases),
    "Some case refutes limiter G": ({ refuted, cases }) => refuted.includes("G") || lives(cases),
    "Some case refutes limiter H": ({ refuted, cases }) => refuted.includes("H") || lives(cases),
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
  exercise: "resilience/rate-limiting/3-attack",
  kind: "attack",
  checks: [check(entrants, {
    subject: ({ cases }) => cases,
    seeds: 1,
    hints: {
      "The right limiters pass every case": [
        "A right limiter does something else than your case expects. Work the tokens out by hand, call by call.",
        "Write down tokens and the latest reading after each call: earned is the time since that reading times 0.004, at most up to 5.",
        "If the call is within a millisecond of the moment at which its cost is whole, move it; if the clock went back, nothing is earned until it is past the latest reading.",
      ],
      "Some case refutes limiter A": attack(
        "2",
        "It lets 4 a second through, in the long run. How evenly?",
        "Empty the bucket, and ask again after 300 ms: one token has been earned. Or: five calls late, and five more soon after.",
      ),
      "Some case refutes limiter B": attack(
        "2",
        "It earns whole tokens. When does a limiter that is asked often earn less than one that is asked seldom?",
        "Empty the bucket, ask every 100 ms in vain, and expect to be admitted once the fractions add up.",
      ),
      "Some case refutes limiter C": attack(
        "4",
        "What happens to the tokens when the time since the last reading is negative?",
        "Use one token, let the clock go back by a second, and ask for the other four at once.",
      ),
      "Some case refutes limiter D": attack(
        "4",
        "The clock goes back and forth again. How often is the same second paid for?",
        "Empty the bucket at 10,000 ms, ask in vain at 5,000 ms, and again at 10,000 ms: still refused.",
      ),
      "Some case refutes limiter E": attack(
        "3",
        "What does a refusal leave behind?",
        "Empty the bucket, ask ten times in vain, and ask again after 300 ms: a token has been earned.",
      ),
      "Some case refutes limiter F": attack(
        "1",
        "What does a night without calls leave in the bucket?",
        "One call, then nothing for a minute, then six calls at once: the sixth is refused.",
      ),
      "Some case refutes limiter G": attack(
        "1",
        "All your calls may be made by one caller. Who else is there?",
        'Empty the bucket of "a", and let "b" ask.',
      ),
      "Some case refutes limiter H": attack(
        "3",
        "All calls of the given case weigh the same.",
        "Take a cost of 4 from a full bucket, and then a cost of 2: refused.",
      ),
    },
  })],
  explanation:
    "Three limiters that share not a line of arithmetic passed every case, since the cases speak of what is promised and not of how it is kept. Note what the attacks needed: " +
    "a caller who asks often (B earns nothing between whole tokens; at 3 a second and a question every millisecond such a limiter lets nothing through), a clock that goes back and comes again, a pause, a second key, a weight. " +
    "Tests of limiters usually fill the bucket, empty it and wait: exactly the path on which all eleven are alike.",
});
