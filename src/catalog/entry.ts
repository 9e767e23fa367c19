/**
 * What the catalog holds of each pattern: everything that cannot be derived, and never a path. A slug is the path.
 *
 * Here every reference is a plain string; `catalog.ts` joins the categories and checks each reference against the
 * slugs, symptoms and misconceptions that exist. Done in one step the type would be circular (TS7022).
 *
 * @module
 */

/** How much a reader should know before. */
export type Level = "introductory" | "intermediate" | "advanced";
/** How deep the chapter goes: 90, 45 or 20 minutes. */
export type Tier = "core" | "standard" | "brief";
/** How much of *Build it* is given: all of it, all but the marked lines, the contract alone, or the choice too. */
export type Fading = "worked" | "holes" | "contract" | "choose";

/** A text that stands behind a claim. */
export interface Source {
  author: string;
  title: string;
  year: number;
  /** Chapter, section or heading, where the text is long. */
  section?: string;
  url?: string;
}

/** Where a reader proves an objective. */
export type ProvedBy =
  /** The name of a gate's prediction in the chapter: `const recovery = predict(…)` is `"recovery"`. */
  | { gate: string }
  /** An exercise of the slug: `"1-build"`. */
  | { exercise: string }
  /** A recall item of the slug, by its id. */
  | { item: string };

/** What a reader can do afterwards, and what shows it. */
export interface Objective {
  /** Reads on after "You can …". */
  can: string;
  by: ProvedBy;
}

/** A number to begin with, and where it comes from. */
export interface StartingValue {
  /** The option's name, or what it is called elsewhere. */
  knob: string;
  start: string;
  /** How to find your own value. */
  how: string;
  source: string;
}

/** A way in which the pattern itself goes wrong at work. */
export interface FailureMode {
  name: string;
  /** A scenario that shows it: `"<slug>#<name>"`. */
  scenario: string;
  metric: string;
  alert: string;
}

/** When to use the pattern: the data behind the decision guide. */
export interface Card<Slug extends string = string, Symptom extends string = string> {
  /** What hurts, by id in `symptoms.ts`. */
  solves: readonly Symptom[];
  /** What one gives up, against which pattern, and the scenario that measures it. */
  tradeOffs: readonly { against: Slug; says: string; measuredBy: string }[];
  alternatives: readonly { id: Slug; chooseItWhen: string }[];
  conflicts: readonly { id: Slug; why: string }[];
  dontUseWhen: readonly string[];
  simplerFirst: string;
  failureModes: readonly FailureMode[];
  defaults: readonly StartingValue[];
  /** Scenarios that show the claim, with against without: `"<slug>#<name>"`. */
  proof: readonly string[];
}

/** One pattern of the course. */
export interface Entry<
  Slug extends string = string,
  Symptom extends string = string,
  Own extends string = Slug,
> {
  /** `category/name`: the path of everything that belongs to the pattern. */
  slug: Own;
  title: string;
  otherNames: readonly string[];
  /** One sentence: what it is. */
  summary: string;
  /** The pain that makes one look for it, in two or three sentences. */
  problem: string;
  /** Chapters to read first. */
  needs: readonly Slug[];
  related: readonly Slug[];
  level: Level;
  tier: Tier;
  /** For reading and running; the exercises come on top. */
  minutes: number;
  fading: Fading;
  sources: readonly Source[];
  objectives: readonly Objective[];
  card: Card<Slug, Symptom>;
}

/** The entries of one category, in course order. The type keeps each slug, for `catalog.ts` to collect. */
export function category<
  const Id extends string,
  const Entries extends readonly Entry<string, string, `${Id}/${string}`>[],
>(
  id: Id,
  entries: Entries,
): { readonly id: Id; readonly entries: Entries } {
  return { id, entries };
}

/** A belief that many hold, that does harm, and that a run refutes. */
export interface Misconception<Id extends string = string, Slug extends string = string> {
  id: Id;
  /** In the words of somebody who holds it. */
  belief: string;
  /** What is true instead, and why: a reader sees it who chose the belief at a gate. */
  correction: string;
  /** Where it was met: an issue, a post-mortem, a forum, documentation, a course. */
  evidence: string;
  /** The run that shows it false: this property breaks. A test runs it, and names a belief that has none. */
  refutedBy?: {
    /** `"<slug>#<name>"` */
    scenario: string;
    variant: string;
    seed: number;
    property: string;
  };
  /** The chapters that treat it. */
  chapters: readonly Slug[];
}

/** The misconceptions of one category. The type keeps each id. */
export function beliefs<const List extends readonly Misconception[]>(list: List): List {
  return list;
}
