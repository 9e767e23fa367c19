/**
 * The questions of all chapters.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { entryOf, slugs } from "#src/catalog/catalog.ts";
import { pathsOf } from "#src/catalog/paths.ts";
import type { Items, Question } from "#src/learn/items.ts";
import { projectFolder } from "../new/tree.ts";

/** Questions by their names, `<slug>#<item>`. */
export interface Questions {
  /** In course order. */
  readonly names: readonly string[];
  question(name: string, seed: number): Promise<Question>;
  /** The title of a chapter. */
  title(slug: string): string;
}

/** The chapters that have items, in course order. */
export const chaptersWithItems: readonly string[] = slugs.filter((slug) =>
  existsSync(projectFolder + pathsOf(slug).items)
);

/** The questions of these chapters. */
export async function questionsOf(chapters: readonly string[]): Promise<Questions> {
  const bySlug = new Map<string, Items>();
  for (const slug of chapters) {
    const file = pathToFileURL(projectFolder + pathsOf(slug).items).href;
    bySlug.set(slug, (await import(file) as { items: Items }).items);
  }
  return {
    names: [...bySlug].flatMap(([slug, { ids }]) => ids.map((id) => `${slug}#${id}`)),
    question(name, seed) {
      const [slug = "", id = ""] = name.split("#");
      return bySlug.get(slug)!.question(id, seed);
    },
    title: (slug) => entryOf(slug as (typeof slugs)[number]).title,
  };
}
