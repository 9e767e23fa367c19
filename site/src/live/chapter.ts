/**
 * The live cells of one page: what the reader has edited, what ran, what it showed.
 *
 * @module
 */
import { NOT_REACHED } from "@site/src/not-reached.ts";
import { type CellOutput, outputsOf, type RawOutput } from "./outputs.ts";
import type { Session } from "./session.ts";

/** What a cell's element shows of its life. */
export interface CellState {
  /** The reader's text; `undefined` while it is the chapter's. */
  edited?: string;
  status: "idle" | "waiting" | "running" | "ok" | "error" | "stopped";
  /** What its last run showed, as a kernel would send it; `undefined` while the committed outputs stand. */
  raw?: RawOutput[];
  outputs?: CellOutput[];
}

const IDLE: CellState = { status: "idle" };

/** The text of the page about all its cells. */
export interface PageState {
  busy: boolean;
  /** Whether anything has been run or edited, so that there is something to reset. */
  touched: boolean;
  says: string;
}

/** The cells of a page. One worker serves them; it starts when the first of them runs. */
export class LiveChapter {
  readonly #folder: string;
  readonly #sources = new Map<number, () => string>();
  readonly #states = new Map<number, CellState>();
  readonly #ran = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #session: Session | undefined;
  #page: PageState = { busy: false, touched: false, says: "" };
  /** Changes when what is under way is to end. */
  #turn = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  readonly subscribe = (listener: () => void): () => void => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly page = (): PageState => this.#page;
  readonly cell = (index: number): CellState => this.#states.get(index) ?? IDLE;

  /** Makes a cell known. `source` gives the chapter's text. */
  register(index: number, source: () => string): () => void {
    this.#sources.set(index, source);
    return () => this.#sources.delete(index);
  }

  /** The reader's text for a cell; the chapter's own text takes the edit back. */
  edit(index: number, text: string): void {
    const { edited: _, ...rest } = this.cell(index);
    const same = text.trimEnd() === this.#sources.get(index)?.().trimEnd();
    this.#put(index, same ? rest : { ...rest, edited: text });
    if (!same) this.#tell({ touched: true });
  }

  /** Takes back what the reader did to one cell. */
  reset(index: number): void {
    this.#put(index, IDLE);
  }

  /** Runs a cell, after those above it that have not run yet. */
  run(index: number): Promise<void> {
    return this.#play([...this.#order().filter((each) => each < index && !this.#ran.has(each)), index]);
  }

  /** Runs all cells on a fresh scope. */
  runAll(): Promise<void> {
    this.#end();
    return this.#play(this.#order());
  }

  /** Ends what runs, at once. */
  stop(): void {
    this.#end();
    this.#tell({
      says: "Stopped. What the cells had declared is gone; a run begins again with the first cell.",
    });
  }

  /** Forgets what the cells have declared; edits and outputs stay. */
  restart(): void {
    this.#end();
    for (const [index, state] of this.#states) this.#put(index, { ...state, status: "idle" });
    this.#tell({ says: "Restarted: no cell has run yet." });
  }

  /** The page as it came. */
  resetAll(): void {
    this.#end();
    for (const index of [...this.#states.keys()]) this.#put(index, IDLE);
    this.#tell({ touched: false, says: "" });
  }

  /** Ends the worker; for a page that is left. */
  close(): void {
    this.#end();
  }

  #order(): number[] {
    return [...this.#sources.keys()].sort((a, b) => a - b);
  }

  async #play(wanted: readonly number[]): Promise<void> {
    if (this.#page.busy) return;
    const turn = this.#turn;
    const began = performance.now();
    this.#tell({ busy: true, touched: true, says: "" });
    for (const index of wanted) this.#put(index, { ...this.cell(index), status: "waiting" });
    try {
      // Compiler and editor are no part of the page before they are needed.
      const { Session } = await import("./session.ts").catch(() => {
        throw new Error(NOT_REACHED);
      });
      if (turn !== this.#turn) return;
      this.#session ??= new Session(this.#folder);
      for (const [done, index] of wanted.entries()) {
        this.#tell({ says: wanted.length > 1 ? `Cell ${index + 1}: ${done} of ${wanted.length} done.` : "" });
        this.#put(index, { ...this.cell(index), status: "running" });
        const show = (raw: RawOutput[]) => {
          if (turn === this.#turn) this.#put(index, { ...this.cell(index), raw, outputs: outputsOf(raw) });
        };
        const source = this.cell(index).edited ?? this.#sources.get(index)!();
        const { outputs, status } = await this.#session.run(source, `cell-${index + 1}`, show);
        if (turn !== this.#turn) return;
        show(outputs);
        this.#put(index, { ...this.cell(index), status });
        if (status === "ok") this.#ran.add(index);
        else {
          for (const rest of wanted.slice(done + 1)) this.#put(rest, { ...this.cell(rest), status: "idle" });
          const after = index === wanted.at(-1) ? "" : ", and the cells after it did not run";
          this.#tell({ busy: false, says: `Cell ${index + 1} failed${after}.` });
          return;
        }
      }
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      this.#tell({
        busy: false,
        says: wanted.length > 1
          ? `${wanted.length} cells ran in ${seconds} s.`
          : `Cell ${wanted[0]! + 1} ran.`,
      });
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#end();
      this.#tell({ says: `The cells cannot run: ${(error as Error).message}` });
    }
  }

  #end(): void {
    this.#turn += 1;
    this.#session?.stop();
    this.#session = undefined;
    this.#ran.clear();
    for (const [index, state] of this.#states) {
      if (state.status === "running") this.#put(index, { ...state, status: "stopped" });
      else if (state.status === "waiting") this.#put(index, { ...state, status: "idle" });
    }
    this.#tell({ busy: false });
  }

  #put(index: number, state: CellState): void {
    this.#states.set(index, state);
    for (const listener of this.#listeners) listener();
  }

  #tell(change: Partial<PageState>): void {
    this.#page = { ...this.#page, ...change };
    for (const listener of this.#listeners) listener();
  }
}
