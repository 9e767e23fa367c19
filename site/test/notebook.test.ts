import path from "node:path";
import { describe, expect, test } from "vitest";
import { splitDocComment } from "../plugins/course-pages.ts";
import { highlight } from "../plugins/highlight.ts";
import { CELL_FENCE, codeCells } from "../plugins/notebook.ts";
import { grouped, linkTarget, remarkCourse } from "../plugins/remark-course.ts";
import { ROOT } from "./built.ts";

const GATE = "application/vnd.distributed-patterns.gate+json";
const gate = {
  question: "What now?",
  options: [
    { key: "a", text: "One", holds: true, feedback: "" },
    { key: "b", text: "Two", holds: false, feedback: "" },
    { key: "c", text: "Three", holds: false, feedback: "" },
  ],
  truth: "a",
  choice: "?",
};
const code = (id: string, source: string, data?: Record<string, unknown>) => ({
  cell_type: "code",
  id,
  source: [source],
  outputs: data ? [{ output_type: "execute_result", data }] : [],
});

describe("cells of a notebook", () => {
  test("from the prediction to the comparison they are a gate; others are not", () => {
    const cells = codeCells({
      cells: [
        code("one", "1 + 1"),
        code("two", 'const late = predict("What now?", {}, "?");'),
        code("three", "run()"),
        code("four", "compare(late, {})", {
          "text/plain": "a",
          "application/vnd.distributed-patterns.gate+json": gate,
        }),
        code("five", "2"),
      ],
    }, "x.ipynb");
    expect(cells.map(({ role }) => role)).toEqual([
      undefined,
      "predict",
      "run",
      "compare",
      undefined,
    ]);
    expect(cells[1]!.gate).toEqual(gate);
  });

  test("a question to recall is a gate of its own, in one cell", () => {
    const cells = codeCells({
      cells: [code("one", 'await recall(items, "x", 3, "?");', { [GATE]: gate }), code("two", "1")],
    }, "x.ipynb");
    expect(cells.map(({ role }) => role)).toEqual(["recall", undefined]);
    expect(cells[0]).toMatchObject({ gate, truth: "a" });
    const node = { type: "code", lang: CELL_FENCE, value: JSON.stringify(cells[0]) };
    const [first, second] = grouped([node, { type: "paragraph", children: [] }] as never) as unknown as {
      name?: string;
      type: string;
    }[];
    expect([first!.name, second!.type]).toEqual(["Gate", "paragraph"]);
  });

  test("what follows a gate waits with it, prose and cells, up to the next heading or gate", () => {
    const cell = (role?: string) => ({
      type: "code",
      lang: CELL_FENCE,
      value: JSON.stringify(role === undefined ? {} : { role }),
    });
    const text = { type: "paragraph", children: [] };
    const nodes = [cell(), cell("predict"), cell("run"), cell("compare"), text, text, cell(), text];
    const heading = { type: "heading", depth: 2, children: [] };
    const more = [cell("predict"), cell("run"), cell("compare"), text, heading, text];
    const shape = (node: unknown): unknown => {
      const { type, name, children } = node as { type: string; name?: string; children?: unknown[] };
      return name === undefined ? type : [name, ...children!.map(shape)];
    };
    const gate = ["GateCells", "code", "code", "code"];
    expect(grouped([...nodes, ...more] as never).map(shape)).toEqual([
      "code",
      ["Gate", gate, ["GateAfter", "paragraph", "paragraph", "code", "paragraph"]],
      ["Gate", gate, ["GateAfter", "paragraph"]],
      "heading",
      "paragraph",
    ]);
  });

  test("a comparison without a prediction is an error", () => {
    const lone = code("four", "compare(late, {})", {
      "application/vnd.distributed-patterns.gate+json": gate,
    });
    expect(() => codeCells({ cells: [lone] }, "x.ipynb")).toThrow(
      "no cell before it predicts",
    );
  });

  test("a picture keeps its words; neighbouring text is one block", () => {
    const cell = {
      ...code("one", "1"),
      outputs: [
        { output_type: "stream", text: ["a\n"] },
        { output_type: "stream", text: ["b\n"] },
        {
          output_type: "execute_result",
          data: { "image/svg+xml": "<svg/>", "text/plain": ["words"] },
        },
      ],
    };
    expect(codeCells({ cells: [cell] }, "x.ipynb")[0]!.outputs).toEqual([
      { kind: "text", text: "a\nb\n" },
      { kind: "picture", svg: "<svg/>", text: "words" },
    ]);
  });
});

describe("code", () => {
  test("loses nothing when it is coloured", () => {
    const source = 'const a: Map<string, number> = new Map(); // "x" & <y>\n';
    const plain = highlight(source, "ts").replace(/<[^>]+>/g, "").replaceAll(
      "&lt;",
      "<",
    ).replaceAll("&gt;", ">").replaceAll("&amp;", "&");
    expect(plain).toBe(source);
  });

  test("a doc comment is the task, the rest is the stub", () => {
    expect(splitDocComment("/** Build: x.\n * 1. One\n */\nimport 1;\n"))
      .toEqual({ comment: "Build: x.\n1. One", rest: "import 1;" });
  });
});

describe("tables", () => {
  const row = (...texts: string[]) => ({
    type: "tableRow",
    children: texts.map((value) => ({ type: "tableCell", children: [{ type: "text", value }] })),
  });
  const shown = async (rows: ReturnType<typeof row>[], file = "x.ipynb") => {
    const table = { type: "table", children: rows, data: undefined };
    await remarkCourse()({ type: "root", children: [table] } as never, { path: file } as never);
    return table as unknown as {
      data?: { hProperties: { className: string[] } };
      children: { children: { data?: { hProperties: Record<string, string> } }[] }[];
    };
  };

  test("of four columns name the column in each cell, for a screen that has no room for columns", async () => {
    const table = await shown([
      row("knob", "start with", "because", "source"),
      row("limit", "3", "why", "who"),
    ]);
    expect(table.data?.hProperties.className).toEqual(["wide-table"]);
    expect(table.children[1]!.children.map(({ data }) => data?.hProperties["data-label"]))
      .toEqual(["knob", "start with", "because", "source"]);
    expect(table.children[0]!.children[0]!.data).toBeUndefined();
  });

  test("of three columns stay tables", async () => {
    const rows = () => [row("a", "b", "c"), row("1", "2", "3")];
    const table = await shown(rows());
    expect(table.data).toBeUndefined();
    expect(table.children[1]!.children[0]!.data).toBeUndefined();
    const ofReference = await shown(rows(), path.join("site", ".api", "x.md"));
    expect(ofReference.data?.hProperties.className, "but in the reference").toEqual(["wide-table"]);
  });
});

describe("links of a notebook", () => {
  const file = path.join(ROOT, "notebooks", "resilience", "retry.ipynb");
  test.each([
    ["circuit-breaker.ipynb", "/resilience/circuit-breaker"],
    ["circuit-breaker.ipynb#break-it", "/resilience/circuit-breaker#break-it"],
    [
      "../../exercises/resilience/retry/1-build.ts",
      "/resilience/retry/1-build",
    ],
    ["https://example.org/a.ipynb", undefined],
    ["#here", undefined],
  ])("%s leads to %s", (url, target) => {
    expect(linkTarget(url, file)).toBe(target);
  });

  test("to a file that does not exist are an error", () => {
    expect(() => linkTarget("../../src/nothing.ts", file)).toThrow(
      "does not exist",
    );
  });
});
