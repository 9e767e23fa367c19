/**
 * All exercises, in course order, and how a person names them.
 *
 * @module
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parts as courseParts } from "#src/catalog/catalog.ts";
import { course, type Layout } from "./layout.ts";

/** Ids of all exercises: part by part, the chapters' and then the clinic's; then others by name. */
export function listExercises({ base }: Layout = course): string[] {
  const root = join(base, "exercises/.harness");
  const found = folders(root).flatMap((category) =>
    folders(join(root, category)).map((name) => `${category}/${name}`)
  );
  const known: string[] = courseParts.flatMap(({ entries, clinic }) => [
    ...entries.map(({ slug }) => slug),
    clinic.slug,
  ]);
  const others = found.filter((slug) => !known.includes(slug)).sort();
  return [...known.filter((slug) => found.includes(slug)), ...others].flatMap((slug) => tasksOf(root, slug));
}

function tasksOf(root: string, slug: string): string[] {
  return readdirSync(join(root, slug))
    .filter((name) => /^[1-9]-[a-z]+\.ts$/.test(name))
    .sort()
    .map((name) => `${slug}/${name.slice(0, -".ts".length)}`);
}

function folders(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) =>
      entry.name
    ).sort();
  } catch {
    return [];
  }
}

/** What a name means: exercises, or a suggestion. */
export type Found = { readonly exercises: readonly string[] } | {
  readonly unknown: string;
  readonly suggestion: string | undefined;
};

/**
 * Finds what a person means: an exact slug (or its last part), then an exercise such as `circuit-breaker/1`, then a
 * prefix, else a name that contains it, or the nearest one, as a suggestion.
 */
export function findExercises(given: string, all: readonly string[]): Found {
  const name = given.replaceAll("\\", "/").replace(/^(\.\/)?(exercises\/)?/, "").replace(/(\.ts|\/)$/, "")
    .toLowerCase();
  for (const matches of [ofSlug, ofExercise, ofPrefix]) {
    const exercises = name === "" ? [] : all.filter((id) => matches(id, name));
    if (exercises.length > 0) return { exercises };
  }
  return { unknown: given, suggestion: nearest(name, all) };
}

const parts = (id: string) => {
  const [category = "", name = "", task = ""] = id.split("/");
  const slug = `${category}/${name}`;
  // A clinic has the name of a category, which must go on meaning all chapters of that category.
  return { slug, pattern: category === "clinic" ? slug : name, task, number: task.split("-")[0]! };
};

function ofSlug(id: string, name: string): boolean {
  const { slug, pattern } = parts(id);
  return name === slug || name === pattern;
}

function ofExercise(id: string, name: string): boolean {
  const { slug, pattern, task, number } = parts(id);
  return [slug, pattern].some((head) => name === `${head}/${task}` || name === `${head}/${number}`);
}

function ofPrefix(id: string, name: string): boolean {
  return id.startsWith(name) || parts(id).pattern.startsWith(name) ||
    (!id.startsWith("clinic/") && id.slice(id.indexOf("/") + 1).startsWith(name));
}

function nearest(name: string, all: readonly string[]): string | undefined {
  if (name === "") return undefined;
  const names = new Set(all.flatMap((id) => {
    const { slug, pattern, number } = parts(id);
    return [pattern, `${pattern}/${number}`, slug];
  }));
  const containing = [...names].find((each) => name.length >= 3 && each.includes(name));
  if (containing !== undefined) return containing;
  let best: string | undefined;
  let least = Math.max(3, Math.ceil(name.length / 2));
  for (const each of names) {
    const given = name.slice(0, 60);
    const distance = Math.min(
      editDistance(given, each),
      editDistance(given, each.slice(0, given.length)) + 0.5,
    );
    if (distance < least) [best, least] = [each, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
