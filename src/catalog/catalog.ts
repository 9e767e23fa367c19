/**
 * The only list of the course. Pages, sidebar, notebook index, README table and the order of exercises derive from it.
 *
 * @module
 */
import { categories, type CategoryId } from "./categories.ts";
import type { Entry, Misconception } from "./entry.ts";
import { type MisconceptionId, misconceptions } from "./misconceptions.ts";
import { resilience } from "./resilience.ts";
import type { SymptomId } from "./symptoms.ts";

/** Each category that has a chapter. A new one is imported above and added here. */
const written = [resilience] as const satisfies readonly { id: CategoryId }[];

/** A pattern of the course: `category/name`. Every cross-link is of this type. */
export type Slug = (typeof written)[number]["entries"][number]["slug"];

/** An entry whose references have been checked, with the misconceptions that name it. */
export interface CatalogEntry extends Entry<Slug, SymptomId> {
  readonly misconceptions: readonly MisconceptionId[];
}

// Here the compiler checks every `needs`, `related`, symptom and chapter of the course.
const entries: readonly Entry<Slug, SymptomId>[] = written.flatMap((each) => [...each.entries]);
const beliefs: readonly Misconception<MisconceptionId, Slug>[] = misconceptions;

/** All patterns, in course order. */
export const catalog: readonly CatalogEntry[] = entries.map((entry) => ({
  ...entry,
  misconceptions: beliefs.filter(({ chapters }) => chapters.includes(entry.slug)).map(({ id }) => id),
}));

/** All slugs, in course order. */
export const slugs: readonly Slug[] = catalog.map(({ slug }) => slug);

/** Whether this text is a slug of the course. */
export function isSlug(text: string): text is Slug {
  return slugs.includes(text as Slug);
}

/** The entry of a slug. */
export function entryOf(slug: Slug): CatalogEntry {
  return catalog.find((entry) => entry.slug === slug)!;
}

/** The chapters before and after this one in course order. */
export function neighbours(
  slug: Slug,
): { previous: CatalogEntry | undefined; next: CatalogEntry | undefined } {
  const at = slugs.indexOf(slug);
  return { previous: catalog[at - 1], next: catalog[at + 1] };
}

/** The categories that have chapters, with their chapters and the place of the cases that come after them. */
export const parts: readonly {
  id: CategoryId;
  title: string;
  question: string;
  entries: readonly CatalogEntry[];
  /** Exercises without a chapter; not every part has them. */
  clinic: { slug: `clinic/${CategoryId}`; title: string };
}[] = categories
  .map((each) => ({
    ...each,
    entries: catalog.filter(({ slug }) => slug.startsWith(`${each.id}/`)),
    clinic: { slug: `clinic/${each.id}` as const, title: `Clinic: ${each.title.toLowerCase()}` },
  }))
  .filter((each) => each.entries.length > 0);
