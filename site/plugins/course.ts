/**
 * The course as the site sees it: the catalogue's entries, joined with the files that a slug's path leads to.
 *
 * @module
 */
import fs from "node:fs";
import path from "node:path";
import { entryOf, parts } from "../../src/catalog/catalog.ts";
import { symptoms } from "../../src/catalog/symptoms.ts";

/** An exercise of a chapter. */
export interface ExerciseEntry {
  /** Its slug, such as `resilience/circuit-breaker/1-build`. */
  slug: string;
  /** The number in its name. */
  number: number;
  /** The kind in its name: build, repair, extend, attack, review or choose. */
  kind: string;
  /** What links to it say: `Exercise 1: build`, or `Case 1: Seats have not come back`. */
  name: string;
}

/** What a card, a sidebar and the head of a chapter show. */
export interface ChapterEntry {
  slug: string;
  title: string;
  category: string;
  summary: string;
  problem: string;
  otherNames: string[];
  level: string;
  tier: string;
  minutes: number;
  needs: ChapterLink[];
  related: ChapterLink[];
  /** Each reads on after "You can …". */
  objectives: string[];
  /** What hurts, in the words of somebody on call. */
  solves: { id: string; says: string }[];
  exercises: ExerciseEntry[];
}

/** Another chapter, to link to. */
export interface ChapterLink {
  slug: string;
  title: string;
}

/** A category with its chapters, in course order. */
export interface CategoryEntry {
  id: string;
  title: string;
  /** The question that its chapters answer. */
  question: string;
  chapters: ChapterEntry[];
  /** The unlabelled cases after the chapters. */
  clinic?: ClinicEntry;
}

/** The repository's root, seen from this file. */
export const ROOT = path.resolve(__dirname, "..", "..");

/** The exercises of a slug: the numbered files in its folder. */
export function exercisesOf(slug: string, root = ROOT): ExerciseEntry[] {
  const folder = path.join(root, "exercises", ...slug.split("/"));
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder)
    .flatMap((name) => {
      const match = /^(\d+)-([a-z]+)\.ts$/.exec(name);
      if (!match) return [];
      const [, number, kind] = match;
      return [{
        slug: `${slug}/${name.slice(0, -3)}`,
        number: Number(number),
        kind: kind!,
        name: slug.startsWith("clinic/")
          ? `Case ${number}: ${titleOfCase(path.join(folder, name))}`
          : `Exercise ${number}: ${kind}`,
      }];
    })
    .sort((a, b) => a.number - b.number);
}

/** A case is called by its first sentence: `Choose: seats have not come back.` */
function titleOfCase(file: string): string {
  const [, said] = /Choose: (.+?)\.\s/.exec(fs.readFileSync(file, "utf8")) ?? [];
  if (said === undefined) throw new Error(`${file} has no first line "Choose: … ."`);
  return said[0]!.toUpperCase() + said.slice(1).replaceAll("`", "");
}

type Part = (typeof parts)[number];
type Entry = Part["entries"][number];

/** Whether the chapter's notebook is there; an entry that is still being written has no page. */
export function hasNotebook(slug: string): boolean {
  return fs.existsSync(path.join(ROOT, "notebooks", `${slug}.ipynb`));
}

function linksOf(slugs: Entry["needs"]): ChapterLink[] {
  return slugs.filter(hasNotebook).map((slug) => ({
    slug,
    title: entryOf(slug).title,
  }));
}

function chapterOf(entry: Entry, category: string): ChapterEntry {
  const { slug, title, summary, problem, otherNames, level, tier, minutes } = entry;
  return {
    slug,
    title,
    category,
    summary,
    problem,
    otherNames: [...otherNames],
    level,
    tier,
    minutes,
    needs: linksOf(entry.needs),
    related: linksOf(entry.related),
    objectives: entry.objectives.map(({ can }) => can),
    solves: entry.card.solves.map((id) => ({
      id,
      says: symptoms.find((symptom) => symptom.id === id)?.says ?? id,
    })),
    exercises: exercisesOf(slug),
  };
}

/** The categories that have pages, in course order. */
export function course(): CategoryEntry[] {
  return parts.map(({ id, title, question, entries, clinic }) => {
    const exercises = exercisesOf(clinic.slug);
    return {
      id,
      title,
      question,
      chapters: entries.filter(({ slug }) => hasNotebook(slug)).map((entry) => chapterOf(entry, title)),
      ...(exercises.length > 0 && { clinic: { ...clinic, exercises } }),
    };
  }).filter(({ chapters }) => chapters.length > 0);
}

/** The unlabelled cases after the chapters of a category: exercises without a chapter. */
export interface ClinicEntry {
  /** Such as `clinic/resilience`. */
  slug: string;
  title: string;
  exercises: ExerciseEntry[];
}

/** The clinics, in the order of the categories. */
export function clinics(): ClinicEntry[] {
  return course().flatMap(({ clinic }) => clinic ?? []);
}
