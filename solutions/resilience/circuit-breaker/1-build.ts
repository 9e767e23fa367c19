/**
 * A breaker that hands out passes.
 *
 * Why it is so:
 * - The phase is one object, and each change of state makes a new one. A pass remembers the object it was given under,
 *   so "is this answer late?" is one comparison, and no counter can be forgotten.
 * - What belongs to a phase lives in it: a failure count exists only while closed, a probe only while half-open. States
 *   that cannot be are states that cannot be written.
 * - A probe's time limit and the end of a cooldown are worked out when somebody asks. Without timers there is nothing to
 *   cancel, nothing to dispose, and nothing that keeps a process alive.
 * - The limit's failure is dated back to the moment at which it fell, not to when it was noticed: in a quiet service the
 *   next caller may come an hour later, and must not wait for a cooldown then.
 */
import type { Clock } from "#src/ports/clock.ts";
import { Refused } from "#src/ports/policy.ts";

export interface Pass {
  end(outcome: "success" | "failure" | "ignored"): void;
}

export interface GateOptions {
  clock: Clock;
  failureThreshold: number;
  cooldownMs: number;
  probeTimeoutMs: number;
}

type Phase =
  | { state: "closed"; failures: number }
  | { state: "open"; untilMs: number }
  | { state: "half-open"; probeSinceMs: number | undefined };

export class Gate {
  #phase: Phase = { state: "closed", failures: 0 };
  readonly #options: GateOptions;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  enter(): Pass {
    const nowMs = this.#options.clock.nowMs();
    this.#advance(nowMs);
    const phase = this.#phase;
    if (phase.state === "open") throw new Refused("gate", { retryAfterMs: phase.untilMs - nowMs });
    if (phase.state === "half-open") {
      if (phase.probeSinceMs !== undefined) throw new Refused("gate");
      phase.probeSinceMs = nowMs;
    }
    let ended = false;
    return {
      end: (outcome) => {
        if (ended) return;
        ended = true;
        this.#end(phase, outcome);
      },
    };
  }

  #end(phase: Phase, outcome: "success" | "failure" | "ignored"): void {
    const nowMs = this.#options.clock.nowMs();
    this.#advance(nowMs); // a probe that ends after its limit is late
    if (phase !== this.#phase) return;
    if (phase.state === "half-open") {
      phase.probeSinceMs = undefined;
      if (outcome === "success") this.#phase = { state: "closed", failures: 0 };
      if (outcome === "failure") this.#open(nowMs);
    } else if (phase.state === "closed") {
      if (outcome === "success") phase.failures = 0;
      if (outcome === "failure") phase.failures++;
      if (phase.failures >= this.#options.failureThreshold) this.#open(nowMs);
    }
  }

  #advance(nowMs: number): void {
    if (this.#phase.state === "half-open" && this.#phase.probeSinceMs !== undefined) {
      const limitMs = this.#phase.probeSinceMs + this.#options.probeTimeoutMs;
      if (nowMs >= limitMs) this.#open(limitMs);
    }
    if (this.#phase.state === "open" && nowMs >= this.#phase.untilMs) {
      this.#phase = { state: "half-open", probeSinceMs: undefined };
    }
  }

  #open(atMs: number): void {
    this.#phase = { state: "open", untilMs: atMs + this.#options.cooldownMs };
  }
}
