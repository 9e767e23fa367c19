import { fc } from "#src/commands/check/properties.ts";
import { describe, expect, test } from "vitest";
import { formatToken, parseToken } from "#src/check/token.ts";

const stream = fc.stringMatching(/^[a-z][a-z>.-]{0,12}[a-z]$/).filter((name) =>
  !["script", "menu", "strategy"].includes(name)
);

describe("a replay token", () => {
  test("says what was put into it", () => {
    fc.assert(
      fc.property(
        fc.record({
          scenario: fc.constantFrom("resilience/retry#waves", "coordination/raft#a-b"),
          version: fc.nat(99),
          subject: fc.constantFrom("with", "1-build", "wrong.2"),
          seed: fc.nat(),
          overrides: fc.uniqueArray(
            fc.tuple(stream, fc.oneof(fc.constant("seed" as const), fc.constantFrom(0, 0.25, 0.5))),
            {
              selector: ([name]) => name,
              maxLength: 4,
            },
          ),
        }),
        ({ overrides, ...head }) => {
          const token = {
            ...head,
            overrides: new Map<string, number | "seed">(overrides),
            menu: ["loss" as const, "crash" as const],
            script: "P01",
            strategy: "priorities" as const,
          };
          expect(parseToken(formatToken(token))).toEqual(token);
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });

  test("without extras is short", () => {
    expect(formatToken({ scenario: "a/b#c", version: 1, subject: "with", seed: 7, overrides: new Map() }))
      .toBe("a/b#c@1:with:7");
  });

  test.each([
    ["nonsense", "must look like"],
    ["a/b#c@1:with", "must look like"],
    ["a/b#c@1:with:7:loss=2", "each override must be name=number below 1: current value is loss=2"],
    ["a/b#c@1:with:7:=0", "each override must be name=number"],
  ])("%s is refused with a reason", (text, message) => {
    expect(() => parseToken(text)).toThrow(message);
  });
});
