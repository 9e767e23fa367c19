import { describe, expect, test } from "vitest";
import { compile } from "../src/live/compile.ts";
import { CodeSyntaxError } from "../src/live/typescript.ts";

/** Runs cells one after another as the worker does; gives what each one ended in. */
async function run(...cells: string[]): Promise<unknown[]> {
  const scope = Object.create(null) as Record<string, unknown>;
  const side = {
    declare: (name: string, get: () => unknown, set: (value: unknown) => void) =>
      Object.defineProperty(scope, name, { get, set, configurable: true, enumerable: true }),
    load: (specifier: string) =>
      Promise.resolve({ specifier, one: 1, two: 2, default: "the default", "a name": "odd" }),
  };
  const ends: unknown[] = [];
  for (const source of cells) {
    const cell = (0, eval)(`(${compile(source)})\n//# sourceURL=cell`) as (
      worker: typeof side,
      scope: object,
    ) => Promise<[unknown] | undefined>;
    ends.push((await cell(side, scope))?.[0]);
  }
  return ends;
}

function refusal(source: string): CodeSyntaxError {
  try {
    compile(source);
  } catch (error) {
    if (error instanceof CodeSyntaxError) return error;
    throw error;
  }
  throw new Error("The cell was not refused");
}

describe("a cell's value", () => {
  test("is its last expression", async () => {
    expect(await run("const a = 1;\na + 1;", "const b = 2", "1, 2", "// nothing", "({ a: 1 })")).toEqual(
      [2, undefined, 2, undefined, { a: 1 }],
    );
  });
  test("may be awaited, and may be a template, a call, an assignment", async () => {
    expect(await run("await Promise.resolve(3)", "let x = 1;\nx = 5", "`${x}`", "[x].map((y) => y + 1)"))
      .toEqual([3, 5, "5", [6]]);
  });
  test("a promise that is not awaited stays one", async () => {
    expect((await run("Promise.resolve(1)"))[0]).toBeInstanceOf(Promise);
  });
});

describe("what a cell declares", () => {
  test("is seen by later cells", async () => {
    const cells = [
      "const a = 1; let b = 2; var c = 3; function d() { return 4; } class E { static f = 5 }",
      "const { g, h: [i, ...j], k = 9 } = { g: 6, h: [7, 8] } as { g: number; h: number[]; k?: number };",
      "[a, b, c, d(), E.f, g, i, j, k]",
    ];
    expect((await run(...cells))[2]).toEqual([1, 2, 3, 4, 5, 6, 7, [8], 9]);
  });
  test("can be assigned in later cells, and functions see it", async () => {
    expect(await run("let n = 1; const get = () => n;", "n += 5;\nget()")).toEqual([undefined, 6]);
  });
  test("a constant stays one", async () => {
    await expect(run("const n = 1;", "n = 2;")).rejects.toThrow(TypeError);
  });
  test("can be declared again, and functions of other cells find the new one", async () => {
    expect(
      await run(
        "const step = () => 1;",
        "const twice = () => step() * 2;",
        "const step = () => 10;",
        "twice()",
      ),
    )
      .toEqual([undefined, undefined, undefined, 20]);
  });
  test("what stands in a block or a function stays there", async () => {
    await expect(run("{ const inner = 1; }", "inner")).rejects.toThrow(ReferenceError);
  });
  test("a function may be used above its declaration", async () => {
    expect(await run("const a = f();\nfunction f() { return 1; }\na")).toEqual([1]);
  });
  test("a name that nobody declared is an error, and so is assigning to it", async () => {
    await expect(run("nobody")).rejects.toThrow("nobody is not defined");
    await expect(run("nobody = 1")).rejects.toThrow(ReferenceError);
  });
  test("is strict code", async () => {
    expect(await run("(function () { return this; })()")).toEqual([undefined]);
  });
});

describe("imports", () => {
  test("of names, of all, of the default, under another name", async () => {
    const cells = [
      'import { one, two as zwei } from "#src/a.ts";\nimport * as all from "#src/b.ts";',
      'import it, { "a name" as odd } from "#src/c.ts"; import "#src/d.ts";',
      "[one, zwei, all.specifier, it, odd]",
    ];
    expect((await run(...cells))[2]).toEqual([1, 2, "#src/b.ts", "the default", "odd"]);
  });
  test("are kept where only a later cell uses them, and types are not loaded", () => {
    const script = compile('import type { A } from "#src/a.ts";\nimport { type B, c } from "#src/b.ts";');
    expect(script).toContain('load("#src/b.ts")');
    expect(script).not.toContain("#src/a.ts");
    expect(script).not.toContain('"B"');
  });
  test("inside expressions", async () => {
    expect(await run('(await import("#src/a.ts")).one')).toEqual([1]);
  });
});

describe("lines", () => {
  test("of an error are the reader's", async () => {
    const source =
      'import {\n  one,\n} from "#src/a.ts";\ninterface A {\n  a: number;\n}\nthrow new Error("here");';
    const error = await run(source).catch((each: Error) => each) as Error;
    expect(error.stack).toContain("cell:7");
  });
});

describe("a cell that is not TypeScript", () => {
  test.each([
    ["const a = ;", 1],
    ["const a = 1;\nconst b = (2;", 2],
    ["let a = 1;\nlet a = 2;", 2],
    ["function f( {\n  return 1;\n}", 2],
    ["const text = 'open;", 1],
    ["export const a = 1;", 1],
  ])("%s", (source, line) => {
    const error = refusal(source);
    expect(error.at.line).toBe(line);
    expect(error.message).not.toMatch(/\(\d+:\d+\)|transforming/);
  });
});
