import { defineScenario } from "#src/check/scenario.ts";
import type { Clock } from "#src/ports/clock.ts";
import { type Call, type CallContext, type ExecuteOptions, type Policy, Refused } from "#src/ports/policy.ts";
import { numberOption } from "#src/pure/option.ts";
import type { Host, World } from "#src/sim/world.ts";
import { TimedOut, Timeout } from "#patterns/resilience/timeout.ts";
import { pipeline } from "#patterns/resilience/timeout/pipeline.ts";
import type * as Answer from "./3-attack.stub.ts";

type Late = "succeeded" | "failed" | "stopped";
interface Ports {
  clock: Clock;
  timeoutMs: number;
  onLate(outcome: Late): void;
}
type Entrant = (ports: Ports) => Policy;

type Flaw = "unstopped" | "timer" | "blames" | "endless" | "anyway" | "deaf" | "waits" | "secret";

/** The contract in other words than the library's, with one flaw or none. */
const entrant = (flaw?: Flaw): Entrant => ({ clock, timeoutMs, onLate }) => ({
  execute<T>(call: Call<T>, { signal, remainingMs = Infinity }: ExecuteOptions = {}): Promise<T> {
    if (remainingMs <= 0 && flaw !== "anyway") return Promise.reject(new Refused("limit"));
    const limitMs = flaw === "endless" ? timeoutMs : Math.min(timeoutMs, Math.max(0, remainingMs));
    const work = new AbortController();
    const timer = new AbortController();
    let given: { reason: unknown } | undefined;
    const done = call({ signal: work.signal, remainingMs: limitMs });
    return new Promise<T>((resolve, reject) => {
      const giveUp = (reason: unknown, stop: boolean) => {
        if (given !== undefined) return;
        given = { reason };
        timer.abort();
        signal?.removeEventListener("abort", leave);
        if (flaw !== "waits") reject(reason);
        if (stop) work.abort(reason);
      };
      const leave = () => giveUp(flaw === "blames" ? new TimedOut(limitMs) : signal!.reason, flaw !== "deaf");
      signal?.addEventListener("abort", leave);
      clock.sleep(limitMs, { signal: timer.signal })
        .then(() => giveUp(new TimedOut(limitMs), flaw !== "unstopped"), () => {});
      const settle = (end: () => void, outcome: Late) => {
        if (given === undefined) {
          given = { reason: undefined };
          if (flaw !== "timer") timer.abort();
          signal?.removeEventListener("abort", leave);
          return end();
        }
        if (flaw === "waits") reject(given.reason);
        if (flaw !== "secret") onLate(outcome);
      };
      Promise.resolve(done).then(
        (value) => settle(() => resolve(value), "succeeded"),
        (error) => settle(() => reject(error), error === given?.reason ? "stopped" : "failed"),
      );
    });
  },
});

const library: Entrant = ({ clock, timeoutMs, onLate }) =>
  new Timeout({
    clock,
    timeoutMs,
    onEvent: (event) => {
      if (event.kind === "late") onLate(event.outcome);
    },
  });
const right: Record<string, Entrant> = {
  "right one": library,
  "second right one": entrant(),
  "third right one": (ports) => pipeline(library(ports)),
};
const flaws: Record<string, Flaw> = {
  A: "unstopped",
  B: "timer",
  C: "blames",
  D: "endless",
  E: "anyway",
  F: "deaf",
  G: "waits",
  H: "secret",
};

/** Plays one case with one limit and answers what the case did not expect, in words. */
async function refutation(host: Host, make: Entrant, one: Answer.Case): Promise<string | undefined> {
  let timers = 0;
  let late: Late | "nothing" = "nothing";
  const clock: Clock = {
    nowMs: () => host.clock.nowMs(),
    async sleep(ms, options) {
      timers++;
      try {
        await host.clock.sleep(ms, options);
      } finally {
        timers--;
      }
    },
  };
  const beganMs = host.clock.nowMs();
  const sinceMs = () => Math.round(host.clock.nowMs() - beganMs);
  const customer = new AbortController();
  let stoppedAtMs: number | "never" = "never";
  let toldMs: number | undefined;
  const { takesMs, ends, obeys } = one.call;
  const call = async ({ signal, remainingMs }: CallContext) => {
    toldMs = remainingMs;
    signal.addEventListener("abort", () => stoppedAtMs = sinceMs());
    await host.clock.sleep(takesMs, obeys ? { signal } : {});
    if (ends === "fails") throw new Error("no stock");
    return "rated";
  };
  if (one.leavesAtMs !== undefined) {
    host.spawn(async () => {
      await host.clock.sleep(one.leavesAtMs!);
      customer.abort("closed the page");
    });
  }
  const policy = make({
    clock,
    timeoutMs: one.timeoutMs,
    onLate: (outcome) => late = late === "nothing" ? outcome : late,
  });
  const options: ExecuteOptions = { signal: customer.signal };
  if (one.remainingMs !== undefined) options.remainingMs = one.remainingMs;
  let outcome: Answer.Case["expect"]["outcome"] = "answered";
  try {
    await policy.execute(call, options);
  } catch (error) {
    outcome = error instanceof TimedOut
      ? "timed out"
      : error instanceof Refused
      ? "refused"
      : error === "closed the page"
      ? "left"
      : "failed";
  }
  const atMs = sinceMs();
  await host.clock.sleep(0); // what a limit does when it has answered is done by now
  const left = timers;
  await host.clock.sleep(Math.max(takesMs, one.timeoutMs, one.leavesAtMs ?? 0) + 1);
  const seen = { outcome, atMs, toldMs, stoppedAtMs, late, timers: left };
  for (const [what, expected] of Object.entries(one.expect)) {
    const was = seen[what as keyof typeof seen];
    if (was !== expected) {
      return `case "${one.name}": ${what} was expected to be ${expected}, and was ${String(was)}`;
    }
  }
  return undefined;
}

/** When two things would end a case first, of which the contract does not say which it is. */
function atTheSameMoment({ timeoutMs, remainingMs, leavesAtMs, call }: Answer.Case): number | undefined {
  const limitMs = Math.min(timeoutMs, remainingMs ?? Infinity);
  const [first, second] = [limitMs, call.takesMs, leavesAtMs ?? Infinity].sort((a, b) => a - b);
  return first === second ? first : undefined;
}

/** Reads the answer once, and refuses what is outside of the task. */
function read(answer: readonly Answer.Case[]): Answer.Case[] {
  const cases = structuredClone(answer) as Answer.Case[];
  numberOption("Cannot play", "cases", cases.length, { min: 0, max: 30 });
  for (const one of cases) {
    const { timeoutMs, remainingMs = 0, leavesAtMs = 1, call } = one;
    numberOption("Cannot play", "timeoutMs", timeoutMs, { min: 1, max: 10_000 });
    numberOption("Cannot play", "remainingMs", remainingMs, { min: 0, max: 10_000 });
    numberOption("Cannot play", "leavesAtMs", leavesAtMs, { min: 1, max: 10_000 });
    numberOption("Cannot play", "takesMs", call.takesMs, { min: 1, max: 10_000 });
    const tie = atTheSameMoment(one);
    if (tie !== undefined) {
      throw new RangeError(`Cannot play '${one.name}' as two things end it at ${tie} ms: keep them apart`);
    }
  }
  return cases;
}

const lives = (cases: number) =>
  `it is wrong, and met ${cases === 1 ? "the only case" : `all ${cases} cases`}`;

/** Eleven limits, each put to all cases. */
export const entrants = defineScenario({
  id: "resilience/timeout#entrants",
  version: 1,
  variants: {},
  async play(world: World, answer: readonly Answer.Case[]) {
    const cases = read(answer);
    const refuted: Record<string, string | undefined> = {};
    const all: [string, Entrant][] = [
      ...Object.entries(right),
      ...Object.entries(flaws).map(([name, flaw]): [string, Entrant] => [name, entrant(flaw)]),
    ];
    await world.host("web", async (host) => {
      for (const [name, make] of all) {
        for (const one of cases) refuted[name] ??= await refutation(host, make, one);
        world.note(`${name}: ${refuted[name] ?? "met every case"}`);
      }
    });
    return { cases: cases.length, refuted };
  },
  properties: {
    "The right limits meet every case": ({ refuted }) =>
      Object.keys(right).map((name) => refuted[name]).find((seen) => seen !== undefined) ?? true,
    "Some case refutes limit A": ({ refuted, cases }) => refuted["A"] !== undefined || lives(cases),
    "Some case refutes limit B": ({ refuted, cases }) => refuted["B"] !== undefined || lives(cases),
    "Some case refutes limit C": ({ refuted, cases }) => refuted["C"] !== undefined || lives(cases),
    "Some case refutes limit D": ({ refuted, cases }) => refuted["D"] !== undefined || lives(cases),
    "Some case refutes limit E": ({ refuted, cases }) => refuted["E"] !== undefined || lives(cases),
    "Some case refutes limit F": ({ refuted, cases }) => refuted["F"] !== undefined || lives(cases),
    "Some case refutes limit G": ({ refuted, cases }) => refuted["G"] !== undefined || lives(cases),
    "Some case refutes limit H": ({ refuted, cases }) => refuted["H"] !== undefined || lives(cases),
  },
});
