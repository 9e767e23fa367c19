/**
 * The error of a call that was given up because its time was over.
 *
 * @module
 */
import { StacklessError } from "#src/ports/stackless.ts";

/** Whose time was over: the limit of this policy, or what was left of the caller's (`remainingMs`). */
export type BoundBy = "limit" | "deadline";

/**
 * The time for a call was over before it settled. Whether the callee did the work, or still does it, is unknown.
 *
 * It is also the reason (`signal.reason`) with which the call's signal aborts.
 */
export class TimedOut extends StacklessError {
  override readonly name = "TimedOut";
  /** Unknown by nature: the request, the answer, or nothing at all may have been lost. */
  readonly reached = "unknown";
  /** How long the call was waited for, in milliseconds. */
  readonly limitMs: number;
  readonly boundBy: BoundBy;

  constructor(limitMs: number, boundBy: BoundBy = "limit") {
    const whose = boundBy === "limit" ? "its time limit" : "what was left of the caller's time";
    super(`Timed out after ${limitMs} ms, ${whose}; whether it was done is unknown`);
    this.limitMs = limitMs;
    this.boundBy = boundBy;
  }
}
