import { defineScenario, type Make } from "#src/check/scenario.ts";
import { check, defineHarness, type Hints } from "#src/grade/harness.ts";
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy, Refused } from "#src/ports/policy.ts";
import { CircuitBreaker } from "#patterns/resilience/circuit-breaker.ts";
import { fates } from "#patterns/resilience/circuit-breaker/plays.scenario.ts";
import type { Host, World } from "#src/sim/world.ts";
import type * as Answer from "./3-attack.stub.ts";

type Flaw = "herd" | "late" | "never-slides" | "keeps-place" | "counts-cancelled" | "no-cooldown" | "hasty";

/** The contract in other words than the library's, with one flaw where one is named. */
class Entrant implements Policy {
  phase: { state: "closed" | "open" | "half-open"; outcomes: boolean[]; sinceMs: number; busy: boolean };
  readonly clock: Clock;
  readonly flaw: Flaw | undefined;

  constructor(clock: Clock, flaw?: Flaw) {
    this.clock = clock;
    this.flaw = flaw;
    this.phase = { state: "closed", outcomes: [], sinceMs: 0, busy: false };
  }

  execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
    const { signal } = options;
    const nowMs = this.clock.nowMs();
    if (this.phase.state === "open" && nowMs - this.phase.sinceMs > 1_000) this.to("half-open");
    const phase = this.phase;
    if (phase.state === "open" || (phase.busy && this.flaw !== "herd")) {
      return Promise.reject(new Refused("entrant"));
    }
    phase.busy = phase.state === "half-open";
    let over = false;
    const end = (outcome: "well" | "badly" | "cancelled") => {
      if (over) return;
      over = true;
      if (phase === this.phase || (this.flaw === "late" && outcome === "well")) this.end(outcome);
    };
    return new Promise<T>((resolve, reject) => {
      signal?.addEventListener("abort", () => {
        end("cancelled");
        reject(signal.reason);
      }, { once: true });
      Promise.resolve(call(contextOf(options))).then(
        (answer) => (end("well"), resolve(answer)),
        (error) => (end("badly"), reject(error)),
      );
    });
  }

  end(outcome: "well" | "badly" | "cancelled"): void {
    const { phase, flaw } = this;
    if (outcome === "cancelled" && flaw === "keeps-place") return;
    phase.busy = false;
    if (outcome === "cancelled" && (flaw !== "counts-cancelled" || phase.state !== "closed")) return;
    if (phase.state !== "closed") {
      if (outcome === "well") this.to("closed");
      else if (flaw !== "no-cooldown") this.to("open");
      return;
    }
    phase.outcomes.push(outcome === "well");
    const least = flaw === "hasty" ? 1 : 4;
    const kept = flaw === "never-slides" ? phase.outcomes : phase.outcomes.slice(-4);
    const failures = kept.filter((well) => !well).length;
    if (phase.outcomes.length >= least && failures >= (flaw === "never-slides" ? 2 : kept.length / 2)) {
      this.to("open");
    }
  }

  to(state: "closed" | "open" | "half-open"): void {
    this.phase = { state, outcomes: [], sinceMs: this.clock.nowMs(), busy: false };
  }
}

const right: Record<string, Make<Policy>> = {
  "right one": ({ clock }) =>
    new CircuitBreaker({
      clock,
      window: { kind: "count", size: 4 },
      minimumCalls: 4,
      cooldownMs: 1_000,
      probeTimeoutMs: 60_000,
    }),
  "other right one": ({ clock }) => new Entrant(clock),
};
const flaws = {
  A: "herd",
  B: "never-slides",
  C: "late",
  D: "keeps-place",
  E: "no-cooldown",
  F: "counts-cancelled",
  G: "hasty",
} as const satisfies Record<string, Flaw>;

/** The first call of the cases that ends otherwise than expected, in words; `undefined` if there is none. */
async function refutation(
  host: Host,
  make: Make<Policy>,
  cases: readonly Answer.Case[],
): Promise<string | undefined> {
  const found = await Promise.all(cases.map(async ({ name, calls }) => {
    const wrong = await fates(host, make(host), calls.map((call) => ({ takesMs: 10, ...call })));
    const index = wrong.findIndex((seen, at) => seen !== calls[at]!.expect);
    return index < 0
      ? undefined
      : `case "${name}", the call at ${calls[index]!.atMs} ms: expected ${calls[index]!.expect}, was ${
        wrong[index]
      }`;
  }));
  return found.find((one) => one !== undefined);
}

/** Nine breakers on nine hosts, each put to all cases. */
const entrants = defineScenario({
  id: "resilience/circuit-breaker#entrants",
  version: 1,
  variants: {},
  async play(world: World, answer: readonly Answer.Case[]) {
    const cases = structuredClone(answer); // read once: a getter must not answer each breaker differently
    if (cases.length > 20 || cases.some(({ calls }) => calls.length > 60)) {
      throw new RangeError("too many cases or calls");
    }
    const makers = {
      ...right,
      ...Object.fromEntries(
        Object.entries(flaws).map(([name, flaw]) => [
          name,
          (({ clock }) => new Entrant(clock, flaw)) as Make<Policy>,
        ]),
      ),
    };
    const refuted: Record<string, string | undefined> = {};
    for (const [name, make] of Object.entries(makers)) {
      const seen = await world.host(name.replaceAll(" ", "-"), (host) => refutation(host, make, cases));
      refuted[name] = seen;
      world.note(`${name}: ${seen ?? "passed every case"}`);
    }
    return { cases: cases.length, refuted };
  },
  properties: {
    "The right breakers pass every case": ({ refuted }) =>
      refuted["right one"] ?? refuted["other right one"] ?? true,
    "Some case refutes breaker A": ({ refuted, cases }) => refuted["A"] !== undefined || lives(cases),
    "Some case refutes breaker B": ({ refuted, cases }) => refuted["B"] !== undefined || lives(cases),
    "Some case refutes breaker C": ({ refuted, cases }) => refuted["C"] !== undefined || lives(cases),
    "Some case refutes breaker D": ({ refuted, cases }) => refuted["D"] !== undefined || lives(cases),
    "Some case refutes breaker E": ({ refuted, cases }) => refuted["E"] !== undefined || lives(cases),
    "Some case refutes breaker F": ({ refuted, cases }) => refuted["F"] !== undefined || lives(cases),
    "Some case refutes breaker G": ({ refuted, cases }) => refuted["G"] !== undefined || lives(cases),
  },
});
const lives = (cases: number) =>
  `it is wrong, and passed ${cases === 1 ? "the only case" : `all ${cases} cases`}`;

const attack = (where: string, what: string, how: string): Hints => [
  `It is wrong in ${where} of the contract. Does any of your cases go there?`,
  what,
  how,
];

export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/circuit-breaker/3-attack",
  kind: "attack",
  checks: [check(entrants, {
    subject: ({ cases }) => cases,
    seeds: 1,
    hints: {
      "The right breakers pass every case": [
        "A right breaker does something else than your case expects. Work the case out by hand, call by call.",
        "When exactly does the fourth call end? The cooldown counts from there, and the window from the ends, not the beginnings.",
        "If the call is at a boundary, for example exactly 1000 ms after the trip, move it: the contract leaves that moment open.",
      ],
      "Some case refutes breaker A": attack(
        "point 3",
        "It looks right as long as callers come one after the other. How do they come in a shop?",
        "Open the circuit, wait out the cooldown, begin a probe that takes 50 ms, and begin another call 10 ms later.",
      ),
      "Some case refutes breaker B": attack(
        "point 1",
        "It is right for the first calls. What does a window do that a plain count does not?",
        "Let one call in four fail, for forty calls: never half of the last four, and a count that does not forget grows.",
      ),
      "Some case refutes breaker C": attack(
        "point 5",
        "You need a call that is still under way when the circuit opens.",
        "Begin a call that takes 200 ms and ends well, then four quick failures; 300 ms after the start, a call must be refused.",
      ),
      "Some case refutes breaker D": attack(
        "point 4",
        "What happens to the place of a probe whose caller goes away?",
        "Half-open, begin a probe that never ends and is cancelled after 50 ms; the next call must be made.",
      ),
      "Some case refutes breaker E": attack(
        "point 3",
        "What must happen after a probe that ends badly?",
        "Let the probe fail, and begin a call 100 ms later: it must be refused.",
      ),
      "Some case refutes breaker F": attack(
        "point 4",
        "Customers go away from a healthy service, too.",
        "Five calls that are cancelled after 10 ms each, then one more: it must be made.",
      ),
      "Some case refutes breaker G": attack(
        "point 1",
        "How many outcomes are needed before anything is judged?",
        "One call that ends badly, then another: it must be made.",
      ),
    },
  })],
  explanation:
    "You have written what few breakers have: a suite that fails for each way in which they usually break. Note what it took. " +
    "A burst, since one caller at a time hides the herd. A call that spans the trip, since that is the only witness of a late answer. A cancelled probe. " +
    "A history longer than the window. And no call on a boundary that the contract leaves open: a test that says more than the contract will one day " +
    "stop a right change. Breaker B is the planted bug of every counter that is never reset; in production it opens after weeks, in the night, on a healthy service.",
});
