/**
 * The language of the clinic: policies around the calls to one dependency, as data, from the outermost to the innermost.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";
import type { Policy } from "#src/ports/policy.ts";
import type { Random } from "#src/ports/random.ts";
import { numberOption } from "#src/pure/option.ts";
import { Bulkhead, type BulkheadOptions } from "#patterns/resilience/bulkhead.ts";
import { CircuitBreaker, type CircuitBreakerOptions } from "#patterns/resilience/circuit-breaker.ts";
import { RateLimiter, type RateOptions, TokenBucket } from "#patterns/resilience/rate-limiting.ts";
import { Retry, RetryBudget, type RetryOptions } from "#patterns/resilience/retry.ts";
import type { RetryBudgetOptions } from "#patterns/resilience/retry/budget.ts";
import { Timeout, type TimeoutOptions } from "#patterns/resilience/timeout.ts";
import { pipeline } from "#patterns/resilience/timeout/pipeline.ts";

/** For whom a policy keeps its state: one for all callers of the process, or one for each. @default {"all"} */
export interface Per {
  readonly per?: "all" | "caller";
}

/** Repeats what failed for a passing reason; see {@linkcode Retry}. A budget is shared by all calls of its policy. */
export interface RetryLayer
  extends Per, Pick<RetryOptions, "idempotent" | "maxAttempts" | "baseDelayMs" | "maxDelayMs" | "jitter"> {
  readonly use: "retry";
  readonly budget?: RetryBudgetOptions;
}
/** Limits the time; see {@linkcode Timeout}. */
export interface TimeoutLayer extends Per, Pick<TimeoutOptions, "timeoutMs" | "minRemainingMs"> {
  readonly use: "timeout";
}
/** Refuses while the callee is in trouble; see {@linkcode CircuitBreaker}. */
export interface BreakerLayer extends
  Per,
  Pick<
    CircuitBreakerOptions,
    "window" | "minimumCalls" | "failureRatio" | "slowCallMs" | "slowRatio" | "probes" | "probeTimeoutMs"
  > {
  readonly use: "circuit-breaker";
  /** Between two values: drawn anew each time. @default {30_000} */
  readonly cooldownMs?: number | readonly [fromMs: number, toMs: number];
}
/** Limits the calls in flight; see {@linkcode Bulkhead}. */
export interface BulkheadLayer extends Per, Pick<BulkheadOptions, "maxQueue" | "maxWaitMs"> {
  readonly use: "bulkhead";
  readonly limit: number;
}
/** Limits the calls per second, by a token bucket; see {@linkcode RateLimiter}. */
export interface RateLimitLayer extends Per, RateOptions {
  readonly use: "rate-limit";
}

/** One policy. */
export type Layer = RetryLayer | TimeoutLayer | BreakerLayer | BulkheadLayer | RateLimitLayer;

/** Policies around a call, the outermost first; empty for none. */
export type Plan = readonly Layer[];

/** What a plan is built with. */
export interface PlanPorts {
  clock: Clock;
  random: Random;
}

const MOST = 10;

type OptionsOf<U extends Layer["use"]> = Exclude<keyof Extract<Layer, { use: U }>, "use" | "per">;

/** All options of each policy: one that is misspelt would otherwise be its default, without a word. */
const known: { readonly [U in Layer["use"]]: Readonly<Record<OptionsOf<U>, true>> } = {
  retry: {
    idempotent: true,
    maxAttempts: true,
    baseDelayMs: true,
    maxDelayMs: true,
    jitter: true,
    budget: true,
  },
  timeout: { timeoutMs: true, minRemainingMs: true },
  "circuit-breaker": {
    window: true,
    minimumCalls: true,
    failureRatio: true,
    slowCallMs: true,
    slowRatio: true,
    probes: true,
    probeTimeoutMs: true,
    cooldownMs: true,
  },
  bulkhead: { limit: true, maxQueue: true, maxWaitMs: true },
  "rate-limit": { ratePerSecond: true, burst: true },
};

/**
 * The policies of a plan in one process.
 *
 * @returns The policy for a caller, by its name.
 * @throws {RangeError} If an option is outside its range or unknown, a policy is unknown, or there are more than ten.
 * @throws {TypeError} If the plan is no list, or a retry does not say whether the work may be done twice.
 */
export function build(plan: Plan, ports: PlanPorts): (caller: string) => Policy {
  if (!Array.isArray(plan)) throw new TypeError("Cannot build a plan as it must be a list of policies");
  if (plan.length > MOST) {
    throw new RangeError(`Cannot build a plan of more than ${MOST} policies: there are ${plan.length}`);
  }
  const layers = plan.map((layer: Layer) => kept(layer, ports));
  return (caller) => pipeline(...layers.map((of) => of(caller)));
}

function kept(layer: Layer, ports: PlanPorts): (caller: string) => Policy {
  refuseUnknown(layer);
  if (layer.per !== undefined && layer.per !== "all" && layer.per !== "caller") {
    throw new RangeError(
      `Cannot build a plan as 'per' must be "all" or "caller": current value is ${String(layer.per)}`,
    );
  }
  const one = made(layer, ports);
  if (layer.per !== "caller") return () => one;
  const byCaller = new Map<string, Policy>();
  return (caller) => {
    const policy = byCaller.get(caller) ?? made(layer, ports);
    byCaller.set(caller, policy);
    return policy;
  };
}

function refuseUnknown(layer: Layer | undefined): void {
  if (layer === undefined || !Object.hasOwn(known, layer.use)) {
    throw new RangeError(
      `Cannot build a plan as 'use' must be ${Object.keys(known).join(", ")}: current value is ${
        String(layer?.use)
      }`,
    );
  }
  const options = [...Object.keys(known[layer.use]), "per"];
  const unknown = Object.keys(layer).find((name) => name !== "use" && !options.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(
      `Cannot build a plan as ${layer.use} has no option '${unknown}': it has ${options.join(", ")}`,
    );
  }
}

function made(layer: Layer, { clock, random }: PlanPorts): Policy {
  switch (layer.use) {
    case "retry": {
      const { budget, use: _use, per: _per, ...options } = layer;
      const shared = budget === undefined ? {} : { budget: new RetryBudget(budget) };
      return new Retry({ ...options, ...shared, clock, random });
    }
    case "timeout": {
      const { use: _use, per: _per, ...options } = layer;
      return new Timeout({ ...options, clock });
    }
    case "circuit-breaker": {
      const { use: _use, per: _per, cooldownMs = 30_000, ...options } = layer;
      return new CircuitBreaker({ ...options, clock, cooldownMs: cooldown(cooldownMs, random) });
    }
    case "bulkhead": {
      const { use: _use, per: _per, ...options } = layer;
      return new Bulkhead({ ...options, clock });
    }
    case "rate-limit": {
      const { ratePerSecond, burst } = layer;
      const limiter = new RateLimiter({ clock, newLimit: () => new TokenBucket({ ratePerSecond, burst }) });
      return limiter.forKey("all");
    }
  }
}

function cooldown(
  given: number | readonly [fromMs: number, toMs: number],
  random: Random,
): number | (() => number) {
  if (typeof given === "number") return given;
  const [fromMs, toMs] = given;
  numberOption("Cannot build a plan", "cooldownMs[0]", fromMs, { min: 1 });
  numberOption("Cannot build a plan", "cooldownMs[1]", toMs, { min: fromMs });
  return () => fromMs + random.next() * (toMs - fromMs);
}
