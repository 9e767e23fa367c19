/**
 * The chapters that exist, and the ones that a person means.
 *
 * @module
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { slugs } from "#src/catalog/catalog.ts";
import { root } from "../kernel/pinned.ts";

/** The folder of the chapters. */
export const notebooksFolder: string = join(root, "notebooks");

/** The file of a chapter. */
export function chapterFile(name: string): string {
  return join(notebooksFolder, `${name}.ipynb`);
}

/** Names of all notebooks, in course order; those that the catalogue does not know come last. */
export function chapterNames(folder: string = notebooksFolder): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .flatMap(({ name }) =>
      readdirSync(join(folder, name))
        .filter((file) => file.endsWith(".ipynb") && !file.startsWith("."))
        .map((file) => `${name}/${file.slice(0, -".ipynb".length)}`)
    );
  const order: readonly string[] = slugs;
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return names.sort((left, right) => rank(left) - rank(right) || (left < right ? -1 : 1));
}

/** The names that a word means: a slug, the end of a slug, or the beginning of either. */
export function meant(word: string, names: readonly string[]): string[] {
  const wanted = word.replace(/^(\.\/)?notebooks\//, "").replace(/\.ipynb$/, "");
  const exact = names.filter((name) => name === wanted || name.split("/")[1] === wanted);
  if (exact.length > 0) return exact;
  return names.filter((name) => name.startsWith(wanted) || name.split("/")[1]!.startsWith(wanted));
}

/** The name nearest to a word that means none. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const distance = (name: string) => Math.min(edits(word, name), edits(word, name.split("/")[1]!));
  return [...names].sort((left, right) => distance(left) - distance(right))[0];
}

function edits(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const change = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[right.length]!;
}
