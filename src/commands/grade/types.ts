/**
 * Type-checks answers, beside the run: the bundler takes types out without looking at them.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { TypeProblem } from "#src/grade/report.ts";
import { watchOver } from "./children.ts";
import { projectRoot } from "./layout.ts";
import { scratchFolder } from "./scratch.ts";

/** A file to check against its stub. */
export interface TypeTask {
  /** The answer's text. */
  readonly text: string;
  readonly stub: string;
}

const TIMEOUT_MS = 30_000;

/** The compiler's findings for each task, in the tasks' order. */
export async function checkTypes(tasks: readonly TypeTask[]): Promise<TypeProblem[][]> {
  if (tasks.length === 0) return [];
  const folder = scratchFolder("types"); // by its real path, as the compiler names files
  try {
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config(tasks)));
    // A package of its own: an answer may come from a folder that is not a module's.
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    tasks.forEach(({ text, stub }, index) => {
      writeFileSync(join(folder, answerName(index)), rooted(text, exerciseFolder(stub)));
      writeFileSync(join(folder, checkName(index)), satisfies(answerName(index), stub));
    });
    const output = await compile(folder);
    if (output === undefined) return tasks.map(() => [TOO_LONG]);
    // What the compiler says of no file is about all of them; it must not look like a pass.
    const general = output.split("\n").filter((line) => line.startsWith("error TS")).map((message) => ({
      message: `the compiler could not work: ${message}`,
    }));
    return tasks.map((_, index) => [...problemsOf(output, folder, index), ...general]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const answerName = (index: number) => `answer-${index}.ts`;
const checkName = (index: number) => `check-${index}.ts`;

const TOO_LONG: TypeProblem = {
  message: "the compiler did not finish: look for a type that refers to itself without end",
};

/** The folder that an answer belongs in, wherever it was read from: that of its stub, outside the hidden one. */
const exerciseFolder = (stub: string) => dirname(stub).replace(/([\\/])\.harness(?=[\\/])/, "");

/** Relative imports as they are meant in the exercise's folder. */
function rooted(text: string, from: string): string {
  return text.replace(
    /(\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}\/[^"'\n]*)\2/g,
    (_whole, keyword: string, quote: string, path: string) =>
      `${keyword}${quote}${resolve(from, path).replaceAll("\\", "/")}${quote}`,
  );
}

function config(tasks: readonly unknown[]): object {
  return {
    extends: join(projectRoot, "tsconfig.json"),
    compilerOptions: {
      types: [],
      paths: { "#src/*": [join(projectRoot, "src/*")], "#patterns/*": [join(projectRoot, "src/patterns/*")] },
      // A stub has parameters that nobody uses yet, and so may an answer.
      noUnusedLocals: false,
      noUnusedParameters: false,
    },
    include: [],
    exclude: [],
    files: tasks.flatMap((_, index) => [answerName(index), checkName(index)]),
  };
}

function satisfies(name: string, stub: string): string {
  return [
    `import * as answer from "./${name}";`,
    `import type * as Stub from ${JSON.stringify(stub)};`,
    `answer satisfies typeof Stub;`,
    "",
  ].join("\n");
}

function compile(folder: string): Promise<string | undefined> {
  const run = "Deno" in globalThis ? ["run", "-A", "--no-lock"] : [];
  return new Promise((done) => {
    const child = spawn(process.execPath, [
      ...run,
      join(projectRoot, "node_modules/typescript/bin/tsc"),
      "-p",
      folder,
      "--pretty",
      "false",
    ], {
      cwd: folder,
      stdio: ["ignore", "pipe", "ignore"],
      windowsHide: true,
    });
    watchOver(child, folder);
    let output = "";
    const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
    child.stdout!.setEncoding("utf8").on("data", (text: string) => {
      if (output.length < 1_000_000) output += text;
    });
    const notRun = "error TS0: it could not be started; run npm ci";
    child.on("error", () => done(notRun));
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      done(signal !== null ? undefined : code !== 0 && !output.includes("error TS") ? notRun : output);
    });
  });
}

// What the compiler calls by its code, or by a path that is the grader's.
function plainWords(message: string): string {
  if (/'erasableSyntaxOnly'/.test(message)) {
    return "enum, namespace and `constructor(private x)` are not used in this course: declare the field, and assign it";
  }
  return message
    .replace(/typeof import\("[^"]*answer-\d+"[^)]*\)/g, "your file")
    .replace(/typeof import\("[^"]*\.stub"[^)]*\)/g, "the file as shipped")
    .replace(/type '(your file|the file as shipped)'/g, "$1");
}

function problemsOf(output: string, folder: string, index: number): TypeProblem[] {
  const problems: TypeProblem[] = [];
  let shape: TypeProblem | undefined;
  for (const line of output.split("\n")) {
    const match = /^(.*?)\((\d+),(\d+)\): error TS\d+: (.*)$/.exec(line);
    if (match === null) {
      // The lines that follow the shape error say which member is wrong.
      if (shape !== undefined && /^\s+/.test(line)) shape = deeper(shape, line.trim());
      else if (shape !== undefined && problems.at(-1) !== shape) problems.push(shape);
      continue;
    }
    const path = resolve(folder, match[1]!);
    if (shape !== undefined) problems.push(shape);
    shape = undefined;
    if (path === join(folder, answerName(index))) {
      problems.push({ where: { line: Number(match[2]), column: Number(match[3]) }, message: match[4]! });
    } else if (path === join(folder, checkName(index))) {
      shape = { message: "what your file exports has another type than in the file as shipped" };
    }
  }
  if (shape !== undefined) problems.push(shape);
  return [...new Set(problems)].map((problem) => ({ ...problem, message: plainWords(problem.message) }));
}

function deeper(shape: TypeProblem, line: string): TypeProblem {
  const head = shape.message.split(": ")[0]!;
  return { message: `${head}: ${line}` };
}
