/**
 * Which chapters one check looks at in full.
 *
 * A browser on one chapter (every cell, every known answer, both themes) takes half a minute, so that of eighty chapters
 * would take most of an hour. A check takes those that changed, and others in turn: the commit says whose turn it is,
 * so a check of the same commit is the same check. The nightly run, with `EVERY=1`, takes all.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import process from "node:process";
import { budgets } from "#src/catalog/budgets.ts";
import { slugs } from "#src/catalog/catalog.ts";
import { slugOfPath } from "#src/catalog/paths.ts";

/** What decides. */
export interface Turn {
  /** So many at most. */
  most: number;
  /** Those that changed. */
  changed: ReadonlySet<string>;
  /** Those that did not change take turns by this number, from 0. */
  turn: number;
}

/** At most `most` of the list, in its order: first those that changed, then the others in turn. */
export function inTurn<T extends string>(list: readonly T[], { most, changed, turn }: Turn): T[] {
  const others = list.filter((each) => !changed.has(each));
  const at = others.length === 0 ? 0 : (turn * most) % others.length;
  const queue = [...list.filter((each) => changed.has(each)), ...others.slice(at), ...others.slice(0, at)];
  const taken = new Set(queue.slice(0, most));
  return list.filter((each) => taken.has(each));
}

/** The chapters that this check looks at in full; with `EVERY` in the environment, all. */
export function chaptersInFull(): readonly string[] {
  return inFull(slugs, budgets.check.chaptersInFull, slugOfPath);
}

/** The same of a clinic's cases, which belong to no chapter. */
export function casesInFull(cases: readonly string[]): readonly string[] {
  return inFull(cases, budgets.check.casesInFull, (path) => cases.find((each) => path.includes(each)));
}

/** What every grader stands on. */
const foundation = /^src\/(pure|ports|sim|check|grade)\//;

/** Exercises whose graders this check grades. All of them where something has changed that all of them stand on. */
export function gradersInFull(exercises: readonly string[]): readonly string[] {
  if (changedPaths().some((path) => foundation.test(path))) return exercises;
  const owners = (path: string): readonly string[] => {
    const slug = slugOfPath(path);
    return exercises.filter((each) => path.includes(each) || each.startsWith(`${slug}/`));
  };
  return inFull(exercises, budgets.check.gradersInFull, owners);
}

function inFull<T extends string>(
  list: readonly T[],
  most: number,
  ownersOf: (path: string) => string | readonly string[] | undefined,
): readonly T[] {
  if (process.env["EVERY"]) return list;
  const changed = new Set(changedPaths().flatMap((path) => ownersOf(path) ?? []));
  const commit = git("rev-parse", "HEAD") ?? "0";
  return inTurn(list, { most, changed, turn: Number.parseInt(commit.slice(0, 8), 16) });
}

/** Files that the last commit or the working copy changed. */
function changedPaths(): readonly string[] {
  return git("diff", "--name-only", "HEAD~1")?.split("\n") ?? [];
}

/** What git says; `undefined` without git, in a folder that is none of its own, and before the second commit. */
function git(...command: string[]): string | undefined {
  try {
    return execFileSync("git", command, {
      cwd: import.meta.dirname,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
}
