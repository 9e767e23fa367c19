import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../kernel/pinned.ts";
import { type Chapter, checkChapters } from "./check.ts";
import { fromMarkdown } from "./markdown.ts";
import { formatNotebook } from "./notebook.ts";
import { problemText } from "./problem.ts";

// Inside the repository, so that `#src` resolves, and with a blank and an umlaut, as users have them.
const folder = join(root, ".cache", `chapters f\u00fcr tests ${process.pid}`);
const file = join(folder, "resilience", "sample.ipynb");
beforeAll(() => mkdirSync(join(folder, "resilience"), { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const gates = ["breaks", "calm", "worse ablation"].map((tags, index) => `
\`\`\`ts
const late${index} = predict("What is ${index} + 1?", { a: "0", b: "1", c: "2" }, "?");
\`\`\`

\`\`\`ts
const sum${index} = ${index} + 1;
show(sum${index});
\`\`\`

\`\`\`ts ${tags}
compare(late${index}, { a: sum${index} === ${index % 2}, b: sum${index} === 1, c: sum${index} > 1 });
\`\`\`
`).join("").replaceAll("sum0 === 0", "sum0 < 1").replaceAll(
  "sum1 === 1, b: sum1 === 1",
  "sum1 < 1, b: sum1 === 1",
)
  .replaceAll("sum2 === 0, b: sum2 === 1", "sum2 < 1, b: sum2 === 1");
const text = `# Sample

\`\`\`ts
import { compare } from "#src/learn/compare.ts";
import { predict } from "#src/learn/predict.ts";
import { show } from "#src/view/show.ts";
\`\`\`
${gates}
\`\`\`ts
console.log("the end");
\`\`\`
`;

async function check(source: string | undefined, write = false): Promise<Chapter> {
  if (source !== undefined) writeFileSync(file, formatNotebook(fromMarkdown(source)));
  const { chapters } = await checkChapters([{ name: "resilience/sample", file }], { write });
  const [chapter] = chapters;
  // Whether the library type-checks is not the question here.
  const problems = chapter!.problems.filter(({ says }) => !says.startsWith("the library has a type error"));
  return { ...chapter!, problems };
}
const says = ({ problems }: Chapter): string => problems.map(problemText).join("\n");

test("writes what a run shows, and then finds nothing to complain of", { timeout: 120_000 }, async () => {
  const wrote = await check(text, true);
  expect([wrote.problems, wrote.wrote]).toEqual([[], true]);
  const written = readFileSync(file, "utf8");
  expect(written).toContain('"the end\\n"');
  const again = await check(undefined);
  expect([again.problems, again.diffs, again.wrote]).toEqual([[], [], false]);

  writeFileSync(file, written.replace('"the end\\n"', '"the beginning\\n"'));
  const changed = await check(undefined);
  expect(says(changed)).toBe("not as committed: cell 12");
  expect(changed.diffs[0]?.lines.filter((line) => !line.startsWith(" "))).toEqual([
    "- the beginning",
    "+ the end",
  ]);

  writeFileSync(file, JSON.stringify(JSON.parse(written)));
  expect(says(await check(undefined))).toBe("the file is not written as --write would write it");
});

const withCell = (code: string): string => text.replace('console.log("the end");', code);

const faults: Record<string, [code: string, says: RegExp]> = {
  "a type error": ['const n: number = "5";\nn;', /^cell 12, line 1: TS2322 Type 'string'/],
  "a printed object": [
    "f();\nconsole.log({ a: 1 });",
    /^cell 12, line 2: TS2345 Argument of type '\{ a: number; \}'/,
  ],
  "a missing module": ['import { x } from "#src/x.ts";\nx;', /^cell 12, line 1: TS2307 Cannot find module/],
  "an error": ['function f(): void {\n  throw new Error("boom");\n}\nf();', /^cell 12: Error: boom/],
  "a lost rejection": [
    'void Promise.reject(new Error("lost"));',
    /^an error that nobody awaited: Error: lost/,
  ],
  "a raw object": ["({ a: 1 });", /^cell 12: a raw object as output \(\{ a: 1 \}/],
  "a gate of two truths": [
    'compare(predict("Q", { a: "x", b: "y", c: "z" }, "?"), { a: true, b: true, c: false });',
    /^cell 12: Error: .* a and b do/,
  ],
};

test("refuses faults of many kinds and names the place of each", { timeout: 120_000 }, async () => {
  const files = Object.entries(faults).map(([name, [code]], index) => {
    const path = join(folder, "resilience", `fault-${index}.ipynb`);
    writeFileSync(path, formatNotebook(fromMarkdown(withCell(code))));
    return { name, file: path };
  });
  const { chapters } = await checkChapters(files);
  const missed = chapters.filter((chapter) =>
    !says(chapter).split("\n").some((line) => faults[chapter.name]![1].test(line))
  );
  expect(missed.map((chapter) => [chapter.name, says(chapter)])).toEqual([]);
});

test("names the line of a syntax error, which the kernel leaves blank", { timeout: 120_000 }, async () => {
  const seen = await check(withCell("f();\nconst = 5;"));
  expect(says(seen)).toMatch(/^cell 12, line 2: SyntaxError/m);
  expect(seen.tookMs).toBeUndefined();
});

test("refuses what is no notebook", async () => {
  writeFileSync(file, "{");
  const broken = await check(undefined);
  expect([broken.problems.length, broken.tookMs]).toEqual([1, undefined]);
  writeFileSync(file, '{"nbformat": 3}');
  expect(says(await check(undefined))).toContain("not a notebook of format 4.5");
});
