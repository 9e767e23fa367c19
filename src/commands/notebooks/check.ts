/**
 * The whole check of chapters: form, rules, types, run, comparison with the record.
 *
 * @module
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { budgets } from "#src/catalog/budgets.ts";
import { type CellDiff, differences } from "./diff.ts";
import { filled } from "./fill.ts";
import { formatted } from "./format.ts";
import { answerProblems, gateProblems } from "./gates.ts";
import { formatNotebook, isCode, type Notebook, parseNotebook } from "./notebook.ts";
import { outputProblems } from "./outputs.ts";
import type { Problem } from "./problem.ts";
import { sourceProblems } from "./rules.ts";
import { run } from "./run.ts";
import { schemaErrors } from "./schema.ts";
import { typeProblems } from "./types.ts";

/** A chapter on its way through the check. */
export interface Chapter {
  /** Its slug. */
  name: string;
  /** Its file. */
  file: string;
  /** The file's text. */
  text: string;
  /** What was read; nothing when it could not be. */
  committed: Notebook | undefined;
  /** What the file should hold. */
  now: Notebook | undefined;
  problems: Problem[];
  diffs: CellDiff[];
  /** Wall time in the kernel, in milliseconds; nothing when it was not run. */
  tookMs: number | undefined;
  bytes: number;
  wrote: boolean;
}

/** Options for {@linkcode checkChapters}. */
export interface CheckOptions {
  /** Write what was run. */
  write?: boolean;
  /** How many kernels at once. */
  kernels?: number;
  /** Told whenever there is news of a chapter. */
  onProgress?: (name: string, what: string) => void;
  /** Told when a chapter is through. */
  onChapter?: (chapter: Chapter) => void;
}

/** Checks these chapters; returns them in the same order. */
export async function checkChapters(
  files: readonly { name: string; file: string }[],
  options: CheckOptions = {},
): Promise<{ chapters: Chapter[]; problems: string[] }> {
  const { kernels = Math.min(4, availableParallelism()), onProgress, onChapter } = options;
  const chapters = files.map(({ name, file }) => {
    onProgress?.(name, "reading");
    return prepare(name, file);
  });
  const readable = new Map(
    chapters.flatMap(({ name, now }) => (now === undefined ? [] : [[name, now] as const])),
  );
  onProgress?.("types", `of ${readable.size}`);
  for (const [name, problems] of await typeProblems(readable)) {
    chapters.find((chapter) => chapter.name === name)?.problems.push(...problems);
  }
  const waiting = [...chapters];
  const worker = async () => {
    for (let chapter = waiting.shift(); chapter !== undefined; chapter = waiting.shift()) {
      await finish(chapter, options);
      onChapter?.(chapter);
    }
  };
  await Promise.all(Array.from({ length: kernels }, worker));
  const problems = answerProblems(chapters.flatMap(({ now }) => now ?? []));
  return { chapters, problems };
}

/** Reads a chapter, fills and formats it, and applies the rules that need no run. */
export function prepare(name: string, file: string): Chapter {
  const text = readFileSync(file, "utf8");
  const chapter: Chapter = {
    name,
    file,
    text,
    committed: undefined,
    now: undefined,
    problems: [],
    diffs: [],
    tookMs: undefined,
    bytes: new TextEncoder().encode(text).length,
    wrote: false,
  };
  try {
    const errors = schemaErrors(JSON.parse(text));
    chapter.problems.push(...errors.map((says) => ({ says: `not a notebook of format 4.5: ${says}` })));
    if (errors.length > 0) return chapter;
    chapter.committed = parseNotebook(text);
    chapter.now = formatted(filled(chapter.committed));
  } catch (error) {
    chapter.now = chapter.committed; // the type check names the line of a syntax error
    const says = (error as Error).message;
    if (!(error instanceof SyntaxError) || chapter.committed === undefined) chapter.problems.push({ says });
  }
  if (chapter.now !== undefined) {
    chapter.problems.push(...sourceProblems(chapter.now), ...gateProblems(chapter.now));
  }
  return chapter;
}

/** Faults after which a run would say nothing new; a draft that breaks a rule is run all the same. */
function unfit(problem: Problem): boolean {
  return /^(TS\d+ |SyntaxError|not a notebook|Cannot )/.test(problem.says);
}

async function finish(chapter: Chapter, { write = false, onProgress }: CheckOptions): Promise<void> {
  const { name, file, committed, now, problems } = chapter;
  if (committed === undefined || now === undefined || problems.some(unfit)) return;
  const progress = (done: number, all: number) => onProgress?.(name, `cell ${done + 1} of ${all}`);
  const ran = await run(now, { cwd: dirname(file), onProgress: progress });
  chapter.now = ran.book;
  chapter.tookMs = ran.tookMs;
  if (ran.problem !== undefined) {
    problems.push(ran.problem);
    return;
  }
  const mostMs = budgets.chapter.maxMs * budgets.slack;
  if (ran.tookMs > mostMs) {
    problems.push({ says: `${Math.round(ran.tookMs)} ms in the kernel; at most ${mostMs}` });
  }
  problems.push(...outputProblems(ran.book));
  const text = formatNotebook(ran.book);
  chapter.bytes = new TextEncoder().encode(text).length;
  if (chapter.bytes > budgets.chapter.maxBytes) {
    problems.push({ says: `${chapter.bytes} bytes; at most ${budgets.chapter.maxBytes}` });
  }
  if (text === chapter.text) return;
  chapter.diffs = differences(committed, ran.book);
  if (write) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    chapter.wrote = true;
  } else if (chapter.diffs.length > 0) {
    const cells = chapter.diffs.map(({ cell }) => cell).join(", ");
    problems.push({ says: `not as committed: cell ${cells}` });
  } else problems.push({ says: "the file is not written as --write would write it" });
}

/** Code cells in a notebook. */
export function codeCells(book: Notebook): number {
  return book.cells.filter(isCode).length;
}
