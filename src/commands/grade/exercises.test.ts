import { describe, expect, test } from "vitest";
import { brief } from "#src/grade/report.ts";
import { findExercises, listExercises } from "./exercises.ts";
import { fixture } from "./hostile-run.ts";

const all = [
  "resilience/circuit-breaker/1-build",
  "resilience/circuit-breaker/2-repair",
  "resilience/retry/1-extend",
  "resilience/retry-budget/1-build",
  "clinic/resilience/1-choose",
  "clinic/resilience/2-choose",
];
const chapters = all.slice(0, 4);
const clinic = all.slice(4);
const breaker = all.slice(0, 2);

describe("a name on the command line", () => {
  test.each([
    ["circuit-breaker", breaker],
    ["resilience/circuit-breaker", breaker],
    ["circuit-breaker/1", [all[0]]],
    ["circuit-breaker/2-repair", [all[1]]],
    ["exercises/resilience/circuit-breaker/2-repair.ts", [all[1]]],
    [".\\exercises\\resilience\\circuit-breaker\\2-repair.ts", [all[1]]],
    ["retry", [all[2]]],
    ["retry-", [all[3]]],
    ["circ", breaker],
    ["Circuit-Breaker", breaker],
    ["resilience", chapters],
    ["clinic", clinic],
    ["clinic/resilience", clinic],
    ["clinic/resilience/2", [clinic[1]]],
    ["exercises/clinic/resilience/1-choose.ts", [clinic[0]]],
  ])("%s", (name, exercises) => {
    expect(findExercises(name, all)).toEqual({ exercises });
  });

  test.each([
    ["circut-breaker", "circuit-breaker"],
    ["retyr", "retry"],
    ["zirkuit", "circuit-breaker"],
    ["breaker", "circuit-breaker"],
    ["breaker/1", "circuit-breaker/1"],
    ["circuit-breaker/7", "circuit-breaker/1"],
    ["zzzzzzzzzzzzzzz", undefined],
    ["", undefined],
  ])("an unknown one, '%s', leads to a suggestion", (unknown, suggestion) => {
    expect(findExercises(unknown, all)).toEqual({ unknown, suggestion });
  });
});

test.each(listExercises())("%s is found by the short name that the reports give it", (exercise) => {
  expect(findExercises(brief(exercise), listExercises())).toEqual({ exercises: [exercise] });
});

test("exercises are those with a harness, by their number", () => {
  expect(listExercises(fixture)).toEqual(["testing/asking/1-build"]);
});
