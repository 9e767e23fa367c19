/**
 * The worker of one page, as a kernel: it runs cells one after another and keeps what they declare.
 *
 * @module
 */
import { NOT_REACHED } from "@site/src/not-reached.ts";
import { compile } from "./compile.ts";
import { CodeSyntaxError } from "./typescript.ts";
import type { WorkerMessage } from "./messages.ts";
import type { RawOutput } from "./outputs.ts";

/** What came of a cell. */
export interface CellRun {
  outputs: RawOutput[];
  status: "ok" | "error" | "stopped";
}

/** A session. It starts its worker when the first cell runs. */
export class Session {
  readonly #script: string;
  #worker: Worker | undefined;
  #run = 0;
  #end: ((status: CellRun["status"]) => void) | undefined;

  /** @param folder Address of the folder with the worker and the library. */
  constructor(folder: string) {
    this.#script = `${folder}worker.js`;
  }

  /**
   * Runs a cell to its end, or to {@linkcode stop}.
   *
   * @param onOutput Called at each output, with all outputs so far.
   */
  async run(source: string, name: string, onOutput: (outputs: RawOutput[]) => void): Promise<CellRun> {
    const outputs: RawOutput[] = [];
    let script: string;
    try {
      script = compile(source);
    } catch (error) {
      if (!(error instanceof CodeSyntaxError)) throw error;
      return {
        outputs: [{
          output_type: "error",
          ename: error.name,
          evalue: `${error.message} (line ${error.at.line})`,
        }],
        status: "error",
      };
    }
    const worker = this.#worker ??= new Worker(this.#script, { type: "module" });
    const run = ++this.#run;
    const status = await new Promise<CellRun["status"]>((resolve) => {
      this.#end = resolve;
      worker.onerror = (event) => {
        outputs.push({
          output_type: "error",
          ename: "Error",
          evalue: event.message || NOT_REACHED,
        });
        this.#forget();
        resolve("error");
      };
      worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
        if (data.run !== run) return;
        if ("ended" in data) return resolve(data.ended);
        outputs.push(data.output);
        onOutput([...outputs]);
      };
      worker.postMessage({ run, script, name });
    });
    return { outputs, status };
  }

  /** Ends the worker at once, whatever it does. What the cells have declared is gone. */
  stop(): void {
    this.#forget();
    this.#end?.("stopped");
  }

  #forget(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}
