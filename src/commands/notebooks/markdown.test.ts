import { describe, expect, test } from "vitest";
import { fromMarkdown, toMarkdown } from "./markdown.ts";
import { type CodeCell, formatNotebook, isCode, parseNotebook } from "./notebook.ts";

const text = `# A chapter

One sentence.

+++

## The story

\`\`\`mermaid
flowchart LR
\`\`\`

\`\`\`typescript
only.shown();
\`\`\`

\`\`\`ts
const late = 1;
\`\`\`

\`\`\`ts ablation calm
late + 1;
\`\`\`

The end.
`;

describe("markdown and back", () => {
  test("makes a code cell of each ts fence and of nothing else", () => {
    const { cells } = fromMarkdown(text);
    expect(cells.map((cell) => cell.cell_type)).toEqual(["markdown", "markdown", "code", "code", "markdown"]);
    expect(cells.map((cell) => cell.id)).toEqual(["a-chapter", "the-story", "late", "late-1", "the-end"]);
    expect(cells[1]?.source).toContain("only.shown();");
    expect(cells[3]?.metadata.tags).toEqual(["ablation", "calm"]);
  });

  test("is without loss", () => {
    expect(toMarkdown(fromMarkdown(text))).toBe(text);
    const nested = "````ts\n/** ```ts\n * x\n * ``` */\nf();\n````\n";
    expect(fromMarkdown(nested).cells).toHaveLength(1);
    expect(toMarkdown(fromMarkdown(nested))).toBe(nested);
  });

  test("keeps ids and outputs of cells that did not change", () => {
    const before = fromMarkdown(text);
    const run = before.cells[3] as CodeCell;
    run.outputs = [{ output_type: "stream", name: "stdout", text: "2\n" }];
    run.execution_count = 2;
    (before.cells[2] as CodeCell).outputs = [{ output_type: "stream", name: "stdout", text: "old\n" }];
    const after = fromMarkdown(
      text.replace("One sentence.", "Another.").replace("const late = 1;", "const later = 1;").replace(
        "The end.",
        "```ts\nlate + 2;\n```\n\nThe end.",
      ),
      before,
    );
    expect(after.cells.map((cell) => cell.id)).toEqual([
      "a-chapter",
      "the-story",
      "late",
      "late-1",
      "late-2",
      "the-end",
    ]);
    expect(after.cells.filter(isCode).map((cell) => cell.outputs.length)).toEqual([0, 1, 0]);
  });

  test("says when a fence has no end", () => {
    expect(() => fromMarkdown("```ts\nf();\n")).toThrow("has no end");
  });

  test("ids are unique and of the form that nbformat asks for", () => {
    const { cells } = fromMarkdown("```ts\n1;\n```\n```ts\n1;\n```\n```ts\n;\n```\n\n\u00e4\u00f6\n");
    expect(new Set(cells.map((cell) => cell.id)).size).toBe(4);
    for (const { id } of cells) expect(id).toMatch(/^[a-zA-Z0-9-_]{1,64}$/);
  });
});

describe("writing", () => {
  test("is canonical: what was read and written again is the same text", () => {
    const book = fromMarkdown(text);
    (book.cells[2] as CodeCell).outputs = [{
      output_type: "display_data",
      data: { "text/plain": "a\nb", "application/x+json": { b: 1, a: ["x\ny"] } },
      metadata: {},
    }];
    const written = formatNotebook(book);
    expect(formatNotebook(parseNotebook(written))).toBe(written);
    expect(written).toContain('"a\\n",\n       "b"');
    expect(written).toContain('"x\\ny"');
    expect(written.endsWith("}\n")).toBe(true);
    expect(written.indexOf('"cells"')).toBeLessThan(written.indexOf('"metadata": {\n  "kernelspec"'));
  });
});
