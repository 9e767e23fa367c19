import { describe, expect, test } from "vitest";
import { inTurn } from "./in-turn.ts";

const list = ["a", "b", "c", "d", "e"];
const none = new Set<string>();

describe("the chapters that a check looks at in full", () => {
  test.each([
    { most: 2, turn: 0, changed: none, taken: ["a", "b"] },
    { most: 2, turn: 1, changed: none, taken: ["c", "d"] },
    { most: 2, turn: 2, changed: none, taken: ["a", "e"] },
    { most: 2, turn: 0, changed: new Set(["d"]), taken: ["a", "d"] },
    { most: 2, turn: 7, changed: new Set(["d", "b", "e"]), taken: ["b", "d"] },
    { most: 9, turn: 3, changed: none, taken: list },
    { most: 2, turn: 4_294_967_295, changed: new Set(list), taken: ["a", "b"] },
  ])("$most of five in turn $turn, $changed.size changed: $taken", ({ taken, ...turn }) => {
    expect(inTurn(list, turn)).toEqual(taken);
  });

  test("all have their turn", () => {
    const seen = new Set([0, 1, 2].flatMap((turn) => inTurn(list, { most: 2, turn, changed: none })));
    expect([...seen].sort()).toEqual(list);
  });
});
