import { describe, expect, test } from "vitest";
import { answerProblems, gateProblems, gatesOf } from "./gates.ts";
import { fromMarkdown } from "./markdown.ts";
import { type CodeCell, isCode, type Notebook, type Output } from "./notebook.ts";
import { outputProblems } from "./outputs.ts";
import { problemText } from "./problem.ts";
import { sourceProblems } from "./rules.ts";
import { schemaErrors } from "./schema.ts";
import { formatNotebook } from "./notebook.ts";

const cells = (...sources: string[]): Notebook =>
  fromMarkdown(sources.map((source) => `\`\`\`ts\n${source}\n\`\`\``).join("\n\n"));

const gate = (name: string, tags: string): string[] => [
  `ts\nconst ${name} = predict("Q", { a: "x", b: "y", c: "z" }, "?");`,
  `ts\nconst run${name} = 1;\nshow(run${name});`,
  `ts ${tags}\ncompare(${name}, { a: true, b: false, c: false });`,
];
const fences = (parts: string[]): string => parts.map((part) => `\`\`\`${part}\n\`\`\``).join("\n\n");
const good = fences([...gate("one", "breaks"), ...gate("two", "calm ablation"), ...gate("three", "breaks")]);

test("a question to recall is committed without a choice", () => {
  const says = (choice: string) =>
    gateProblems(fromMarkdown(`${good}\n\n\`\`\`ts\nawait recall(items, "x", 3, "${choice}");\n\`\`\``)).map(
      problemText,
    );
  expect(says("?")).toEqual([]);
  expect(says("a")).toEqual([expect.stringContaining('must be "?"')]);
});

describe("sources", () => {
  test("of a good chapter have no problems", () => {
    expect(sourceProblems(fromMarkdown(`# Title\n\n${good}`))).toEqual([]);
    expect(gateProblems(fromMarkdown(good))).toEqual([]);
  });

  test.each([
    ["a name twice", ["const a = 1;", "function a() {}"], "cell 2, line 1: a is declared in cell 1 already"],
    [
      "a destructured name twice",
      ["const { b: [x] } = y;", "f();\nclass x {}"],
      "cell 2, line 2: x is declared",
    ],
    [
      "an import twice",
      ['import { a } from "#src/a.ts";', 'import { a } from "#src/a.ts";'],
      "a is declared",
    ],
    ["a cell over 15 lines", ["f();\n".repeat(16)], "cell 1: the cell has 16 lines; at most 15"],
    ["a relative import", ['import { a } from "../../src/a.ts";'], "cell 1, line 1: import from"],
    ["a package", ['import { a } from "npm:a";'], "cell 1, line 1: import from"],
    ["a value that nobody sees", ["show(a);\nf();"], "cell 1, line 1: show(…) must stand last in its cell"],
    ["an awaited one too", ["f();\nawait show(a);\nf();"], "cell 1, line 2: show(…) must stand last"],
    ["a question to recall that nobody sees", ["recall(a);\nf();"], "recall(…) must stand last in its cell"],
    ["console.table", ["const f = () => console.table([]);"], "cell 1, line 1: console.table"],
    ["half a hole", ["f(\n  1, // hole: why?\n);"], "cell 1, line 2: a hole must be one whole statement"],
  ])("with %s are refused", (_name, sources, says) => {
    const problems = sourceProblems(cells(...sources)).map(problemText);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(says);
  });

  test("may have holes that are whole statements", () => {
    expect(sourceProblems(cells("function f() {\n  return 1; // hole: why?\n}"))).toEqual([]);
  });

  test("of another kernel are refused", () => {
    const book = cells("f();");
    book.metadata.kernelspec = { name: "deno", display_name: "Deno", language: "typescript" };
    expect(sourceProblems(book).map(problemText)).toEqual([expect.stringContaining("metadata.kernelspec")]);
  });
});

describe("gates", () => {
  test("are found with name, cells and tags", () => {
    expect(gatesOf(fromMarkdown(`Prose.\n\n${good}`))[1]).toMatchObject({
      name: "two",
      predict: 4,
      run: 5,
      compare: 6,
      tags: ["ablation", "calm"],
    });
  });

  test.each([
    [
      "prose between",
      good.replace("const runone", "```\n\nProse.\n\n```ts\nconst runone"),
      "three code cells in a row",
    ],
    ["another prediction", good.replace("compare(one", "compare(two"), "three code cells in a row"],
    ["a choice left in", good.replace('"?"', '"a"'), 'the committed choice must be "?"'],
    ["a run that shows nothing", good.replace("show(runone)", "f(runone)"), "must end in show(…)"],
    ["no outcome", good.replace("ts breaks", "ts"), "one of the tags breaks, calm, worse"],
    ["two outcomes", good.replace("ts breaks", "ts breaks calm"), "one of the tags breaks, calm, worse"],
    ["always a disaster", good.replace("calm", "breaks"), "in 0 of 3"],
    ["no deleted line", good.replace("ablation", ""), "must delete a line"],
    ["too few", fences(gate("one", "calm ablation")), "3 to 5 gates: here are 1"],
  ])("with %s are refused", (_name, text, says) => {
    expect(gateProblems(fromMarkdown(text)).map(problemText).join("\n")).toContain(says);
  });

  test("must not be guessable by position or length", () => {
    const book = fromMarkdown(good);
    const data = (truth: string, text: string) => ({
      question: "Q",
      truth,
      choice: "?",
      options: ["a", "b", "c"].map((key) => ({
        key,
        text: key === truth ? text : "12345",
        holds: key === truth,
      })),
    });
    const put = (truths: string[], text: string) => {
      gatesOf(book).forEach(({ compare }, index) => {
        const value = {
          "text/plain": "",
          "application/vnd.distributed-patterns.gate+json": data(truths[index]!, text),
        };
        const output: Output = {
          output_type: "execute_result",
          data: value,
          metadata: {},
          execution_count: 1,
        };
        (book.cells[compare] as CodeCell).outputs = [output];
      });
      return answerProblems([book]);
    };
    expect(put(["a", "b", "c"], "1")).toEqual([]);
    expect(put(["b", "b", "c"], "1")).toEqual([expect.stringContaining("option b holds in 2 of 3")]);
    expect(put(["a", "b", "c"], "1234567")).toEqual([expect.stringContaining("the longest in 3 of 3")]);
  });
});

describe("outputs", () => {
  const with_ = (source: string, output: Output): string => {
    const book = cells(source);
    book.cells.filter(isCode)[0]!.outputs = [output];
    return outputProblems(book).map(problemText).join("\n");
  };
  const result = (data: Record<string, unknown>): Output => ({
    output_type: "execute_result",
    data,
    metadata: {},
    execution_count: 1,
  });

  test.each(['"a\nb"', "'it is \"so\"'", "5", "-1.5e+21", "Infinity", "NaN", "true", "null"])(
    "may be the primitive %s",
    (text) => expect(with_("x;", result({ "text/plain": text }))).toBe(""),
  );

  test.each(["{ a: 1 }", "[ 1, 2 ]", "Promise { 1 }", "[Function: f]", "5n items", "Map(0) {}"])(
    "may not be the raw object %s",
    (text) => {
      expect(with_("x;", result({ "text/plain": text }))).toContain("a raw object as output");
      expect(with_("show(x);", result({ "text/plain": text }))).toBe("");
    },
  );

  test.each<[string, Output, string]>([
    [
      "an error",
      { output_type: "error", ename: "Error", evalue: "boom", traceback: [] },
      "is an error: boom",
    ],
    ["stderr", { output_type: "stream", name: "stderr", text: "no\n" }, "error stream"],
    ["a path", { output_type: "stream", name: "stdout", text: "file:///x\n" }, "path of this machine"],
    ["colours", { output_type: "stream", name: "stdout", text: "\x1b[1mx" }, "terminal colours"],
    ["mermaid", { output_type: "stream", name: "stdout", text: "sequenceDiagram\n" }, "mermaid"],
    ["a picture alone", result({ "image/svg+xml": "<svg/>" }), "without text"],
    ["another type", result({ "text/plain": "x", "text/markdown": "x" }), "type text/markdown"],
    ["a large picture", result({ "text/plain": "x", "image/svg+xml": "x".repeat(12_001) }), "12001 bytes"],
  ])("may not be %s", (_name, output, says) => {
    expect(with_("show(x);", output)).toContain(says);
  });
});

describe("the schema", () => {
  const raw = () => JSON.parse(formatNotebook(fromMarkdown(`# A\n\n${good}`)));

  test("takes what we write", () => {
    expect(schemaErrors(raw())).toEqual([]);
  });

  test.each<[string, (book: ReturnType<typeof raw>) => void]>([
    ["an old format", (book) => book.nbformat_minor = 4],
    ["a cell without id", (book) => delete book.cells[0].id],
    ["an id with blanks", (book) => book.cells[0].id = "a b"],
    ["a raw cell", (book) => book.cells[0].cell_type = "raw"],
    ["outputs of prose", (book) => book.cells[0].outputs = []],
    ["an output of no kind", (book) => book.cells[1].outputs = [{ output_type: "picture" }]],
    ["text that is none", (book) => {
      const data = { "text/plain": 5 };
      book.cells[1].outputs = [{ output_type: "display_data", metadata: {}, data }];
    }],
  ])("refuses %s", (_name, spoil) => {
    const book = raw();
    spoil(book);
    expect(schemaErrors(book)).not.toEqual([]);
  });
});
