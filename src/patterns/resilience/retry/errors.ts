/**
 * Which errors are worth another attempt, and the error that says that there was none.
 *
 * @module
 */
import { Refused } from "#src/ports/policy.ts";
import { ErrorAnswer, NoAnswer, Unreachable } from "#src/ports/transport.ts";
import { TimedOut } from "#patterns/resilience/timeout/errors.ts";

/** Why a call that might still have succeeded was not made again. */
export type GiveUpReason = "attempts" | "deadline" | "budget" | "retry-after";

/**
 * The call may have succeeded at another time, and was not made again. The last error is the `cause`.
 *
 * It is not {@linkcode isTransient}: a retry around a retry in the same process does not multiply attempts.
 */
export class GaveUp extends Error {
  override readonly name = "GaveUp";
  readonly reason: GiveUpReason;
  /** How often the call was made; 0 if there was no time left for a first attempt. */
  readonly attempts: number;

  constructor(reason: GiveUpReason, attempts: number, options?: ErrorOptions) {
    super(`Gave up after ${attempts} ${attempts === 1 ? "attempt" : "attempts"}: ${said[reason]}`, options);
    this.reason = reason;
    this.attempts = attempts;
  }
}

const said: Record<GiveUpReason, string> = {
  attempts: "no more are allowed",
  deadline: "the next would begin after the deadline",
  budget: "the retry budget is empty",
  "retry-after": "the callee asks to stay away for longer than is allowed",
};

const transientStatus = new Set([408, 429, 502, 503, 504]);

/**
 * Whether an error may pass by itself: no answer, none within a time limit, nobody listening, or an answer with status 408, 429, 502, 503 or 504.
 *
 * Everything else is not: a wrong request stays wrong, 500 is as a rule a bug, {@linkcode Refused} is this side's own
 * decision, and an error of no known kind is a fault in the program.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof ErrorAnswer) return transientStatus.has(error.status);
  return error instanceof NoAnswer || error instanceof TimedOut || error instanceof Unreachable;
}

/** Whether the callee did not even see the call. Everything else may have had its effect. */
export const surelyUnseen = (error: unknown): boolean =>
  error instanceof Unreachable || error instanceof Refused;

/** The callee's wish, in milliseconds; 0 where there is none or it makes no sense. */
export function wishMs(error: unknown): number {
  const asked = error instanceof ErrorAnswer || error instanceof Refused ? error.retryAfterMs : undefined;
  return asked !== undefined && asked > 0 ? asked : 0;
}
