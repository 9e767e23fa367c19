/**
 * The catalog's entry for a new pattern, to be filled and added when its chapter is finished.
 *
 * @module
 */
import type { Names } from "./names.ts";

/** An entry, as text to paste into `src/catalog/<category>.ts`. */
export function entryTemplate({ slug, title }: Names, tier: string): string {
  const minutes = { core: 90, standard: 45, brief: 20 }[tier] ?? 90;
  return `  {
    slug: "${slug}",
    title: "${title}",
    otherNames: [],
    summary: "…", // one sentence: what it is
    problem: "…", // the pain that makes one look for it
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
      simplerFirst: "…",
      failureModes: [],
      defaults: [], // { knob, start, how, source }
      proof: ["${slug}#story"],
    },
  },
`;
}
