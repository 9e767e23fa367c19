/**
 * What page and worker say to each other.
 *
 * @module
 */
import type { RawOutput } from "./outputs.ts";

/** To the worker: run this script. */
export interface RunMessage {
  /** Number of the run; its outputs carry it. */
  run: number;
  /** What `compile` made of the cell. */
  script: string;
  /** The cell's name in stack traces. */
  name: string;
}

/** From the worker. */
export type WorkerMessage =
  /** One more output. */
  | { run: number; output: RawOutput }
  /** The cell has ended. */
  | { run: number; ended: "ok" | "error" };
