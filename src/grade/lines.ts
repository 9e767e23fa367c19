/**
 * What the process or the worker that runs an answer tells whoever judges it, line by line.
 *
 * @module
 */
import type { Verdict } from "#src/grade/verdict.ts";

/** One line. */
export type Line =
  /** The answer is about to be loaded. */
  | { readonly type: "loading" }
  /** A schedule is about to be played. */
  | {
    readonly type: "schedule";
    readonly scenario: string;
    readonly seed: number;
    readonly script?: string;
    readonly played: number;
  }
  /** What the answer wrote to the console. */
  | { readonly type: "console"; readonly level: string; readonly text: string }
  /** Console lines that are not sent. */
  | { readonly type: "console-cut"; readonly lines: number }
  /** A failure was found, and is about to be made smaller. */
  | { readonly type: "found"; readonly verdict: Verdict }
  /** The judgement; the last line. */
  | { readonly type: "verdict"; readonly verdict: Verdict };

/** What is asked of whoever runs an answer. */
export interface Task {
  readonly seeds?: number;
  /** Play only this token. */
  readonly token?: string;
}
