// Flat fields and a number for the phase, as in gobreaker.
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

export class Gate {
  state: "closed" | "open" | "half-open" = "closed";
  generation = 0;
  failures = 0;
  openUntilMs = 0;
  probeBeganMs = Number.NaN;
  readonly options: GateOptions;

  constructor(options: GateOptions) {
    this.options = options;
  }

  enter(): Pass {
    this.settle();
    const nowMs = this.options.clock.nowMs();
    if (this.state === "open") throw new Refused("gate", { retryAfterMs: this.openUntilMs - nowMs });
    if (this.state === "half-open") {
      if (!Number.isNaN(this.probeBeganMs)) throw new Refused("gate");
      this.probeBeganMs = nowMs;
    }
    const given = this.generation;
    let done = false;
    return {
      end: (outcome) => {
        this.settle();
        if (done || given !== this.generation) return;
        done = true;
        if (this.state === "half-open") this.probeBeganMs = Number.NaN;
        if (outcome === "ignored") return;
        if (outcome === "success") {
          this.failures = 0;
          if (this.state === "half-open") this.to("closed");
        } else if (this.state === "half-open" || ++this.failures >= this.options.failureThreshold) {
          this.trip(this.options.clock.nowMs());
        }
      },
    };
  }

  settle(): void {
    const nowMs = this.options.clock.nowMs();
    const limitMs = this.probeBeganMs + this.options.probeTimeoutMs;
    if (this.state === "half-open" && nowMs >= limitMs) this.trip(limitMs);
    if (this.state === "open" && nowMs >= this.openUntilMs) this.to("half-open");
  }

  trip(atMs: number): void {
    this.openUntilMs = atMs + this.options.cooldownMs;
    this.to("open");
  }

  to(state: "closed" | "open" | "half-open"): void {
    this.state = state;
    this.generation++;
    this.failures = 0;
    this.probeBeganMs = Number.NaN;
  }
}
