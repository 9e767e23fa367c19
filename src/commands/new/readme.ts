/**
 * The table of chapters in the README, made from the catalog.
 *
 * @module
 */
import type { CatalogEntry } from "#src/catalog/catalog.ts";
import { pathsOf } from "#src/catalog/paths.ts";

const begin = "<!-- chapters: written by npm run new -- --readme -->";
const end = "<!-- end of chapters -->";

/** The table. */
export function chapterTable(parts: readonly { title: string; entries: readonly CatalogEntry[] }[]): string {
  const rows = parts.flatMap(({ title, entries }) =>
    entries.map((entry) => {
      const { notebook, pattern } = pathsOf(entry.slug);
      return `| [${entry.title}](${notebook}) | ${title} | ${entry.minutes} min | ${entry.summary} | [code](${pattern}) |`;
    })
  );
  return ["| chapter | part | time | what it is | |", "|---|---|---|---|---|", ...rows].join("\n");
}

/**
 * The README with the table as it should be.
 *
 * @throws {Error} If the marks around the table are gone.
 */
export function withTable(readme: string, table: string): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) {
    throw new Error(`Cannot write the table as README.md has lost its marks: ${begin} and ${end}`);
  }
  return `${readme.slice(0, from + begin.length)}\n\n${table}\n\n${readme.slice(to)}`;
}
