import { fc } from "#src/commands/check/properties.ts";
import { describe, expect, test } from "vitest";
import { checkLinearizability, type Model } from "#src/check/linearizability.ts";
import { keyValue, queue, register } from "#src/check/models.ts";
import type { Operation } from "#src/sim/history.ts";
import type { Plain } from "#src/sim/trace.ts";

let id = 0;
const op = (callMs: number, returnMs: number | undefined, input: Plain, output?: Plain): Operation => ({
  id: id++,
  process: `p${id}`,
  input,
  callMs,
  returnMs,
  output,
});
const read = (callMs: number, returnMs: number, output: Plain) =>
  op(callMs, returnMs, { read: true }, output);
const write = (callMs: number, returnMs: number | undefined, value: Plain) =>
  op(callMs, returnMs, { write: value }, "ok");

describe("a register", () => {
  test.each<[string, Operation[], boolean]>([
    ["a read after a write sees it", [write(0, 1, 1), read(2, 3, 1)], true],
    ["a read after a write may not see what was before", [write(0, 1, 1), read(2, 3, null)], false],
    ["a read beside a write may see either", [write(0, 10, 1), read(2, 3, null), read(4, 5, 1)], true],
    ["two reads beside a write may not see it and then not", [
      write(0, 10, 1),
      read(2, 3, 1),
      read(4, 5, null),
    ], false],
    ["a write that timed out may take effect later", [
      write(0, undefined, 1),
      read(5, 6, null),
      read(7, 8, 1),
    ], true],
    ["a write that timed out may never take effect", [write(0, undefined, 1), read(5, 6, null)], true],
    [
      "but it takes effect once",
      [write(0, undefined, 1), read(1, 2, 1), write(3, 4, 2), read(5, 6, 1)],
      false,
    ],
    ["a value that nobody wrote", [write(0, 1, 1), read(2, 3, 7)], false],
  ])("%s", (_sentence, history, linearizable) => {
    expect(checkLinearizability(history, register()).verdict === "linearizable").toBe(linearizable);
  });

  test("of two conditional writes of one value, one wins", () => {
    const cas = (callMs: number, value: Plain, output: boolean) =>
      op(callMs, callMs + 5, { expect: null, write: value }, output);
    expect(checkLinearizability([cas(0, 1, true), cas(1, 2, false)], register()).verdict).toBe(
      "linearizable",
    );
    expect(checkLinearizability([cas(0, 1, true), cas(1, 2, true)], register()).verdict).toBe(
      "not linearizable",
    );
  });
});

test("a violation says how far it came and where it stuck", () => {
  const stale = read(4, 5, null);
  const found = checkLinearizability([write(0, 1, 1), read(2, 3, 1), stale], register());
  expect(found).toMatchObject({ verdict: "not linearizable", stuckAt: stale });
});

test("keys are checked apart, and the key with the violation is named", () => {
  const at = (key: string, operation: Operation): Operation => ({
    ...operation,
    input: { key, ...operation.input as object },
  });
  const history = [
    at("a", write(0, 1, 1)),
    at("b", write(0, 1, 1)),
    at("a", read(2, 3, 1)),
    at("b", read(2, 3, null)),
  ];
  expect(checkLinearizability(history, keyValue())).toMatchObject({ verdict: "not linearizable", part: "b" });
});

test("a queue that gives one value twice is refuted", () => {
  const history = [op(0, 1, { put: 1 }, "ok"), op(2, 5, { take: true }, 1), op(3, 6, { take: true }, 1)];
  expect(checkLinearizability(history, queue).verdict).toBe("not linearizable");
});

test("beyond its steps the search says that it does not know", () => {
  const writes = Array.from({ length: 12 }, (_, n) => write(0, 100, n));
  expect(checkLinearizability([...writes, read(101, 102, "never")], register(), { maxSteps: 1_000 }).verdict)
    .toBe("unknown");
});

/** All orders, by brute force: the definition, word for word. */
function byDefinition<S>(history: readonly Operation[], model: Model<S>): boolean {
  const place = (state: S, left: readonly Operation[]): boolean => {
    if (left.every((each) => each.returnMs === undefined)) return true;
    return left.some((each) => {
      const earlier = left.some((other) =>
        other !== each && other.returnMs !== undefined && other.returnMs < each.callMs
      );
      if (earlier) return false;
      const after = model.step(state, each.input, each.returnMs === undefined ? undefined : each.output);
      return after !== undefined && place(after, left.filter((other) => other !== each));
    });
  };
  return place(model.init(), history);
}

const value = fc.integer({ min: 0, max: 2 });
const operation = fc.record({
  callMs: fc.integer({ min: 0, max: 12 }),
  took: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
  what: fc.oneof(
    value.map((output): [Plain, Plain] => [{ read: true }, output]),
    value.map((written): [Plain, Plain] => [{ write: written }, "ok"]),
    fc.tuple(value, value, fc.boolean()).map(([expected, written, output]): [Plain, Plain] => [
      { expect: expected, write: written },
      output,
    ]),
  ),
}).map(({ callMs, took, what: [input, output] }) =>
  op(callMs, took === undefined ? undefined : callMs + took, input, output)
);

test("agrees with the definition on random histories", () => {
  let refuted = 0;
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 7 }), (history) => {
      const found = checkLinearizability(history, register(0)).verdict;
      if (found !== "linearizable") refuted++;
      expect(found).toBe(byDefinition(history, register(0)) ? "linearizable" : "not linearizable");
    }),
    { numRuns: 2_000, seed: 20_261_121 },
  );
  expect(refuted).toBeGreaterThan(300);
  expect(refuted).toBeLessThan(1_900);
});
