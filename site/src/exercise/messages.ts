/**
 * What the page and the worker that runs an answer say to each other.
 *
 * @module
 */
import type { Line } from "../../../src/grade/lines.ts";

/** The first and only message to the worker. What the worker has to say goes through the port. */
export interface Start {
  port: MessagePort;
  /** Address of the exercise's program: harness, stub and grader. */
  program: string;
  /** The answer as a module in JavaScript, its imports as addresses. */
  answer: string;
  /** Play only this token. */
  token?: string;
  /** Seeds of each check, in place of the harness's own number. */
  seeds?: number;
}

/** From the worker. */
export type FromWorker =
  /** A line of the trial; with a failure comes its picture. */
  | { line: Line; picture?: string }
  /** The worker's own events still have their turn: a loop that does not end would let nothing out. */
  | { alive: true }
  /** The program could not be fetched. */
  | { absent: true };

/** How often the worker tells that it lives, in milliseconds. */
export const BEAT_MS = 200;
