import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fromMarkdown } from "./markdown.ts";
import { type CodeCell, formatNotebook, isCode, type Notebook } from "./notebook.ts";
import { schemaErrors } from "./schema.ts";
import { makeStudyCopies, studyCopy } from "./study.ts";

const text = `# Chapter

\`\`\`ts
const before = 1;
\`\`\`

\`\`\`ts
const late = predict("Q", { a: "x", b: "y", c: "z" }, "?");
\`\`\`

\`\`\`ts
show(before);
\`\`\`

\`\`\`ts calm
compare(late, { a: true, b: false, c: false });
\`\`\`

\`\`\`ts
show("more of the same");
\`\`\`

Prose.

\`\`\`ts
show("more of it");
\`\`\`

## Another section

\`\`\`ts
show("something else");
\`\`\`

\`\`\`ts
function wait(): number {
  const ms = 5; // hole: why "five"?
  return ms;
}
\`\`\`

\`\`\`ts
wait();
\`\`\`
`;

function chapter(): Notebook {
  const book = fromMarkdown(text);
  for (const cell of book.cells.filter(isCode)) {
    cell.outputs = [{ output_type: "stream", name: "stdout", text: "seen\n" }];
    cell.execution_count = 1;
  }
  return book;
}

test("a question to recall has no output in a study copy: it tells the answer", () => {
  const book = fromMarkdown('```ts\nf();\n```\n\n```ts\nawait recall(items, "x", 3, "?");\n```\n');
  for (const cell of book.cells.filter(isCode)) {
    cell.outputs = [{ output_type: "stream", name: "stdout", text: "seen\n" }];
  }
  expect(codes(studyCopy(book, "x/y")).map(({ outputs }) => outputs.length)).toEqual([1, 0]);
});

const codes = (book: Notebook): CodeCell[] => book.cells.filter(isCode);

test("a study copy hides the decisive outputs and nothing before them", () => {
  const copy = studyCopy(chapter(), "resilience/x");
  expect(codes(copy).map(({ outputs }) => outputs.length)).toEqual([1, 1, 0, 0, 0, 0, 1, 0, 0]);
  expect(codes(copy)[2]?.execution_count).toBeNull();
  expect(copy.cells[0]?.source).toContain("notebooks/resilience/x.ipynb");
  expect(schemaErrors(JSON.parse(formatNotebook(copy)))).toEqual([]);
});

test("a hole becomes a to-do with its question", () => {
  expect(codes(studyCopy(chapter(), "resilience/x"))[7]?.source).toBe(
    `import { todo } from "#src/grade/todo.ts";

function wait(): number {
  todo("why \\"five\\"?");
  return ms;
}`,
  );
});

test("the record itself stays whole", () => {
  const book = chapter();
  const before = formatNotebook(book);
  studyCopy(book, "resilience/x");
  expect(formatNotebook(book)).toBe(before);
});

test("a copy that exists is never touched", () => {
  const folder = mkdtempSync(join(tmpdir(), "study copies \u00fc "));
  try {
    mkdirSync(join(folder, "resilience"));
    for (const name of ["x", "y"]) {
      writeFileSync(join(folder, `resilience/${name}.ipynb`), formatNotebook(chapter()));
    }
    mkdirSync(join(folder, ".study/resilience"), { recursive: true });
    writeFileSync(join(folder, ".study/resilience/x.ipynb"), "my work");
    expect(makeStudyCopies(["resilience/x", "resilience/y"], folder)).toEqual(["resilience/y"]);
    expect(makeStudyCopies(["resilience/x", "resilience/y"], folder)).toEqual([]);
    expect(readFileSync(join(folder, ".study/resilience/x.ipynb"), "utf8")).toBe("my work");
    expect(existsSync(join(folder, ".study/resilience/y.ipynb"))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
