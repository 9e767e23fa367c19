/**
 * What a sitting on the page needs besides its state: fetched when the reader begins, not before.
 */
import { fsrsScheduler } from "#src/adapters/fsrs/scheduler.ts";
import type { Items, Question } from "#src/learn/items.ts";

export { fsrsScheduler as scheduler };

/** The questions of chapters. */
export interface Questions {
  /** In course order. */
  names: readonly string[];
  question(name: string, seed: number): Promise<Question>;
}

/** Loads the items of these chapters. */
export async function questionsOf(slugs: readonly string[]): Promise<Questions> {
  const loaded = await Promise.all(slugs.map(async (slug) => {
    const [category, name] = slug.split("/");
    const module = await import(`@site/../src/patterns/${category}/${name}.items.ts`) as { items: Items };
    return [slug, module.items] as const;
  }));
  const bySlug = new Map(loaded);
  return {
    names: loaded.flatMap(([slug, { ids }]) => ids.map((id) => `${slug}#${id}`)),
    question(name, seed) {
      const [slug = "", id = ""] = name.split("#");
      return bySlug.get(slug)!.question(id, seed);
    },
  };
}
