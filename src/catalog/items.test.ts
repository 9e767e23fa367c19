import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { projectFolder } from "#src/commands/new/tree.ts";
import type { Items, Question } from "#src/learn/items.ts";
import { tells } from "#src/learn/items.ts";
import { budgets } from "./budgets.ts";
import { slugs } from "./catalog.ts";
import { misconceptions } from "./misconceptions.ts";
import { pathsOf } from "./paths.ts";

const SEEDS = 50;
const asked = slugs.filter((slug) => existsSync(projectFolder + pathsOf(slug).items));

describe.each(asked)("the recall items of %s", { timeout: 60_000 }, async (slug) => {
  const { items } = await import(/* @vite-ignore */ projectFolder + pathsOf(slug).items) as { items: Items };

  test("belong to the chapter, and are enough", () => {
    expect(items.slug).toBe(slug);
    expect(items.ids.length).toBeGreaterThanOrEqual(budgets.slug.minItems);
  });

  test("name misconceptions of the chapter", async () => {
    const held: ReadonlySet<string> = new Set(
      misconceptions.filter(({ chapters }) => (chapters as readonly string[]).includes(slug)).map(({ id }) =>
        id
      ),
    );
    const named = new Set<string>();
    for (const id of items.ids) {
      for (const { options } of await questions(items, id)) {
        for (const { misconception } of options) if (misconception !== undefined) named.add(misconception);
      }
    }
    expect([...named].filter((id) => !held.has(id))).toEqual([]);
    expect(named.size).toBeGreaterThanOrEqual(budgets.slug.minMisconceptionsInItems);
  });

  test.each(items.ids)(`%s is fair at ${SEEDS} seeds`, async (id) => {
    const list = await questions(items, id);
    for (const { seed, question, options, truth, because } of list) {
      const at = `seed ${seed}: ${question}`;
      expect(options.filter(({ holds }) => holds).map(({ key }) => key), at).toEqual([truth]);
      expect(new Set(options.map(({ text }) => text)).size, at).toBe(options.length);
      expect(options.length, at).toBeGreaterThanOrEqual(3);
      expect(tells(question, options.find(({ holds }) => holds)!.text), at).toBe(false);
      for (const { text } of options) {
        expect(text, at).not.toMatch(/NaN|undefined|-\d|\d\.\d{4,}|\.\dth|Infinity/);
      }
      expect(because, at).not.toMatch(/NaN|undefined|Infinity|\d\.\d{4,}/);
    }
    const truths = new Set(list.map(({ options }) => options.find(({ holds }) => holds)!.text));
    expect(truths.size, "the truth varies with the seed").toBeGreaterThanOrEqual(2);
    expect(new Set(list.map(({ question }) => question)).size).toBeGreaterThanOrEqual(SEEDS / 2);
    for (const key of ["a", "b", "c"]) expect(list.some(({ truth }) => truth === key), key).toBe(true);
  });
});

const made = new Map<string, Promise<Question[]>>();

function questions(items: Items, id: string): Promise<Question[]> {
  const name = `${items.slug}#${id}`;
  const all = made.get(name) ??
    Promise.all(Array.from({ length: SEEDS }, (_, seed) => items.question(id, seed)));
  made.set(name, all);
  return all;
}
