import { Refused } from "#src/ports/policy.ts";

/** Why a bulkhead did not make a call. */
export type RefusalReason =
  /** All places were taken, and the queue was full. */
  | "full"
  /** It waited for `maxWaitMs`. */
  | "waited"
  /** The caller's time (`remainingMs`) ended before a place was free. */
  | "deadline"
  /** The queue was full, and a call came that is served before it. */
  | "displaced";

/** A call that a bulkhead did not make. */
export class BulkheadRefusal extends Refused {
  readonly reason: RefusalReason;
  /** How long it had waited, in milliseconds. */
  readonly waitedMs: number;

  constructor(reason: RefusalReason, waitedMs: number) {
    super("bulkhead", { message: `Refused by bulkhead (${reason}): the call was not made` });
    this.reason = reason;
    this.waitedMs = waitedMs;
  }
}
