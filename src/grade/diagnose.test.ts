import { expect, test } from "vitest";
import { defineScenario } from "#src/check/scenario.ts";
import { diagnosed } from "#src/grade/diagnose.ts";
import { check, defineHarness } from "#src/grade/harness.ts";
import { gradeAnswer } from "#src/grade/runner.ts";
import type { Host } from "#src/sim/host.ts";

interface Halver {
  halve(amount: number): number;
}
interface Answer {
  makeHalver: (host: Pick<Host, "clock">) => Halver;
}

/** Asks for nonsense, swallows what it throws, and then looks at something else. */
const halving = defineScenario({
  id: "testing/halving#once",
  version: 1,
  async play(world, make: (host: Host) => Halver) {
    return await world.host("client", (client) => {
      const halver = make(client);
      try {
        halver.halve(-1);
      } catch {
        // misuse is refused
      }
      return halver.halve(8);
    });
  },
  variants: { with: () => ({ halve: (amount: number) => amount / 2 }) },
  properties: { "Half of 8 is 4": (half) => half === 4 || `it is ${half}` },
});
const harness = defineHarness<Answer>({
  exercise: "testing/halving/1-build",
  kind: "build",
  checks: [check(halving, {
    subject: ({ makeHalver }: Answer) => (host) => makeHalver(host),
    seeds: 1,
    hints: { "Half of 8 is 4": ["a", "b", "c"] },
  })],
  explanation: "Divide by two.",
});

/** What is said to have been thrown by an answer that halves wrongly, and does `misuse` when it is asked for nonsense. */
async function thrown(misuse: () => never): Promise<string | undefined> {
  const answer: Answer = {
    makeHalver: () => ({ halve: (amount) => amount < 0 ? misuse() : amount }),
  };
  const place = (error: unknown) => error instanceof Error ? { line: 3, column: 1 } : undefined;
  const verdict = await diagnosed(
    await gradeAnswer(harness, answer),
    harness as never,
    answer as never,
    place,
  );
  if (verdict.kind !== "failed") throw new Error(verdict.kind);
  return verdict.thrown;
}

test("an error of the language is told, though the story swallows it", async () => {
  expect(await thrown(() => (undefined as never as { no(): never }).no())).toMatch(/^TypeError: /);
  const nest = (): never => nest();
  expect(await thrown(nest)).toBe("RangeError: Maximum call stack size exceeded");
  expect(await thrown(() => new Array(-1) as never)).toBe("RangeError: Invalid array length");
});

test("a misuse that the answer refuses as it should is not told as the cause of something else", async () => {
  expect(
    await thrown(() => {
      throw new RangeError("Cannot halve as 'amount' must be at least 0");
    }),
  ).toBeUndefined();
});
