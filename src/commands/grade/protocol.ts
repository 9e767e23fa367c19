/**
 * What the child process that runs an answer tells its parent: one line each, behind the nonce.
 *
 * @module
 */
import type { Verdict } from "#src/grade/verdict.ts";

/** One line of the child. */
export type ChildLine =
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

/** What the parent asks of the child, in one line on its standard input. */
export interface ChildTask {
  readonly nonce: string;
  readonly seeds?: number;
  /** Play only this token. */
  readonly token?: string;
}
