/**
 * The rules of the house, executed: who may import whom, nothing ambient, sizes, names, and a lockfile for every platform.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { budgets } from "#src/catalog/budgets.ts";
import { ambient, exempt } from "#src/commands/check/ambient.ts";
import { forms, leftOut, naming } from "#src/commands/check/forms.ts";
import { dependencies, packages, spelling } from "#src/commands/check/imports.ts";
import { incompletePlatforms } from "#src/commands/check/lockfile.ts";
import type { Rule, SourceFile } from "#src/commands/check/source.ts";
import { projectFolder } from "#src/commands/new/tree.ts";

const rules = { dependencies, packages, spelling, ambient, forms, leftOut, naming } satisfies Record<
  string,
  Rule
>;

/** Files of the project, without what git ignores; in a copy without git, all but the usual folders. */
function projectPaths(): string[] {
  try {
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
      cwd: projectFolder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return listed.split("\0").filter((path) => path !== "" && existsSync(projectFolder + path));
  } catch {
    return walk("");
  }
}

function walk(folder: string): string[] {
  const left = ["node_modules", ".git", "build", ".docusaurus", ".cache", ".study"];
  return readdirSync(projectFolder + folder, { withFileTypes: true }).filter(({ name }) =>
    !left.includes(name)
  ).flatMap((each) => each.isDirectory() ? walk(`${folder}${each.name}/`) : [folder + each.name]);
}

const paths = projectPaths();
const read = (path: string): SourceFile => ({ path, text: readFileSync(projectFolder + path, "utf8") });
const sources = paths.filter((path) => /^(src|exercises|solutions)\/.*\.ts$/.test(path)).map(read);
const texts = paths.filter((path) =>
  /\.(ts|tsx|md|mdx|ipynb|json|ya?ml|css)$/.test(path) && !path.endsWith("package-lock.json")
).map(read);

/** Every file against a rule. What a stub, a mutant or a naive version does wrong is its lesson, not its form. */
function broken(rule: Rule): string[] {
  return sources.flatMap((file) => rule(file).map((each) => `${file.path}:${each}`));
}

/** Lines that are neither blank nor comment alone. */
function linesOfCode(text: string): number {
  return text.split("\n").filter((line) => !/^\s*($|\/\/|\/\*|\*)/.test(line)).length;
}

// The first rule parses every file, which takes its time on a busy machine.
describe("the project", { timeout: 60_000 }, () => {
  test("there are files to judge", () => {
    expect(sources.length).toBeGreaterThan(30);
  });

  test("imports follow the direction of the layers", () => {
    expect(broken(dependencies)).toEqual([]);
  });

  test("the core has no packages", () => {
    expect(broken(packages)).toEqual([]);
  });

  test("properties are asked with a seed", () => {
    const unseeded = sources.filter(({ text }) => /from "fast-check"/.test(text)).map(({ path }) => path);
    expect(unseeded).toEqual(["src/architecture.test.ts", "src/commands/check/properties.ts"]);
  });

  test("imports have one spelling", () => {
    expect(broken(spelling)).toEqual([]);
  });

  test("time, chance and I/O come through ports", () => {
    expect(broken(ambient)).toEqual([]);
    expect(Object.keys(exempt).filter((path) => !paths.includes(path))).toEqual([]);
  });

  test("no any, enum, default export or barrel file", () => {
    expect(broken(forms)).toEqual([]);
  });

  test("no test is left out or left alone", () => {
    expect(broken(leftOut)).toEqual([]);
  });

  test("file names are kebab-case", () => {
    expect(broken(naming)).toEqual([]);
  });

  test("files stay within their budget of lines of code", () => {
    const { maxLines, maxDataLines, larger } = budgets.file;
    const data = /\.(test|mutants|contract|scenario|items)\.ts$|^src\/catalog\/|\/hostile[\w-]*\.ts$/;
    const long = sources.map(({ path, text }) => ({
      path,
      lines: linesOfCode(text),
      most: larger[path] ?? (data.test(path) ? maxDataLines : maxLines),
    }))
      .filter(({ lines, most }) => lines > most);
    expect(long).toEqual([]);
  });

  test("nothing is promised for later", () => {
    const promises = [["coming", "soon"], ["lorem", "ipsum"]].map((words) =>
      new RegExp(words.join("\\s+"), "i")
    );
    expect(texts.filter(({ text }) => promises.some((each) => each.test(text))).map(({ path }) => path))
      .toEqual([]);
  });

  test("the lockfile serves every platform", () => {
    expect(incompletePlatforms(read("package-lock.json").text)).toEqual([]);
  });
});

const at = (path: string, text: string): SourceFile => ({ path, text });
const pattern = "src/patterns/resilience/retry.ts";

describe("each rule sees what it forbids", () => {
  test.each<[keyof typeof rules, SourceFile, string]>([
    [
      "dependencies",
      at(pattern, 'import { crash } from "#src/sim/fault.ts";'),
      "1: patterns must not import sim (#src/sim/fault.ts)",
    ],
    [
      "dependencies",
      at(pattern, 'const x = await import("./retry.scenario.ts");'),
      "1: a pattern must not import a scenario",
    ],
    [
      "dependencies",
      at("src/patterns/resilience/retry.scenario.ts", 'import { item } from "#src/learn/items.ts";'),
      "1: scenario must not import learn (#src/learn/items.ts)",
    ],
    [
      "dependencies",
      at(pattern, 'import { items } from "./retry.items.ts";'),
      "1: patterns must not import items (./retry.items.ts)",
    ],
    [
      "dependencies",
      at("src/ports/clock.ts", 'import type { A } from "../check/scenario.ts";'),
      "1: ports must not import check (../check/scenario.ts)",
    ],
    [
      "dependencies",
      at("src/sim/world.ts", '\nexport * from "#src/grade/todo.ts";'),
      "2: sim must not import grade (#src/grade/todo.ts)",
    ],
    [
      "dependencies",
      at("src/sim/world.ts", 'import { catalog } from "#src/catalog/catalog.ts";'),
      "1: sim must not import catalog (#src/catalog/catalog.ts)",
    ],
    [
      "dependencies",
      at("src/view/show.ts", 'type A = import("#src/commands/check.ts").A;'),
      "1: view must not import commands (#src/commands/check.ts)",
    ],
    [
      "dependencies",
      at("src/grade/run.ts", 'import { a } from "../../solutions/resilience/retry/1-build.ts";'),
      "1: src must not import from solutions",
    ],
    ["packages", at(pattern, 'import ms from "ms";'), "1: patterns must not import the package ms"],
    [
      "packages",
      at("src/view/plot.ts", 'import { max } from "d3-array";\nimport fs from "node:fs";'),
      "2: view must not import the package node:fs",
    ],
    [
      "spelling",
      at(pattern, 'import { a } from "./retry/budget";'),
      "1: write the extension: ./retry/budget.ts",
    ],
    [
      "spelling",
      at("src/sim/world.ts", 'import { a } from "../ports/clock.ts";'),
      "1: write #src/ports/clock.ts, not ../ports/clock.ts",
    ],
    [
      "spelling",
      at("solutions/a/b/1-build.ts", 'import { a } from "#src/patterns/a/b.ts";'),
      "1: write #patterns/a/b.ts",
    ],
    ["forms", at(pattern, "const x: any = 1;"), "1: any"],
    ["forms", at(pattern, "enum Color { red }"), "1: enum; write a union of texts"],
    ["forms", at(pattern, "export default class A {}"), "1: default export"],
    ["forms", at(pattern, 'export * from "./a.ts";\nexport * from "./b.ts";'), "1: barrel file"],
    ["leftOut", at("src/a.test.ts", "\ntest.only('x', () => {});"), "2: test.only"],
    ["leftOut", at("src/a.test.ts", "describe.skip.each([])('x', () => {});"), "1: describe.skip"],
    ["naming", at("src/pure/seededRandom.ts", ""), "1: seededRandom.ts is not kebab-case"],
  ])("%s: %o", (rule, file, wrong) => {
    expect(rules[rule](file)).toContain(wrong);
  });

  test.each([
    "Date.now()",
    "new Date()",
    "Math.random()",
    "Math.log(2)",
    "Math.pow(1.1, 2)",
    "x ** 3",
    "setTimeout(f, 1)",
    "globalThis.setTimeout(f, 1)",
    "performance.now()",
    "crypto.randomUUID()",
    "fetch(url)",
    "AbortSignal.timeout(1)",
    "new Intl.NumberFormat()",
    "a.localeCompare(b)",
    "error.stack",
    "const run = { later: setInterval }",
    "const { setInterval } = globalThis",
    "const run = { fetch }",
  ])("ambient: %s", (code) => {
    expect(ambient(at(pattern, `export const a = () => { ${code}; };`))).not.toEqual([]);
  });

  test.each([
    "// Date.now() and Math.random() are banned",
    'const text = "setTimeout(fetch)";',
    "clock.setTimeout(1);",
    "new Date(0);",
    "2 ** attempt;",
    "Math.floor(1);",
    "const options = { fetch: 1, crypto: 2 };",
    "class A { fetch() {} }",
    "function call(process: number) { return process; }",
  ])("ambient spares: %s", (code) => {
    expect(ambient(at(pattern, code))).toEqual([]);
  });

  test.each<[keyof typeof rules, SourceFile]>([
    ["dependencies", at(pattern, 'import type { Slug } from "#src/catalog/catalog.ts";')],
    [
      "dependencies",
      at("src/patterns/resilience/retry.scenario.ts", 'import { crash } from "#src/sim/fault.ts";'),
    ],
    ["dependencies", at("src/sim/world.test.ts", 'import { a } from "../../solutions/a.ts";')],
    ["packages", at("src/view/plot.ts", 'import { max } from "d3-array";')],
    ["packages", at("src/commands/check.ts", 'import ts from "typescript";')],
    ["ambient", at("src/commands/check.ts", "Date.now();")],
    ["ambient", at("src/adapters/system/clock.ts", "performance.now();")],
    ["leftOut", at("src/a.test.ts", "test.skipIf(true)('x', () => {});")],
  ])("%s spares: %o", (rule, file) => {
    expect(rules[rule](file)).toEqual([]);
  });

  test("lockfile: a platform package without an entry", () => {
    const lock = {
      packages: {
        "node_modules/deno": {
          optionalDependencies: { "@deno/win32-arm64": "2.9.6", "@deno/linux-x64": "2.9.6" },
        },
        "node_modules/@deno/linux-x64": {},
      },
    };
    expect(incompletePlatforms(JSON.stringify(lock))).toEqual(["node_modules/deno needs @deno/win32-arm64"]);
  });
});
