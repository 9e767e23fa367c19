import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { budgets } from "#src/catalog/budgets.ts";
import { chapterFile, chapterNames, meant, nearest } from "./find.ts";
import { answerProblems, gateProblems, gatesOf } from "./gates.ts";
import { formatNotebook, parseNotebook } from "./notebook.ts";
import { outputProblems } from "./outputs.ts";
import { problemText } from "./problem.ts";
import { sourceProblems } from "./rules.ts";
import { schemaErrors } from "./schema.ts";

// What can be said of the committed chapters without running them; `npm run notebooks` runs them.
const names = chapterNames();
const text = (name: string): string => readFileSync(chapterFile(name), "utf8");

describe.each(names)("%s", (name) => {
  test("is a notebook of format 4.5, written as --write writes it", () => {
    expect(schemaErrors(JSON.parse(text(name)))).toEqual([]);
    expect(formatNotebook(parseNotebook(text(name)))).toBe(text(name));
  });

  test("keeps the rules for cells, gates and outputs", () => {
    const book = parseNotebook(text(name));
    expect([...sourceProblems(book), ...gateProblems(book), ...outputProblems(book)].map(problemText))
      .toEqual([]);
  });

  test("stays within its size", () => {
    expect(Buffer.byteLength(text(name))).toBeLessThanOrEqual(budgets.chapter.maxBytes);
  });

  test("has gates of which exactly one option holds, and no misconception with it", () => {
    const seen = gatesOf(parseNotebook(text(name))).map(({ name: gate, data }) => [
      gate,
      data?.choice,
      data?.options.filter(({ holds }) => holds).map(({ key, misconception }) => key + (misconception ?? "")),
    ]);
    expect(seen).toEqual(
      gatesOf(parseNotebook(text(name))).map(({ name: gate, data }) => [gate, "?", [data?.truth]]),
    );
  });
});

test("over the course no position and no length gives the answer away", () => {
  expect(answerProblems(names.map((name) => parseNotebook(text(name))))).toEqual([]);
});

describe("a name on the command line", () => {
  const all = ["resilience/retry", "resilience/retry-budget", "resilience/circuit-breaker", "data/retry-log"];

  test.each([
    ["retry", ["resilience/retry"]],
    ["resilience/retry", ["resilience/retry"]],
    ["notebooks/resilience/retry.ipynb", ["resilience/retry"]],
    ["circuit", ["resilience/circuit-breaker"]],
    ["retry-", ["resilience/retry-budget", "data/retry-log"]],
    ["resilience/", ["resilience/retry", "resilience/retry-budget", "resilience/circuit-breaker"]],
    ["breaker", []],
  ])("%s means %j", (word, expected) => {
    expect(meant(word, all)).toEqual(expected);
  });

  test("that means none gets the nearest as a suggestion", () => {
    expect(nearest("circiut-braker", all)).toBe("resilience/circuit-breaker");
  });
});
