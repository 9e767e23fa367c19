/**
 * Bundles a learner's answer and, apart from it, the harness with the child's program. Decides what an answer may import.
 *
 * @module
 */
import { type BuildFailure, type BuildOptions, type Message, type Plugin } from "esbuild";
import * as esbuild from "esbuild";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { allowedPaths, missingImport, notTypeScript, refusal, refusedImport } from "#src/grade/imports.ts";
import type { Mistaken, Place } from "#src/grade/verdict.ts";
import { type ExerciseFiles, projectRoot } from "./layout.ts";
import type { SourceMap } from "./source-map.ts";

/** The files that the child runs, by name; `runner.js` is the program. */
export interface Bundle {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly map: SourceMap;
}

const ANSWER = "answer";
const SHARED = "shared";
const CHILD = join(projectRoot, "src/commands/grade/child.ts");

const RUNNER = `import { run } from "./child.js";\nrun(() => import("./answer.js"));\n`;

const OPTIONS: BuildOptions = {
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  platform: "neutral",
  mainFields: ["module", "main"],
  write: false,
  outdir: "/grade",
  chunkNames: "chunk-[hash]",
  sourcemap: "external",
  logLevel: "silent",
  // An import that is computed while running would reach past the rule for imports; so it becomes a require that throws.
  supported: { "dynamic-import": false },
  tsconfigRaw: {
    compilerOptions: { target: "ES2022", useDefineForClassFields: true, verbatimModuleSyntax: false },
  },
};

/** Bundles an exercise with an answer's text. */
export async function bundle(files: ExerciseFiles, text: string): Promise<Bundle | Mistaken> {
  try {
    const built = await esbuild.build({
      ...OPTIONS,
      entryPoints: [{ in: "grade:child", out: "child" }, { in: "grade:answer", out: "answer" }],
      plugins: [answerPlugin(files, text)],
      absWorkingDir: projectRoot,
      metafile: true,
    });
    const stray = Object.keys(built.metafile.inputs).find((path) => /(^|\/)solutions\//.test(path));
    // A computed name can make esbuild take in every file that it might mean.
    if (stray !== undefined) {
      return refusedImport(`a name that is put together while running reaches the reference answer.`);
    }
    const outputs = new Map(built.outputFiles!.map((file) => [basename(file.path), file.contents]));
    const map = JSON.parse(new TextDecoder().decode(outputs.get("answer.js.map"))) as SourceMap;
    outputs.set("runner.js", new TextEncoder().encode(RUNNER));
    return { files: new Map([...outputs].filter(([name]) => name.endsWith(".js"))), map };
  } catch (error) {
    return failure(error);
  }
}

/** Ends esbuild's own process, so that a command can end. */
export function stopBundler(): Promise<void> {
  return esbuild.stop();
}

/** Whether a source of the map is the learner's file. */
export const isAnswerSource = (source: string): boolean => source.startsWith(`${ANSWER}:`);

function answerPlugin(files: ExerciseFiles, text: string): Plugin {
  const allowed = allowedFiles(files.stub);
  return {
    name: "answer",
    setup(build) {
      build.onResolve(
        { filter: /^grade:/ },
        ({ path }) => ({ path: path.slice("grade:".length), namespace: ANSWER }),
      );
      build.onLoad({ filter: /^child$/, namespace: ANSWER }, () => ({
        contents: childProgram(files, allowed),
        resolveDir: dirname(files.harness),
        loader: "ts",
      }));
      build.onLoad({ filter: /^answer$/, namespace: ANSWER }, () => ({
        contents: text,
        resolveDir: dirname(files.exercise),
        loader: "ts",
      }));
      build.onResolve(
        { filter: /.*/, namespace: ANSWER },
        async ({ path, importer, kind, resolveDir, pluginData }) => {
          if (importer !== "answer" || pluginData === SHARED) return undefined;
          const found = await build.resolve(path, {
            kind,
            resolveDir,
            importer: files.exercise,
            pluginData: SHARED,
          });
          const target = found.errors.length > 0 || found.external ? undefined : found.path;
          if (target !== undefined && allowed.has(target)) return { path: target };
          const named = target === undefined ? undefined : fromProject(target);
          return { errors: [{ text: refusal(path, named, fromProject(files.exercise)), detail: "refused" }] };
        },
      );
    },
  };
}

/** Absolute paths of what an answer may import. */
function allowedFiles(stub: string): ReadonlySet<string> {
  const allowed = allowedPaths(readFileSync(stub, "utf8"), fromProject(stub), portPaths());
  return new Set([...allowed].map((path) => join(projectRoot, path)));
}

/** The paths of the ports, from the project's folder. */
export function portPaths(): string[] {
  return readdirSync(join(projectRoot, "src/ports"))
    .filter((name) => /^[\w-]+\.ts$/.test(name)).map((name) => `src/ports/${name}`);
}

/** A path from the project's folder, with `/`. */
export const fromProject = (path: string): string => relative(projectRoot, path).split(sep).join("/");

function childProgram(files: ExerciseFiles, allowed: ReadonlySet<string>): string {
  const shared = [...allowed];
  return [
    `import { main } from ${JSON.stringify(CHILD)};`,
    `import { harness } from ${JSON.stringify(files.harness)};`,
    `import * as stub from ${JSON.stringify(files.stub)};`,
    ...shared.map((path, index) => `import * as shared${index} from ${JSON.stringify(path)};`),
    `export const run = (load) => main({ harness, stub, shared: [${
      shared.map((_, index) => `shared${index}`).join(", ")
    }] }, load);`,
  ].join("\n");
}

function failure(error: unknown): Mistaken {
  const errors = (error as Partial<BuildFailure>).errors ?? [];
  const first = errors.find(({ location }) => location !== null && isAnswerSource(location.file));
  if (first === undefined) {
    const what = errors[0]?.text ?? String(error);
    return {
      kind: "mistaken",
      mistake: "internal",
      message: `The grader could not be put together: ${what.slice(0, 300)}`,
    };
  }
  const where = placeOfMessage(first);
  const base = where && { where };
  if (first.detail === "refused") return { ...refusedImport(first.text), ...base };
  if (/^No matching export/.test(first.text)) {
    const missing = /for import "([^"]*)"/.exec(first.text)?.[1] ?? "";
    return { ...missingImport(missing), ...base };
  }
  return { ...notTypeScript(first.text), ...base };
}

function placeOfMessage({ location }: Message): Place | undefined {
  return location === null
    ? undefined
    : { line: location.line, column: location.column + 1, text: location.lineText };
}
