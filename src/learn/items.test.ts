import { describe, expect, test } from "vitest";
import { defineItems, item, tells } from "./items.ts";
import { recall } from "./recall.ts";
import { GATE_TYPE, type GateData } from "./gate.ts";

const sum = item({
  id: "sum",
  draw: ({ whole }) => ({ a: whole(2, 9), b: whole(2, 9) }),
  ask: ({ a, b }) => `How much is ${a} and ${b}?`,
  truth: ({ a, b }) => a + b,
  wrong: [
    { value: ({ a, b }) => a * b, from: { slip: "it multiplies." } },
    { value: ({ a }) => a, from: "retries-only-help" },
    { value: ({ a, b }) => a + b, from: { slip: "it is right, and so never offered." } },
    { value: () => undefined, from: { slip: "it is not suggested by any numbers." } },
  ],
  because: ({ a, b }, truth) => `${a} + ${b} = ${truth}.`,
});
const never = item({
  id: "never",
  draw: () => 1,
  ask: () => "Is it 1?",
  truth: () => 1,
  wrong: [{ value: () => 2, from: { slip: "no." } }, { value: () => 3, from: { slip: "no." } }],
  because: () => "It is.",
});
const items = defineItems("testing/sums", [sum, never]);

describe("an item", () => {
  test("asks the same for the same seed, and other numbers for another", async () => {
    expect(await items.question("sum", 3)).toEqual(await items.question("sum", 3));
    const asked = new Set<string>();
    for (let seed = 0; seed < 20; seed++) asked.add((await items.question("sum", seed)).question);
    expect(asked.size).toBeGreaterThan(10);
  });

  test("never offers a belief that happens to be right, nor one answer twice", async () => {
    for (let seed = 0; seed < 200; seed++) {
      const { options, truth } = await items.question("sum", seed);
      expect(options.filter(({ holds }) => holds).map(({ key }) => key)).toEqual([truth]);
      expect(new Set(options.map(({ text }) => text)).size).toBe(options.length);
      expect(options).toHaveLength(3);
    }
  });

  test("puts the truth at each position", async () => {
    const at = new Set<string>();
    for (let seed = 0; seed < 50; seed++) at.add((await items.question("sum", seed)).truth);
    expect([...at].sort()).toEqual(["a", "b", "c"]);
  });

  test("tells the belief or the slip behind a wrong option", async () => {
    const { options } = await items.question("sum", 1);
    const [slip, belief] = ["slip", "belief"].map((what) =>
      options.find(({ feedback }) => feedback.startsWith(`The ${what} behind`))
    );
    expect(slip?.feedback).toBe(`The slip behind ${slip?.key}: it multiplies.`);
    expect(belief?.misconception).toBe("retries-only-help");
  });

  test("gives up with a clear error where no draw is fair", async () => {
    await expect(items.question("never", 1)).rejects.toThrow(
      'Cannot ask "never" with seed 1 as no draw in 200',
    );
  });

  test("refuses another name and a seed that is none", async () => {
    // @ts-expect-error no such item
    await expect(items.question("difference", 1)).rejects.toThrow("the items of testing/sums are sum, never");
    for (const seed of [-1, 0.5, NaN, 2 ** 32]) {
      await expect(items.question("sum", seed)).rejects.toThrow(RangeError);
    }
    expect(() => defineItems("testing/sums", [sum, sum])).toThrow('"sum" stands twice');
  });

  test.each([
    ["A limit of 40 calls", "40", true],
    ["A limit of 400 calls", "40", false],
    ["after 1.40 s", "40", false],
    ["one of 40.", "40", true],
    ["40,000 calls", "40", false],
    ["the circuit is half-open", "open", true],
    ["it reopened", "open", false],
  ])("of %j and %j says that the one tells the other: %s", (question, answer, expected) => {
    expect(tells(question, answer)).toBe(expected);
  });
});

describe("recall", () => {
  const bundle = (value: object) =>
    (value as Record<symbol, () => Record<string, unknown>>)[Symbol.for("Jupyter.display")]!();

  test("shows the question as text, and as a gate in which the truth is explained", async () => {
    const shown = bundle(await recall(items, "sum", 1, "?"));
    const gate = shown[GATE_TYPE] as GateData;
    const question = await items.question("sum", 1);
    expect(gate.question).toBe(question.question);
    expect(gate.options.find(({ holds }) => holds)!.feedback).toBe(question.because);
    expect(shown["text/plain"]).toContain('put one of "a", "b", "c" in place of "?" in this cell');
    expect(shown["text/plain"]).toMatch(/\nWhy: \d \+ \d = \d+\.$/);
  });

  test("answers a choice", async () => {
    const { truth } = await items.question("sum", 1);
    expect((await recall(items, "sum", 1, truth)).toString()).toContain(
      `You chose ${truth}: the run agrees.`,
    );
  });

  test("refuses a choice that is none", async () => {
    await expect(recall(items, "sum", 1, "d")).rejects.toThrow('it must be "a", "b", "c" or "?"');
  });
});
