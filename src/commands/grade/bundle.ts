/**
 * Bundles a learner's answer and, apart from it, the harness with the child's program. Decides what an answer may import.
 *
 * @module
 */
import { type BuildFailure, type BuildOptions, type Message, type Plugin } from "esbuild";
import * as esbuild from "esbuild";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
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
      return refused(`a name that is put together while running reaches the reference answer.`);
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
          return { errors: [{ text: refusal(path, target, files), detail: "refused" }] };
        },
      );
    },
  };
}

/** The ports, and what the stub imports. */
function allowedFiles(stub: string): ReadonlySet<string> {
  const allowed = new Set(portFiles());
  const text = readFileSync(stub, "utf8");
  for (const [, path] of text.matchAll(/(?:from|import)\s+"([^"]+)"/g)) {
    const file = fileOf(path!, dirname(stub));
    if (file !== undefined) allowed.add(file);
  }
  allowed.add(join(projectRoot, "src/grade/todo.ts"));
  return allowed;
}

function portFiles(): string[] {
  const folder = join(projectRoot, "src/ports");
  return readdirSync(folder).filter((name) => /^[\w-]+\.ts$/.test(name)).map((name) => join(folder, name));
}

function fileOf(specifier: string, from: string): string | undefined {
  if (specifier.startsWith("#patterns/")) {
    return join(projectRoot, "src/patterns", specifier.slice("#patterns/".length));
  }
  if (specifier.startsWith("#src/")) return join(projectRoot, "src", specifier.slice("#src/".length));
  return specifier.startsWith(".") ? resolve(from, specifier) : undefined;
}

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

/** One sentence on why an import is refused. */
function refusal(specifier: string, target: string | undefined, files: ExerciseFiles): string {
  const name = specifier.slice(0, 100);
  if (/^(node|npm|jsr|https?|data|file|blob):/i.test(specifier)) return `'${name}' is outside the course.`;
  if (target === undefined) return `'${name}' is not there, or outside the course.`;
  const path = relative(projectRoot, target).split(sep).join("/");
  if (/(^|\/)solutions\//.test(path)) return `'${name}' is the reference answer.`;
  if (/(^|\/)exercises\/\.harness\//.test(path)) return `'${name}' belongs to the grader.`;
  if (target === files.exercise) return `'${name}' is this file itself.`;
  if (path.startsWith("src/patterns/")) {
    return `'${name}' is the chapter's own code, and the exercise is to write it.`;
  }
  return `'${name}' is not a port, and the file as shipped does not import it.`;
}

const PORTS =
  "An answer may import the ports (#src/ports/…) and what the file as shipped imports. Types are free.";

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
  const base = { kind: "mistaken" as const, ...(where && { where }) };
  if (first.detail === "refused") return { ...refused(first.text), ...base };
  if (/^No matching export/.test(first.text)) {
    const missing = /for import "([^"]*)"/.exec(first.text)?.[1] ?? "";
    return {
      ...base,
      mistake: "import",
      message: `Your file imports '${missing.slice(0, 100)}', which is not there.`,
      advice: "Look at the spelling.",
    };
  }
  return { ...base, mistake: "syntax", message: `Your file is not TypeScript: ${first.text.slice(0, 300)}` };
}

function refused(why: string): Mistaken {
  return {
    kind: "mistaken",
    mistake: "import",
    message: `Your file imports what an answer may not: ${why}`,
    advice: PORTS,
  };
}

function placeOfMessage({ location }: Message): Place | undefined {
  return location === null
    ? undefined
    : { line: location.line, column: location.column + 1, text: location.lineText };
}
