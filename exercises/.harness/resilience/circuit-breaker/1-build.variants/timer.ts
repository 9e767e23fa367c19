// Timers of the clock drive the changes of state; closures hold what belongs to a phase.
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
type Enter = () => Pass;

export class Gate {
  #enter: Enter;
  readonly #options: GateOptions;

  constructor(options: GateOptions) {
    this.#options = options;
    this.#enter = this.#closed();
  }

  enter(): Pass {
    return this.#enter();
  }

  #closed(): Enter {
    let failures = 0;
    const enter = () =>
      once((outcome) => {
        if (this.#enter !== enter) return;
        if (outcome === "success") failures = 0;
        else if (outcome === "failure" && ++failures === this.#options.failureThreshold) {
          this.#enter = this.#open();
        }
      });
    return enter;
  }

  #open(): Enter {
    const { clock, cooldownMs } = this.#options;
    const untilMs = clock.nowMs() + cooldownMs;
    const enter = () => {
      throw new Refused("gate", { retryAfterMs: untilMs - clock.nowMs() });
    };
    void clock.sleep(cooldownMs).then(() => {
      this.#enter = this.#halfOpen();
    });
    return enter;
  }

  #halfOpen(): Enter {
    const { clock, probeTimeoutMs } = this.#options;
    let out = false;
    const enter = () => {
      if (out) throw new Refused("gate");
      out = true;
      const over = new AbortController();
      clock.sleep(probeTimeoutMs, { signal: over.signal }).then(() => {
        if (this.#enter === enter) this.#enter = this.#open();
      }, () => {});
      return once((outcome) => {
        over.abort();
        out = false;
        if (this.#enter !== enter || outcome === "ignored") return;
        this.#enter = outcome === "success" ? this.#closed() : this.#open();
      });
    };
    return enter;
  }
}

function once(end: (outcome: "success" | "failure" | "ignored") => void): Pass {
  let ended = false;
  return {
    end: (outcome) => {
      if (!ended) end(outcome);
      ended = true;
    },
  };
}
