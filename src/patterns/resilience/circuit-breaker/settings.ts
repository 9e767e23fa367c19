/**
 * Defaults and limits of a breaker's options.
 *
 * @module
 */
import { numberOption, type NumberRange } from "#src/pure/option.ts";
import { CountWindow, TimeWindow } from "#src/pure/window.ts";
import { type CircuitBreakerOptions, classify } from "#patterns/resilience/circuit-breaker.ts";

/** Options with nothing missing, nothing out of range and the window made. */
export interface Settings extends Required<Omit<CircuitBreakerOptions, "window" | "cooldownMs" | "onEvent">> {
  window: CountWindow | TimeWindow;
  nextCooldownMs: () => number;
  onEvent: CircuitBreakerOptions["onEvent"];
  /** Whether the length of a call matters to anybody; if not, the clock is not read for it. */
  timed: boolean;
}

// It is asked while a call ends: an error of its own must not take the place of the call's answer.
function drawn(cooldownMs: () => number): () => number {
  let lastMs = 30_000;
  return () => {
    try {
      const ms = cooldownMs();
      if (ms >= 1 && ms < Number.POSITIVE_INFINITY) lastMs = ms;
    } catch {
      // documented: the last good one serves
    }
    return lastMs;
  };
}

/** @throws {RangeError} If an option is outside its range. */
export function settle({
  clock,
  window = { kind: "count", size: 100 },
  minimumCalls = 20,
  failureRatio = 0.5,
  slowCallMs = Number.POSITIVE_INFINITY,
  slowRatio = 0.5,
  cooldownMs = 30_000,
  probes = 1,
  probeTimeoutMs = 10_000,
  classify: outcomeOf = classify,
  onEvent,
}: CircuitBreakerOptions): Settings {
  const check = (name: string, value: number, range: NumberRange) => {
    numberOption("Cannot create a circuit breaker", name, value, range);
  };
  const size = window.kind === "count" ? window.size : Number.MAX_SAFE_INTEGER;
  check("window.size", size, { min: 1, integer: true });
  check("minimumCalls", minimumCalls, { min: 1, max: size, integer: true }); // more than fit could never be reached
  check("failureRatio", failureRatio, { min: 0.001, max: 1 });
  check("slowCallMs", slowCallMs, { min: 1, max: Number.POSITIVE_INFINITY });
  check("slowRatio", slowRatio, { min: 0.001, max: 1 });
  if (typeof cooldownMs === "number") check("cooldownMs", cooldownMs, { min: 1 });
  check("probes", probes, { min: 1, integer: true });
  check("probeTimeoutMs", probeTimeoutMs, { min: 1 });
  return {
    clock,
    window: window.kind === "count"
      ? new CountWindow(window.size)
      : new TimeWindow(window.ms, window.buckets),
    minimumCalls,
    failureRatio,
    slowCallMs,
    slowRatio,
    nextCooldownMs: typeof cooldownMs === "number" ? () => cooldownMs : drawn(cooldownMs),
    probes,
    probeTimeoutMs,
    classify: outcomeOf,
    onEvent,
    timed: onEvent !== undefined || slowCallMs < Number.POSITIVE_INFINITY || window.kind === "time",
  };
}
