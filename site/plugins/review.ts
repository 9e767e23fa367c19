/**
 * The page that asks questions of earlier chapters, and the clinic's list of cases.
 *
 * @module
 */
import fs from "node:fs";
import path from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { pathsOf } from "../../src/catalog/paths.ts";
import { brief } from "../../src/grade/report.ts";
import { type ChapterLink, clinics, course, ROOT } from "./course.ts";

/** What the page is given. */
export interface ReviewPageData {
  /** The chapters that have questions, in course order. */
  chapters: ChapterLink[];
}

/** What a clinic's page is given. */
export interface ClinicPageData {
  title: string;
  cases: { slug: string; testName: string; name: string }[];
}

/** The plugin. */
export function reviewPlugin(context: LoadContext): Plugin {
  return {
    name: "course-review",
    async contentLoaded({ actions }) {
      const chapters = course().flatMap(({ chapters }) => chapters)
        .filter(({ slug }) => fs.existsSync(path.join(ROOT, pathsOf(slug).items)))
        .map(({ slug, title }) => ({ slug, title }));
      const data: ReviewPageData = { chapters };
      actions.addRoute({
        path: `${context.baseUrl}review`,
        component: "@site/src/components/review-page.tsx",
        modules: { data: await actions.createData("review.json", JSON.stringify(data)) },
        exact: true,
      });
      for (const { slug, title, exercises } of clinics()) {
        const clinic: ClinicPageData = {
          title,
          cases: exercises.map(({ slug, name }) => ({ slug, name, testName: brief(slug) })),
        };
        actions.addRoute({
          path: `${context.baseUrl}${slug}`,
          component: "@site/src/components/clinic-page.tsx",
          modules: {
            data: await actions.createData(`${slug.replaceAll("/", "-")}.json`, JSON.stringify(clinic)),
          },
          exact: true,
        });
      }
    },
  };
}
