// The smallest mend: a probe object beside the old fields, and a number that changes with the state.
import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy, Refused } from "#src/ports/policy.ts";

export interface HopefulBreakerOptions {
  clock: Clock;
  failureThreshold?: number;
  cooldownMs?: number;
}

export interface HopefulBreaker extends Policy {
  readonly state: "closed" | "open" | "half-open";
}

export function hopefulBreaker(options: HopefulBreakerOptions): HopefulBreaker {
  return new MendedBreaker(options);
}

class MendedBreaker implements HopefulBreaker {
  state: "closed" | "open" | "half-open" = "closed";
  generation = 0;
  failures = 0;
  openedAtMs = 0;
  probe: { beganMs: number } | null = null;
  readonly clock: Clock;
  readonly failureThreshold: number;
  readonly cooldownMs: number;

  constructor({ clock, failureThreshold = 5, cooldownMs = 5_000 }: HopefulBreakerOptions) {
    this.clock = clock;
    this.failureThreshold = failureThreshold;
    this.cooldownMs = cooldownMs;
  }

  execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
    if (options.signal?.aborted) return Promise.reject(options.signal.reason);
    const nowMs = this.clock.nowMs();
    if (this.probe && nowMs >= this.probe.beganMs + this.cooldownMs) {
      this.trip(this.probe.beganMs + this.cooldownMs);
    }
    if (this.state === "open" && nowMs >= this.openedAtMs + this.cooldownMs) this.to("half-open");
    if (this.state === "open") {
      const retryAfterMs = this.openedAtMs + this.cooldownMs - nowMs;
      return Promise.reject(new Refused("hopeful-breaker", { retryAfterMs }));
    }
    if (this.probe) return Promise.reject(new Refused("hopeful-breaker"));
    const mine = this.state === "half-open" ? this.probe = { beganMs: nowMs } : null;
    const generation = this.generation;
    const current = () => generation === this.generation;
    return new Promise<T>((resolve, reject) => {
      const release = () => {
        if (this.probe === mine) this.probe = null;
      };
      const aborted = () => {
        release();
        reject(options.signal?.reason);
      };
      options.signal?.addEventListener("abort", aborted);
      const leave = () => options.signal?.removeEventListener("abort", aborted);
      (async () => call(contextOf(options)))().then((answer) => {
        leave();
        if (current() && !options.signal?.aborted) {
          release();
          this.failures = 0;
          if (this.state === "half-open") this.to("closed");
        }
        resolve(answer);
      }, (error) => {
        leave();
        if (current() && !options.signal?.aborted) {
          release();
          const counts = !(error instanceof Refused);
          if (counts && (this.state === "half-open" || ++this.failures >= this.failureThreshold)) {
            this.trip(this.clock.nowMs());
          }
        }
        reject(error);
      });
    });
  }

  trip(atMs: number): void {
    this.openedAtMs = atMs;
    this.to("open");
  }

  to(state: "closed" | "open" | "half-open"): void {
    this.state = state;
    this.generation++;
    this.failures = 0;
    this.probe = null;
  }
}
