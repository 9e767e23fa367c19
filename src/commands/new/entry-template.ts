/**
 * What the catalog holds of a new pattern: to be filled, and joined when its chapter is finished.
 *
 * @module
 */
import type { Names } from "./names.ts";

/** `src/catalog/<slug>.ts` */
export function entryTemplate({ slug, title, variable }: Names, tier: string): string {
  const minutes = { core: 90, standard: 45, brief: 20 }[tier] ?? 90;
  return `/**
 * The entry of ${title[0]!.toLowerCase() + title.slice(1)}.
 *
 * @module
 */
import type { Entry } from "../entry.ts";

/** What the catalog holds of it. */
export const ${variable} = {
  slug: "${slug}",
  title: "${title}",
  otherNames: [],
  summary: "to write: one sentence, what it is",
  problem: "to write: the pain that makes one look for it, in two or three sentences",
  needs: [], // slugs of chapters to read first
  related: [],
  level: "intermediate",
  tier: "${tier}",
  minutes: ${minutes},
  fading: "contract", // worked, holes, contract or choose
  sources: [], // at least four: { author, title, year, section }
  objectives: [], // at least four: { can: "…", by: { gate: "afternoon" } } or { exercise: "1-build" }
  card: {
    solves: [], // ids of src/catalog/symptoms.ts
    tradeOffs: [],
    alternatives: [],
    conflicts: [],
    dontUseWhen: [],
    simplerFirst: "to write: what to try before it",
    failureModes: [],
    defaults: [], // { knob, start, how, source }
    proof: ["${slug}#story"],
  },
} as const satisfies Entry<string, string, "${slug}">;
`;
}

/** `src/catalog/misconceptions/<slug>.ts` */
export function beliefsTemplate({ title, variable }: Names): string {
  return `/**
 * What people believe about ${title[0]!.toLowerCase() + title.slice(1)}, and the run that shows it false.
 *
 * @module
 */
import { beliefs } from "../../entry.ts";

/** Misconceptions that this chapter is the first to treat. */
export const ${variable}Beliefs = beliefs([
  // to write: { id, belief, correction, evidence, refutedBy: { scenario, variant, seed, property }, chapters }
]);
`;
}
