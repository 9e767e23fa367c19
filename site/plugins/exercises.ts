/**
 * Builds what an exercise's page needs to judge an answer: for each exercise a program of harness, stub and grader, the
 * modules that answers may import, the worker, and the judge.
 *
 * The same sources as `npm test` uses. They share chunks, so that an answer and its harness see the same classes.
 *
 * @module
 */
import fs from "node:fs";
import path from "node:path";
import type { Plugin } from "@docusaurus/types";
import { build, type Plugin as Bundling } from "esbuild";
import { exercisePathsOf } from "../../src/catalog/paths.ts";
import { portPaths } from "../../src/commands/grade/bundle.ts";
import { allowedPaths } from "../../src/grade/imports.ts";
import type { Task } from "../src/exercise/judge.ts";
import { clinics, course, ROOT } from "./course.ts";
import { highlight } from "./highlight.ts";
import { LIVE_STATIC } from "./live.ts";
import { forPages, shareModules } from "./page-modules.ts";

/** What the page fetches when the reader begins. */
export interface PageTask extends Task {
  /** The reference answer, highlighted; shown after passing. */
  solution: string;
}

const FOLDER = path.join(LIVE_STATIC, "grade");
const PROGRAM = "site/src/exercise/program.ts";
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8").replaceAll("\r\n", "\n");

function allowedOf(stub: string): string[] {
  return [...allowedPaths(read(stub), stub, portPaths())];
}

/** The programs of the exercises, as modules that exist here only. */
function programs(exercises: ReadonlyMap<string, { harness: string; stub: string }>): Bundling {
  return {
    name: "programs",
    setup(build) {
      build.onResolve({ filter: /^exercise:/ }, ({ path: id }) => ({
        path: id.slice("exercise:".length),
        namespace: "exercise",
      }));
      build.onLoad({ filter: /.*/, namespace: "exercise" }, ({ path: id }) => {
        const { harness, stub } = exercises.get(id)!;
        const from = (file: string) => JSON.stringify(path.join(ROOT, file));
        const shared = allowedOf(stub);
        const lines = [
          `import { run as runParts } from ${from(PROGRAM)};`,
          `import { harness } from ${from(harness)};`,
          `import * as stub from ${from(stub)};`,
          ...shared.map((file, index) => `import * as shared${index} from ${from(file)};`),
          `const shared = [${shared.map((_, index) => `shared${index}`).join(", ")}];`,
          "export const run = (start) => runParts({ harness, stub, shared }, start);",
        ];
        return { contents: lines.join("\n"), resolveDir: ROOT, loader: "ts" };
      });
    },
  };
}

/** Files of an exercise, from the project's folder. */
type ExerciseFiles = ReturnType<typeof exercisePathsOf>;

/** The exercises of the course, by name. */
function courseExercises(): Map<string, ExerciseFiles> {
  return new Map(
    [...course().flatMap(({ chapters }) => chapters), ...clinics()].flatMap(({ slug, exercises }) =>
      exercises.map((each) => [each.slug, exercisePathsOf(slug, each.slug.slice(slug.length + 1))] as const)
    ),
  );
}

/** Writes worker, judge, programs and tasks of these exercises into a folder, in place of what stands there. */
export async function buildGraders(
  exercises: ReadonlyMap<string, ExerciseFiles>,
  folder: string,
): Promise<void> {
  fs.rmSync(folder, { recursive: true, force: true });
  const shared = new Set([...exercises.values()].flatMap(({ stub }) => allowedOf(stub)));
  const [files] = await Promise.all([
    shareModules(
      [
        ...[...exercises.keys()].map((id) => ({ in: `exercise:${id}`, out: `programs/${id}` })),
        ...[...shared].map((file) => ({
          in: file,
          out: `modules/${file.slice("src/".length, -".ts".length)}`,
        })),
      ],
      folder,
      [programs(exercises)],
    ),
    build({
      ...forPages,
      entryPoints: ["site/src/exercise/worker.ts", "site/src/exercise/judge.ts"],
      outdir: folder,
      minify: true,
    }),
  ]);
  for (const [id, paths] of exercises) {
    const task: PageTask = {
      exercise: id,
      file: paths.exercise,
      stub: read(paths.stub),
      program: files.get(`exercise:${id}`)!,
      modules: Object.fromEntries(allowedOf(paths.stub).map((file) => [file, files.get(file)!])),
      // Only where one chooses is there something measured.
      ...(id.endsWith("-choose") && { reference: read(paths.solution) }),
      solution: highlight(read(paths.solution), "typescript"),
    };
    const target = path.join(folder, `${id}.json`);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, JSON.stringify(task));
  }
}

/** The plugin. */
export function exercisesPlugin(): Plugin {
  return {
    name: "course-exercises",
    getPathsToWatch:
      () => [`${ROOT}/src/**/*.ts`, `${ROOT}/exercises/**/*.ts`, `${ROOT}/site/src/exercise/*.ts`],
    loadContent: () => buildGraders(courseExercises(), FOLDER),
  };
}
