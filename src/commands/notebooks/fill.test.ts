import { expect, test } from "vitest";
import { declarations, filled, isFilled } from "./fill.ts";
import { fromMarkdown } from "./markdown.ts";
import { type CodeCell, isCode } from "./notebook.ts";

const module = `/**
 * What it is.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";

/** How long. */
export interface Options {
  clock: Clock;
}

// A note.
export function wait({ clock }: Options): Promise<void> {
  return clock.sleep(5);
}

export const five = 5;
`;

test("takes the declarations without module comment, imports and export", () => {
  expect(declarations(module)).toBe(`/** How long. */
interface Options {
  clock: Clock;
}

// A note.
function wait({ clock }: Options): Promise<void> {
  return clock.sleep(5);
}

const five = 5;`);
});

test("takes the named ones only, and says which one is missing", () => {
  expect(declarations(module, ["five"])).toBe("const five = 5;");
  expect(() => declarations(module, ["five", "six"])).toThrow("declares no six");
});

test("fills only cells that begin with the mark", () => {
  const book = fromMarkdown("```ts\nf();\n// from #patterns/resilience/retry/without.ts\n```\n");
  expect(isFilled(book.cells[0] as CodeCell)).toBe(false);
  expect(filled(book).cells[0]).toBe(book.cells[0]);
});

test("fills from any module of a pattern", () => {
  const mark = "// from #patterns/resilience/metastable-failure/thrifty-cache.ts";
  const [cell] = filled(fromMarkdown(`\`\`\`ts\n${mark}\n\`\`\`\n`)).cells.filter(isCode);
  expect(cell?.source).toContain("function thriftyCache");
});

test("fills from the library as it is now", () => {
  const book = fromMarkdown("```ts\n// from #patterns/resilience/retry/without.ts\nold();\n```\n");
  const [cell] = filled(book).cells.filter(isCode);
  expect(cell?.source.split("\n")[0]).toBe("// from #patterns/resilience/retry/without.ts");
  expect(cell?.source).not.toContain("old()");
  expect(cell?.source).not.toContain("import");
  const gone = fromMarkdown("```ts\n// from #patterns/resilience/gone/without.ts\n```\n");
  expect(() => filled(gone)).toThrow(
    "Cannot fill cell 1 as there is no #patterns/resilience/gone/without.ts",
  );
});
