/**
 * Runs the cells of a notebook on the pinned kernel.
 *
 * @module
 */
import { type CellRun, type Kernel, startKernel } from "../kernel/client.ts";
import { pinnedDeno, pinnedVersion } from "../kernel/pinned.ts";
import { type CodeCell, isCode, type Notebook, type Output } from "./notebook.ts";
import type { Problem } from "./problem.ts";

/** Options for {@linkcode run}. */
export interface RunOptions {
  /** The notebook's folder. */
  cwd: string;
  /** Wall time that one cell may take. @default {20_000} */
  cellLimitMs?: number;
  /** Told before each cell: how many cells are done, of how many. */
  onProgress?: (done: number, all: number) => void;
}

/** What a run gave. */
export interface Ran {
  /** The notebook with its new outputs; where a cell failed, up to that cell. */
  book: Notebook;
  /** The first failure; there is never a second one, for the run stops. */
  problem: Problem | undefined;
  /**
   * Time of all cells without the kernel's start, in milliseconds: wall time or the kernel's processor time, whichever is
   * less. On a busy machine wall time says nothing; the kernel's compiler threads make processor time the larger one.
   */
  tookMs: number;
}

/** Errors of promises that nobody awaits are lost in the kernel; these two cells catch them. */
const LISTEN = `{
  const lost = globalThis[Symbol.for("course.lost")] = [];
  const keep = (event, error) => { event.preventDefault(); lost.push(String(error)); };
  addEventListener("unhandledrejection", (event) => keep(event, event.reason));
  addEventListener("error", (event) => keep(event, event.error));
}`;
const LOST =
  `await new Promise((resolve) => setTimeout(resolve)); globalThis[Symbol.for("course.lost")].join("; ")`;

const CPU_US = "(({ user, system }) => user + system)(process.cpuUsage());";

/** Runs a notebook from its first cell to its last, or to the first that fails. */
export async function run(book: Notebook, options: RunOptions): Promise<Ran> {
  const { cwd, cellLimitMs = 20_000, onProgress } = options;
  const total = book.cells.filter(isCode).length;
  await using kernel = await startKernel({ deno: pinnedDeno(), version: pinnedVersion(), cwd });
  await kernel.execute(LISTEN, cellLimitMs);
  const cpuBeforeUs = Number(textOf(await kernel.execute(CPU_US, 5_000)));
  const cells = [...book.cells];
  let done = 0;
  let tookMs = 0;
  let problem: Problem | undefined;
  for (const [index, cell] of cells.entries()) {
    if (!isCode(cell)) continue;
    onProgress?.(done, total);
    const seen = await kernel.execute(cell.source, cellLimitMs);
    done += 1;
    tookMs += seen.tookMs;
    cells[index] = {
      ...cell,
      execution_count: done,
      outputs: seen.outputs.map((output) => counted(output, done)),
    };
    if (seen.status !== "ok") {
      problem = { cell: index + 1, says: failureText(seen.status, seen.outputs, cell, cellLimitMs) };
      break;
    }
  }
  const cpuMs = (Number(textOf(await kernel.execute(CPU_US, 5_000))) - cpuBeforeUs) / 1_000;
  problem ??= await lostErrors(kernel);
  return { book: { ...book, cells }, problem, tookMs: Math.min(tookMs, cpuMs > 0 ? cpuMs : Infinity) };
}

/** The kernel counts our own cells too; the record counts the chapter's. */
function counted(output: Output, execution_count: number): Output {
  return output.output_type === "execute_result" ? { ...output, execution_count } : output;
}

function failureText(status: string, outputs: readonly Output[], cell: CodeCell, limitMs: number): string {
  if (status === "too late") return `the cell did not end within ${limitMs / 1000} s`;
  if (status === "died") return "the kernel ended while the cell ran";
  const error = outputs.find((output) => output.output_type === "error");
  if (error === undefined || error.ename === "") {
    return "the kernel refused the cell, as it does with a syntax error";
  }
  const line = /<anonymous>:(\d+)/.exec(error.traceback.join("\n"))?.[1];
  const code = cell.source.split("\n")[Number(line) - 1];
  const near = code === undefined ? "" : ` (near \`${code.trim()}\`)`;
  return `${error.ename}: ${error.evalue}${near}`;
}

function textOf({ outputs: [output] }: CellRun): string {
  return output?.output_type === "execute_result" ? String(output.data["text/plain"]) : "";
}

async function lostErrors(kernel: Kernel): Promise<Problem | undefined> {
  const lost = textOf(await kernel.execute(LOST, 5_000)).replace(/^["'`]|["'`]$/g, "");
  return lost === "" ? undefined : { says: `an error that nobody awaited: ${lost}` };
}
