/**
 * Build: a breaker for work that ends somewhere else. Check it: `npm test circuit-breaker/1`.
 *
 * `execute(call)` needs a call whose promise is the outcome. A message on a queue, a stream, a job is different: it is
 * begun here, and another function learns later how it ended, or nobody ever does. So this breaker hands out passes.
 *
 * 1. Closed: `enter` gives a pass to everybody. `failureThreshold` failures in a row open the circuit; a success starts
 *    the count anew.
 * 2. Open: for `cooldownMs`, `enter` throws {@linkcode Refused} with the rest of the cooldown as `retryAfterMs`.
 * 3. Half-open, after the cooldown: one pass is out at a time, and `enter` throws `Refused` to all others. If it ends in
 *    success the circuit closes, in failure it opens for another cooldown.
 * 4. An ignored outcome (the customer went away) counts neither way, and a half-open circuit lets the next one in.
 * 5. A pass that a half-open circuit gave, and that has not ended after `probeTimeoutMs`, has failed at that moment.
 * 6. A pass from before the last change of state changes nothing when it ends. Nor does a second `end`.
 *
 * Time comes from `clock` alone. You need no timer: what time brings about can be worked out when somebody asks.
 */
import { todo } from "#src/grade/todo.ts";
import type { Clock } from "#src/ports/clock.ts";
// deno-lint-ignore no-unused-vars -- for your answer
import { Refused } from "#src/ports/policy.ts";

/** Leave to begin one piece of work. */
export interface Pass {
  /** Says how the work ended. */
  end(outcome: "success" | "failure" | "ignored"): void;
}

/** Options for {@linkcode Gate}; all are in range. */
export interface GateOptions {
  clock: Clock;
  failureThreshold: number;
  cooldownMs: number;
  probeTimeoutMs: number;
}

export class Gate {
  constructor(_options: GateOptions) {}

  /** @throws {Refused} If nobody may begin now. */
  enter(): Pass {
    return todo("1. give a pass, and count the failures in a row");
  }
}
