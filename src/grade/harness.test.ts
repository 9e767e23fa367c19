import { describe, expect, test } from "vitest";
import { defineScenario, FINISHES, type Make } from "#src/check/scenario.ts";
import { check, defineHarness } from "#src/grade/harness.ts";
import { defineMutants, mutate } from "#src/grade/mutants.ts";
import { scheduleTitle } from "#src/grade/report.ts";
import { gradeAnswer, gradeToken } from "#src/grade/runner.ts";
import { type Attack, duel, KILLS, SPARES } from "#src/grade/duel.ts";
import { todo } from "#src/grade/todo.ts";
import type { Clock } from "#src/ports/clock.ts";
import { crash } from "#src/sim/fault.ts";
import type { Host } from "#src/sim/host.ts";

interface Asker {
  ask(): Promise<string>;
}

/** A client asks a server five times, once a second; the server may be down for a while. */
const asking = defineScenario({
  id: "testing/asking#five",
  version: 1,
  menu: ["loss"],
  async play(world, make: Make<Asker>) {
    void world.host("server", (server) => server.listen(() => "yes"));
    const answers = await world.host("client", async (client) => {
      const asker = make(client);
      const seen: string[] = [];
      for (let i = 0; i < 5; i++) {
        await asker.ask().then((answer) => seen.push(answer), () => seen.push("error"));
        await client.clock.sleep(1_000);
      }
      return seen;
    });
    return answers ?? [];
  },
  variants: { with: (host) => ({ ask: () => patient(host) }) },
  properties: {
    "Every question is answered": (answers) =>
      answers.every((answer) => answer === "yes") ||
      `${answers.filter((answer) => answer !== "yes").length} were not`,
    "There are five questions": {
      holds: (answers) => answers.length === 5,
      seen: (answers) => `there are ${answers.length}`,
    },
  },
});

interface HostLike {
  clock: Clock;
  request<A>(to: string, body?: unknown, options?: { timeoutMs?: number }): Promise<A>;
}

async function patient(host: HostLike): Promise<string> {
  for (;;) {
    try {
      return await host.request<string>("server", "ask", { timeoutMs: 100 });
    } catch {
      await host.clock.sleep(100);
    }
  }
}

class Client implements Asker {
  protected host: HostLike;
  constructor(host: HostLike) {
    this.host = host;
  }
  ask(): Promise<string> {
    return patient(this.host);
  }
}
class Hasty extends Client {
  override ask(): Promise<string> {
    return this.host.request("server", "ask", { timeoutMs: 100 });
  }
}
class Waiting extends Client {
  override ask(): Promise<string> {
    return new Promise(() => {});
  }
}
class Stub extends Client {
  override ask(): Promise<string> {
    return todo("1. ask until it answers");
  }
}
class Throwing extends Client {
  constructor(host: HostLike) {
    super(host);
    throw new TypeError("no");
  }
}

interface Answer {
  Client: new (host: HostLike) => Asker;
}
const hints = {
  "Every question is answered": ["a", "b", "c"],
  "There are five questions": ["a", "b", "c"],
} as const;
const asked = { subject: ({ Client }: Answer) => (host: Host) => new Client(host), seeds: 10, hints };
const asksFive = check(asking, {
  ...asked,
  scripts: { hasty: { faults: [crash("server", { atMs: 2_500, forMs: 2_000 })], seed: 3 } },
});
const harness = defineHarness<Answer>({
  exercise: "testing/asking/1-build",
  kind: "build",
  checks: [asksFive],
  explanation: "Ask again.",
});

describe("a harness", () => {
  test("passes a right answer, and says how far that reaches", async () => {
    const verdict = await gradeAnswer(harness, { Client });
    expect(verdict).toMatchObject({ kind: "passed", schedules: 11, explanation: "Ask again." });
    expect(verdict.kind === "passed" && verdict.hits.crash).toBe(1);
  });

  test("says of a pass what was measured, with the first seed and not in a directed schedule", async () => {
    const figure = { scenario: asking.id, seed: 0, property: "There are five questions", holds: true };
    const measured = [{ ...figure, seen: "there are 5" }];
    expect(await gradeAnswer(harness, { Client })).toMatchObject({ kind: "passed", measured });
    const token = "testing/asking#five@1:1-build:7";
    expect(await gradeToken(harness, { Client }, token)).toMatchObject({
      kind: "passed",
      measured: [{ ...figure, seed: 7, seen: "there are 5" }],
    });
  });

  test("says of a failure what was measured as it was found, its own sentence only where a smaller one is shown", async () => {
    const five = check(asking, { ...asked, scripts: {} });
    const loud = check(
      defineScenario({
        ...asking,
        id: "testing/asking#loud",
        properties: {
          "There are five questions": asking.properties["There are five questions"],
          "Every question is answered": {
            holds: (answers) => answers.every((answer) => answer === "yes"),
            seen: (_answers, { trace }) =>
              `events were at ${trace.events.map(({ atMs }) => atMs).join(", ")} ms`,
          },
        },
      }),
      { ...asked, scripts: {} },
    );
    const wrong = { Client: Hasty };
    expect(await gradeAnswer({ ...harness, checks: [five] }, wrong)).toMatchObject({
      property: "Every question is answered",
      measured: [{ property: "There are five questions", seen: "there are 5" }],
    });
    const smaller = await gradeAnswer({ ...harness, checks: [loud] }, wrong);
    if (smaller.kind !== "failed") throw new Error("unreachable");
    expect(smaller.measured.map(({ property }) => property)).toEqual(loud.sentences.slice(0, 2));
    const again = await gradeToken({ ...harness, checks: [loud] }, wrong, smaller.token);
    expect(again).toMatchObject({ kind: "failed", measured: [{ property: "There are five questions" }] });
    const [found] = (await loud.play(wrong, smaller, { as: "1-build" })).broken;
    expect(smaller.measured[1]!.seen).toBe(found!.seen);
    expect(smaller.seen).not.toBe(found!.seen);
  });

  test("fails a wrong answer by its directed schedule, with a token that replays it", async () => {
    const verdict = await gradeAnswer(harness, { Client: Hasty });
    expect(verdict).toMatchObject({
      kind: "failed",
      property: "Every question is answered",
      script: "hasty",
      seed: 3,
      schedules: 1,
    });
    if (verdict.kind !== "failed") throw new Error("unreachable");
    expect(verdict.diagram).toContain("server");
    expect(verdict.sentences.length).toBeGreaterThanOrEqual(3);
    const again = await asksFive.replay({ Client: Hasty }, verdict.token, { as: "1-build" });
    expect(again.broken[0]!.property).toBe("Every question is answered");
    expect((await asksFive.replay({ Client }, verdict.token, { as: "1-build" })).broken).toEqual([]);
  });

  test("shows a failing schedule made smaller, or as it was where its check says so", async () => {
    const subject = ({ Client }: Answer) => (host: Host) => new Client(host);
    const shown = async (shrinks: boolean) => {
      const checks = [check(asking, { subject, seeds: 10, shrinks, hints })];
      const verdict = await gradeAnswer({ ...harness, checks }, { Client: Hasty });
      return verdict.kind === "failed" ? scheduleTitle(verdict.token) : verdict.kind;
    };
    expect(await shown(true)).toBe("The schedule, made as small as it could be");
    expect(await shown(false)).toBe("The schedule");
  });

  test("calls a promise that never settles a story without end", async () => {
    expect(await gradeAnswer(harness, { Client: Waiting })).toMatchObject({
      kind: "failed",
      property: FINISHES,
    });
  });

  test("says what was thrown where that ended the story", async () => {
    const verdict = await gradeAnswer(harness, { Client: Throwing });
    expect(verdict).toMatchObject({
      kind: "failed",
      property: FINISHES,
      seen: "an error ended it",
      thrown: "TypeError: no",
      hints: [expect.stringContaining("An error ended it"), expect.anything(), expect.anything()],
    });
  });

  test("calls a hole to do, even where the story catches its error", async () => {
    expect(await gradeAnswer(harness, { Client: Stub })).toEqual({
      kind: "to-do",
      what: ["1. ask until it answers"],
    });
  });

  test("names each schedule before it is played", async () => {
    const seen: string[] = [];
    await gradeAnswer(harness, { Client }, {
      seeds: 2,
      onSchedule: ({ seed, script }) => seen.push(`${script ?? "seed"} ${seed}`),
    });
    expect(seen).toEqual(["hasty 3", "seed 0", "seed 1"]);
  });

  test("gives the same verdict twice", async () => {
    expect(await gradeAnswer(harness, { Client: Hasty })).toEqual(
      await gradeAnswer(harness, { Client: Hasty }),
    );
  });
});

describe("the compiler and the constructors refuse", () => {
  test("a property without hints", () => {
    const few = { "Every question is answered": ["a", "b", "c"] } as const;
    const subject = ({ Client }: Answer) => (host: Host) => new Client(host);
    // @ts-expect-error: a property has no hints
    expect(() => check(asking, { subject, seeds: 1, hints: few })).toThrow(/no hints/);
  });
  test("an answer without an export", () => {
    // @ts-expect-error: the stub exports no Server
    check(asking, { subject: ({ Server }: Answer) => (host) => new Server(host), seeds: 1, hints });
    const needsClient = { ...harness, checks: [asksFive] };
    // @ts-expect-error: the check needs an export that the answer has not
    defineHarness<{ Other: string }>(needsClient);
  });
  test("a kind that the name does not say, and no check", () => {
    expect(() => defineHarness({ ...harness, kind: "repair" })).toThrow(/must look like/);
    expect(() => defineHarness({ ...harness, checks: [] })).toThrow(/without a check/);
  });
});

describe("a duel", () => {
  const attacks = defineHarness<{ attack: Attack<string[]> }>({
    exercise: "testing/asking/2-attack",
    kind: "attack",
    checks: [duel(asking, {
      attack: ({ attack }) => attack,
      right: { patient: (host) => new Client(host) },
      wrong: { hasty: (host) => new Hasty(host) },
      seeds: 2,
      hints: { [SPARES]: ["a", "b", "c"], [KILLS]: ["a", "b", "c"] },
    })],
    explanation: "It dies where nobody asks twice.",
  });
  const grade = (attack: Attack<string[]>) => gradeAnswer(attacks, { attack });

  test("passes an attack that kills the wrong and spares the right", async () => {
    expect(await grade({ faults: [crash("server", { atMs: 2_500, forMs: 2_000 })] })).toMatchObject({
      kind: "passed",
      measured: [],
    });
  });
  test("fails an attack that kills nothing", async () => {
    expect(await grade({})).toMatchObject({
      kind: "failed",
      property: KILLS,
      script: "wrong-hasty",
      measured: [],
    });
  });
  test("fails an attack that kills a right one", async () => {
    expect(await grade({ property: () => "it is never right" })).toMatchObject({
      kind: "failed",
      property: SPARES,
      script: "right-patient",
    });
  });
});

describe("a mutant", () => {
  test("is the solution with its edits", () => {
    const mutant = { id: "M1", says: "one too many", kills: "x", edits: [{ find: "< 5", replace: "<= 5" }] };
    expect(mutate("i < 5", mutant)).toBe("i <= 5");
    expect(() => mutate("i < 5 && j < 5", mutant)).toThrow(/stands 2 times/);
  });
  test("has edits or a text, and an id of its own", () => {
    const exercise = "testing/asking/1-build";
    const bare = { id: "M1", says: "", kills: "x" };
    expect(() => defineMutants({ exercise, mutants: [bare] })).toThrow(/either/);
    expect(() => defineMutants({ exercise, mutants: [{ ...bare, text: "" }, { ...bare, text: "" }] }))
      .toThrow(/unique/);
  });
});
