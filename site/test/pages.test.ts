import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { listExercises } from "../../src/commands/grade/exercises.ts";
import { brief } from "../../src/grade/report.ts";
import { clinics, course } from "../plugins/course.ts";
import { splitDocComment } from "../plugins/course-pages.ts";
import { BUILD, notBuilt, page, ROOT, text } from "./built.ts";

/** What Docusaurus writes into a page that failed while the build says SUCCESS. */
const ERRORS = [
  "This page crashed",
  "Page Not Found",
  "Module parse failed",
  "Cannot find module",
];

/** Of these sentences, those that a page does not show, and errors that it does. Short, unlike the page. */
const wrong = (shown: string, own: readonly string[]) => [
  ...own.filter((sentence) => !shown.includes(sentence)).map((sentence) => `missing: ${sentence}`),
  ...ERRORS.filter((error) => shown.includes(error)).map((error) => `shown: ${error}`),
];

const chapters = course().flatMap((category) => category.chapters);
const exercises = [...chapters, ...clinics()].flatMap((chapter) =>
  chapter.exercises.map((exercise) => ({ chapter, exercise }))
);
const reason = notBuilt();

interface Cell {
  cell_type: string;
  source: string | string[];
}

/** A few plain sentences of a notebook's prose. */
function sentencesOf(slug: string): string[] {
  const { cells } = JSON.parse(
    fs.readFileSync(path.join(ROOT, "notebooks", `${slug}.ipynb`), "utf8"),
  ) as { cells: Cell[] };
  return cells.filter((cell) => cell.cell_type === "markdown")
    .flatMap((cell) => [cell.source].flat().join("").split("\n"))
    .filter((line) => /^[A-Z][A-Za-z ,]{30,}/.test(line))
    .map((line) => /^[A-Za-z ,]+/.exec(line)![0].trim())
    .slice(0, 6);
}

describe.skipIf(reason !== undefined)(
  `built pages${reason ? ` (skipped: ${reason})` : ""}`,
  () => {
    test.each([
      ["/", "What happens at second"],
      ["/catalogue", "What hurts"],
      ["/measurements", "Beside its peers"],
      ["/about/how-to-study", "Take your time at the questions"],
      ["/about/design", "what was decided"],
      ["/about/design", "Why no page ships a syntax highlighter"],
      ["/404", "All chapters stand in the catalogue"],
      [
        "/about/design/notebooks-are-pages",
        "The notebook file itself is a document",
      ],
      ["/api", "pure"],
      ["/api/sim/trace", "A message left its host."],
    ])("%s shows its own text", (address, own) => {
      const shown = text(page(address));
      expect(wrong(shown, [own])).toEqual([]);
    });

    test.each(chapters)(
      "chapter $slug shows its prose, its cells and its closed gates",
      ({ slug, title, objectives }) => {
        const html = page(`/${slug}`);
        const shown = text(html);
        const sentences = sentencesOf(slug);
        expect(sentences.length).toBeGreaterThan(3);
        const own = [title, ...objectives, ...sentences].map((sentence) => sentence.replaceAll("`", ""));
        expect(wrong(shown, own)).toEqual([]);
        const { cells } = JSON.parse(
          fs.readFileSync(
            path.join(ROOT, "notebooks", `${slug}.ipynb`),
            "utf8",
          ),
        ) as { cells: Cell[] };
        const code = cells.filter((cell) => cell.cell_type === "code");
        expect(html.match(/data-cell=/g)).toHaveLength(code.length);
        const gates = code.filter((cell) =>
          /=\s*predict\(|^(?:await )?recall\(/m.test([cell.source].flat().join(""))
        );
        expect(html.match(/class="?gate-question/g) ?? []).toHaveLength(
          gates.length,
        );
        expect(html.match(/<p class="?gate-ask[^>]*>[^<]*`/), "a gate shows its code as code").toBeNull();
        expect(html.match(/<div class="?gate-outcome"? hidden/g)?.length ?? 0)
          .toBeGreaterThanOrEqual(gates.length);
        expect(fs.existsSync(path.join(BUILD, "notebooks", `${slug}.ipynb`)))
          .toBe(true);
      },
    );

    test.each(exercises)(
      "exercise $exercise.slug shows its task and its stub",
      ({ chapter, exercise }) => {
        const shown = text(page(`/${exercise.slug}`));
        const { comment } = splitDocComment(
          fs.readFileSync(
            path.join(
              ROOT,
              "exercises",
              ".harness",
              `${exercise.slug}.stub.ts`,
            ),
            "utf8",
          ),
        );
        const words = /[A-Za-z ,]{12,}/.exec(comment)![0].trim();
        expect(wrong(shown, [
          chapter.title,
          exercise.name,
          words,
          `npm test ${brief(exercise.slug)}`,
        ])).toEqual([]);
      },
    );

    test("the progress page lists what npm test lists, in its order, clinics included", () => {
      const { main } = /(?<main><main[\s\S]*<\/main>)/.exec(page("/progress"))!.groups!;
      const listed = [...main!.matchAll(/<li><a href="?\/([\w/-]+)/g)].map(([, slug]) => slug);
      expect(listed).toEqual(listExercises());
      expect(listed.filter((slug) => slug!.startsWith("clinic/"))).toHaveLength(6);
    });

    test("there is an index for the search", () => {
      expect(
        fs.readdirSync(BUILD).some((name) => /^search-index.*\.json$/.test(name)),
      ).toBe(true);
    });
  },
);
