/**
 * Pages that are made from data: the catalogue, and one page for each exercise.
 *
 * @module
 */
import fs from "node:fs";
import path from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { brief } from "../../src/grade/report.ts";
import {
  type CategoryEntry,
  type ChapterEntry,
  type ClinicEntry,
  clinics,
  course,
  type ExerciseEntry,
  ROOT,
} from "./course.ts";
import { type HomeData, homeData } from "./home-data.ts";
import { highlight } from "./highlight.ts";
import { measured } from "./measured.ts";
import { linkTarget } from "./remark-course.ts";

export type { HomeData };

/** What an exercise's page is given. */
export interface ExercisePageData {
  exercise: ExerciseEntry;
  chapter: { slug: string; title: string };
  /** The name by which `npm test` finds it. */
  testName: string;
  /** The file that the reader edits. */
  file: string;
  /** The task as HTML, from the file's doc comment. */
  taskHtml: string;
  /** The task's first line. */
  title: string;
  /** The stub without its doc comment, highlighted. */
  stubHtml: string;
  previous?: ExerciseEntry;
  next?: ExerciseEntry;
}

/** The first doc comment of a file, and what follows it. */
export function splitDocComment(
  source: string,
): { comment: string; rest: string } {
  const match = /^\s*\/\*\*([\s\S]*?)\*\/\s*\n?/.exec(source);
  if (!match) return { comment: "", rest: source };
  const comment = match[1]!.split("\n").map((line) => line.replace(/^\s*\* ?/, "")).join("\n").trim();
  return { comment, rest: source.slice(match[0].length).trim() };
}

async function markdownToHtml(
  text: string,
  file: string,
  baseUrl: string,
): Promise<string> {
  const { micromark } = await import("micromark");
  const { gfm, gfmHtml } = await import("micromark-extension-gfm");
  const plain = text
    .replace(/^@module\s*$/m, "")
    .replace(
      /\{@link(?:code)?\s+([^}|]+?)(?:\s*\|\s*([^}]+))?\}/g,
      (_, name: string, label?: string) => `\`${label ?? name}\``,
    );
  const html = micromark(plain, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return html.replace(
    /<code>src\/(patterns\/[\w/-]+)\.ts<\/code>/g,
    (code, name: string) => `<a href="${baseUrl}api/${name}">${code}</a>`,
  ).replace(/href="([^"]+)"/g, (whole, url: string) => {
    const target = linkTarget(url, file);
    return target ? `href="${target.startsWith("/") ? baseUrl + target.slice(1) : target}"` : whole;
  });
}

async function exerciseData(
  chapter: ChapterEntry | ClinicEntry,
  exercise: ExerciseEntry,
  baseUrl: string,
): Promise<ExercisePageData> {
  const file = `exercises/${exercise.slug}.ts`;
  const absolute = path.join(ROOT, file);
  const stub = path.join(
    ROOT,
    "exercises",
    ".harness",
    `${exercise.slug}.stub.ts`,
  );
  const { comment, rest } = splitDocComment(
    fs.readFileSync(fs.existsSync(stub) ? stub : absolute, "utf8").replaceAll(
      "\r\n",
      "\n",
    ),
  );
  const [first = "", ...others] = comment.split("\n");
  const position = chapter.exercises.indexOf(exercise);
  return {
    exercise,
    chapter: { slug: chapter.slug, title: chapter.title },
    testName: brief(exercise.slug),
    file,
    title: first.replaceAll("`", ""),
    taskHtml: await markdownToHtml(
      [first, ...others].join("\n"),
      absolute,
      baseUrl,
    ),
    stubHtml: highlight(rest, "typescript"),
    previous: chapter.exercises[position - 1],
    next: chapter.exercises[position + 1],
  };
}

/** The plugin. */
export function coursePlugin(context: LoadContext): Plugin<CategoryEntry[]> {
  return {
    name: "course-pages",
    getPathsToWatch: () => [
      `${ROOT}/exercises/**/*.ts`,
      `${ROOT}/src/catalog/**/*.ts`,
      `${ROOT}/site/data/**/*.json`,
    ],
    loadContent: () => Promise.resolve(course()),
    async contentLoaded({ content, actions }) {
      const catalogue = await actions.createData(
        "catalogue.json",
        JSON.stringify(content),
      );
      actions.addRoute({
        path: `${context.baseUrl}catalogue`,
        component: "@site/src/components/catalogue-page.tsx",
        modules: { categories: catalogue },
        exact: true,
      });
      actions.addRoute({
        path: `${context.baseUrl}progress`,
        component: "@site/src/components/progress-page.tsx",
        modules: { categories: catalogue },
        exact: true,
      });
      actions.addRoute({
        path: context.baseUrl,
        component: "@site/src/components/home-page.tsx",
        modules: {
          data: await actions.createData(
            "home.json",
            JSON.stringify(await homeData()),
          ),
        },
        exact: true,
      });
      actions.addRoute({
        path: `${context.baseUrl}measurements`,
        component: "@site/src/components/measurements-page.tsx",
        modules: {
          data: await actions.createData(
            "measured.json",
            JSON.stringify(measured()),
          ),
        },
        exact: true,
      });
      for (const chapter of [...content.flatMap(({ chapters }) => chapters), ...clinics()]) {
        for (const exercise of chapter.exercises) {
          const name = `${exercise.slug.replaceAll("/", "-")}.json`;
          const data = await actions.createData(
            name,
            JSON.stringify(
              await exerciseData(chapter, exercise, context.baseUrl),
            ),
          );
          actions.addRoute({
            path: `${context.baseUrl}${exercise.slug}`,
            component: "@site/src/components/exercise-page.tsx",
            modules: { data },
            exact: true,
          });
        }
      }
    },
    async postBuild({ outDir }) {
      for (const { slug } of course().flatMap(({ chapters }) => chapters)) {
        const target = path.join(outDir, "notebooks", `${slug}.ipynb`);
        await fs.promises.mkdir(path.dirname(target), { recursive: true });
        await fs.promises.copyFile(
          path.join(ROOT, "notebooks", `${slug}.ipynb`),
          target,
        );
      }
    },
  };
}
