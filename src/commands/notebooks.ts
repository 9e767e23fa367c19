/**
 * `npm run notebooks`: checks that every chapter still says what its code does.
 *
 * @module
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import process from "node:process";
import { type Chapter, checkChapters, codeCells } from "./notebooks/check.ts";
import { chapterFile, chapterNames, meant, nearest } from "./notebooks/find.ts";
import { fromMarkdown, toMarkdown } from "./notebooks/markdown.ts";
import { formatNotebook, parseNotebook } from "./notebooks/notebook.ts";
import { problemText } from "./notebooks/problem.ts";

const HELP =
  `Checks chapters: form, types, rules, and that a run on the pinned kernel shows what is committed.

  npm run notebooks                            all chapters
  npm run notebooks circuit-breaker            one chapter, or several
  npm run notebooks -- circuit-breaker --write   writes what the run shows
  npm run notebooks -- circuit-breaker --diff    shows the whole difference

Editing as text (each \`\`\`ts fence is a code cell, words behind ts are its tags, +++ parts cells of prose):

  npm run notebooks -- --export resilience/retry retry.md
  npm run notebooks -- --import retry.md resilience/retry --write

The exit code is 0 when every chapter holds.`;

const DIFF_LINES = 12;

/** Flags may stand behind npm's \`--\` or before it, where npm turns them into its configuration. */
function flag(args: readonly string[], name: string): boolean {
  return args.includes(`--${name}`) || process.env[`npm_config_${name}`] === "true";
}

async function main(args: readonly string[]): Promise<number> {
  if (flag(args, "help")) return said(HELP);
  const unknown = args.find((arg) =>
    arg.startsWith("--") && !/^--(write|diff|help|import|export)$/.test(arg)
  );
  if (unknown !== undefined) return said(`There is no option ${unknown}.\n\n${HELP}`, 2);
  const words = args.filter((arg) => !arg.startsWith("--"));
  if (args.includes("--export")) return exportText(words);
  const imported = args.includes("--import") ? importText(words) : undefined;
  if (imported === "failed") return 2;
  if (imported !== undefined && !flag(args, "write")) return 0;
  const names = chapterNames();
  const wanted = imported === undefined ? words : [imported];
  const chosen = new Set<string>();
  for (const word of wanted) {
    const found = meant(word, names);
    if (found.length === 0) {
      const near = nearest(word, names);
      return said(`There is no chapter ${word}.${near === undefined ? "" : ` Did you mean ${near}?`}`, 2);
    }
    for (const name of found) chosen.add(name);
  }
  const list = wanted.length === 0 ? names : names.filter((name) => chosen.has(name));
  return await check(list, { write: flag(args, "write"), diff: flag(args, "diff") });
}

async function check(names: readonly string[], options: { write: boolean; diff: boolean }): Promise<number> {
  const startedMs = performance.now();
  const width = Math.max(0, ...names.map((name) => name.length));
  const { chapters, problems } = await checkChapters(
    names.map((name) => ({ name, file: chapterFile(name) })),
    {
      write: options.write,
      onProgress: (name, what) => progress(`${name}  ${what}`),
      onChapter: (chapter) => report(chapter, width, options.diff),
    },
  );
  progress("");
  // Over a part of the course the shares of positions say nothing.
  const general = names.length === chapterNames().length ? problems : [];
  for (const problem of general) console.log(`all chapters: ${problem}`);
  const failed = chapters.filter((chapter) => chapter.problems.length > 0).length +
    (general.length > 0 ? 1 : 0);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const verdict = failed === 0 ? "all hold" : `${failed} with problems`;
  console.log(
    `${chapters.length} ${chapters.length === 1 ? "chapter" : "chapters"}, ${verdict}, ${seconds} s`,
  );
  return failed === 0 ? 0 : 1;
}

function report(
  { name, now, problems, diffs, tookMs, bytes, wrote }: Chapter,
  width: number,
  whole: boolean,
): void {
  progress("");
  const cells = now === undefined ? 0 : codeCells(now);
  const seconds = tookMs === undefined ? "not run" : `${(tookMs / 1000).toFixed(2)} s`;
  const word = problems.length > 0 ? "FAIL" : wrote ? "wrote" : "ok";
  console.log(
    `${word.padEnd(6)}${name.padEnd(width + 2)}${cells} code cells  ${seconds}  ${
      (bytes / 1000).toFixed(0)
    } kB`,
  );
  for (const problem of problems) console.log(`      ${problemText(problem)}`);
  if (wrote && !whole) {
    if (diffs.length > 0) console.log(`      changed: cell ${diffs.map(({ cell }) => cell).join(", ")}`);
    return;
  }
  for (const { cell, lines } of diffs) {
    console.log(`      cell ${cell}, - committed, + now`);
    const shown = whole ? lines : lines.slice(0, DIFF_LINES);
    for (const line of shown) console.log(`      | ${whole ? line : line.slice(0, 110)}`);
    if (shown.length < lines.length) {
      console.log(`      | … ${lines.length - shown.length} more lines: --diff`);
    }
  }
}

function progress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${text}`);
}

function exportText([word, file]: readonly string[]): number {
  const [name] = word === undefined ? [] : meant(word, chapterNames());
  if (name === undefined) return said("Say which chapter: --export <chapter> [file.md]", 2);
  const text = toMarkdown(parseNotebook(readFileSync(chapterFile(name), "utf8")));
  if (file === undefined) return said(text.trimEnd());
  writeFileSync(file, text);
  return said(`Wrote ${file}.`);
}

function importText([source, name]: readonly string[]): string {
  if (source === undefined || name === undefined || !/^[a-z0-9-]+\/[a-z0-9-]+$/.test(name)) {
    said("Say what and where: --import <file.md> <category>/<name>", 2);
    return "failed";
  }
  const file = chapterFile(name);
  const before = existsSync(file) ? parseNotebook(readFileSync(file, "utf8")) : undefined;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, formatNotebook(fromMarkdown(readFileSync(source, "utf8"), before)));
  console.log(`Poured ${source} into notebooks/${name}.ipynb.`);
  return name;
}

function said(text: string, code = 0): number {
  (code === 0 ? console.log : console.error)(text);
  return code;
}

// Kernels end with this process; without a handler a signal would leave them.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));
process.exit(await main(process.argv.slice(2)));
