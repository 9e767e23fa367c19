import { describe, expect, test } from "vitest";
import { compare } from "./compare.ts";
import { GATE_TYPE, type GateData } from "./gate.ts";
import { predict } from "./predict.ts";

const options = { a: "All is well", b: "They kill it again", c: "Nothing reaches it" } as const;
const ask = (choice: "a" | "b" | "c" | "?") => predict("What now?", options, choice);
const truths = { a: false, b: true, c: false };
const beliefs = { a: "retries-only-help" } as const;

function shown(value: object): Record<string, unknown> {
  return (value as Record<symbol, () => Record<string, unknown>>)[Symbol.for("Jupyter.display")]!();
}

describe("predict", () => {
  test("takes three or four options", () => {
    expect(predict("?", { ...options, d: "Something else" }, "d").choice).toBe("d");
    // @ts-expect-error an option is missing
    expect(() => predict("?", { a: "x", b: "y" }, "?")).toThrow(RangeError);
    expect(() => predict("?", { ...options, d: "x", e: "y" }, "?")).toThrow("they are a, b, c, d, e");
  });

  test("says which choices there are when it gets another", () => {
    // @ts-expect-error there is no option d
    expect(() => predict("?", options, "d")).toThrow('it must be "a", "b", "c" or "?": it is "d"');
    // @ts-expect-error a choice is a key
    expect(() => predict("?", options, "toString")).toThrow(TypeError);
  });
});

describe("compare", () => {
  test("throws unless exactly one option holds", () => {
    expect(() => compare(ask("?"), { a: false, b: false, c: false })).toThrow("none does");
    expect(() => compare(ask("?"), { a: true, b: false, c: true })).toThrow("a and c do");
  });

  test("asks for the truth of every option", () => {
    // @ts-expect-error c is missing; at run time a missing truth is false
    expect(compare(ask("?"), { a: false, b: true }).gate.truth).toBe("b");
  });

  test("carries the gate as data beside the text", () => {
    const both = shown(compare(ask("c"), truths, beliefs));
    const gate = both[GATE_TYPE] as GateData;
    expect(Object.keys(both)).toEqual(["text/plain", GATE_TYPE]);
    expect(JSON.parse(JSON.stringify(gate))).toEqual(gate);
    expect(gate).toMatchObject({ question: "What now?", truth: "b", choice: "c" });
    expect(gate.options.map(({ key, holds }) => [key, holds])).toEqual([["a", false], ["b", true], [
      "c",
      false,
    ]]);
    expect(gate.options[0]).toMatchObject({ text: "All is well", misconception: "retries-only-help" });
    expect(gate.options[1]).not.toHaveProperty("misconception");
  });

  test("answers a wrong choice with the belief behind it", () => {
    const text = compare(ask("a"), truths, beliefs).toString();
    expect(text).toContain("  a  All is well   <- your choice\n> b  They kill it again\n");
    expect(text).toContain('You chose a. The belief behind a: "A retry can only help');
    expect(text).not.toContain('"?"');
  });

  test("answers a wrong choice without a known belief with the truth", () => {
    expect(compare(ask("c"), truths, beliefs).toString()).toContain("You chose c. The run says b.");
  });

  test("says no more than yes to the right choice", () => {
    const text = compare(ask("b"), truths, beliefs).toString();
    expect(text).toMatch(/The run says b\.\nYou chose b: the run agrees\.$/);
    expect(text).not.toContain("belief");
  });

  test("reads well where nobody has chosen, and says how to", () => {
    expect(compare(ask("?"), truths, beliefs).toString()).toBe(
      `What now?

  a  All is well
> b  They kill it again
  c  Nothing reaches it

The run says b.
The belief behind a: "A retry can only help: at worst it fails again." Each retry is load,
  and it comes when the callee can bear it least. Enough of them keep a service down after
  its fault is over.
To choose first: put one of "a", "b", "c" in place of "?" in the question's cell, then run
  the three cells again.`,
    );
  });

  test("says once what stands behind two options", () => {
    const both = { a: "retries-only-help", c: "retries-only-help" } as const;
    const text = compare(ask("?"), truths, both).toString();
    expect(text).toContain('The belief behind a and c: "A retry can only help');
    expect(text.match(/The belief behind/g)).toHaveLength(1);
  });

  test("refuses a misconception that is not in the list", () => {
    // @ts-expect-error no such id
    expect(() => compare(ask("?"), truths, { a: "the-earth-is-flat" })).toThrow("the-earth-is-flat");
  });
});
