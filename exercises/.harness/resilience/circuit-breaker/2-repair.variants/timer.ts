// A timer of the clock ends the cooldown and the probe's time; one record per phase.
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
type Phase = { name: "closed"; row: number } | { name: "open"; untilMs: number } | {
  name: "half-open";
  busy: boolean;
};

class MendedBreaker implements HopefulBreaker {
  #phase: Phase = { name: "closed", row: 0 };
  readonly #clock: Clock;
  readonly #failureThreshold: number;
  readonly #cooldownMs: number;

  constructor({ clock, failureThreshold = 5, cooldownMs = 5_000 }: HopefulBreakerOptions) {
    this.#clock = clock;
    this.#failureThreshold = failureThreshold;
    this.#cooldownMs = cooldownMs;
  }

  get state() {
    return this.#phase.name;
  }

  async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
    options.signal?.throwIfAborted();
    const phase = this.#phase;
    if (phase.name === "open") {
      throw new Refused("hopeful-breaker", { retryAfterMs: phase.untilMs - this.#clock.nowMs() });
    }
    const over = new AbortController();
    if (phase.name === "half-open") {
      if (phase.busy) throw new Refused("hopeful-breaker");
      phase.busy = true;
      this.#after(over.signal, () => this.#phase === phase && this.#open());
    }
    let failed = true;
    try {
      const answer = await untilAborted(Promise.resolve(call(contextOf(options))), options.signal);
      failed = false;
      if (phase.name === "closed") phase.row = 0;
      else if (this.#phase === phase) this.#phase = { name: "closed", row: 0 };
      return answer;
    } catch (error) {
      if (options.signal?.aborted || error instanceof Refused) failed = false;
      throw error;
    } finally {
      over.abort();
      if (phase.name === "half-open") phase.busy = false;
      if (
        failed && this.#phase === phase && (phase.name !== "closed" || ++phase.row >= this.#failureThreshold)
      ) this.#open();
    }
  }

  #open(): void {
    this.#phase = { name: "open", untilMs: this.#clock.nowMs() + this.#cooldownMs };
    this.#after(undefined, () => this.#phase = { name: "half-open", busy: false });
  }

  #after(signal: AbortSignal | undefined, then: () => unknown): void {
    this.#clock.sleep(this.#cooldownMs, signal ? { signal } : {}).then(then, () => {});
  }
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
