/**
 * What clients asked and what they were answered.
 *
 * @module
 */
import type { Plain } from "#src/sim/trace.ts";

/** One operation of one client. */
export interface Operation {
  readonly id: number;
  /** The client; its operations follow each other. */
  readonly process: string;
  /** What was asked. */
  readonly input: Plain;
  /** When, in virtual milliseconds. */
  readonly callMs: number;
  /** When the answer came; `undefined` while open. An open operation may still take effect at any later time. */
  readonly returnMs: number | undefined;
  /** What was answered. */
  readonly output: Plain;
}

/** The operations of a run, in order of call. */
export type History = readonly Operation[];

/** Writes a history. An operation that timed out is never closed: nobody knows whether it took effect. */
export class HistoryRecorder {
  #operations: { -readonly [K in keyof Operation]: Operation[K] }[] = [];
  #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** A client asks; answers the operation's id. */
  call(process: string, input: Plain): number {
    const id = this.#operations.length;
    this.#operations.push({
      id,
      process,
      input,
      callMs: this.#nowMs(),
      returnMs: undefined,
      output: undefined,
    });
    return id;
  }

  /** The answer came. */
  return(id: number, output: Plain): void {
    const operation = this.#operations[id];
    if (operation === undefined) {
      throw new RangeError(`Cannot return as 'id' must be an open operation: current value is ${id}`);
    }
    operation.returnMs = this.#nowMs();
    operation.output = output;
  }

  /** The operation surely did not happen (it was refused before it left): takes it out of the history. */
  fail(id: number): void {
    const operation = this.#operations[id];
    if (operation !== undefined) operation.process = "";
  }

  /** The history so far. */
  history(): History {
    return this.#operations.filter((operation) => operation.process !== "");
  }
}
