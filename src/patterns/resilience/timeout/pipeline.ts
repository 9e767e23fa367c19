/**
 * Several policies around one call, in an order that can be read.
 *
 * @module
 */
import {
  type Call,
  type CallContext,
  contextOf,
  type ExecuteOptions,
  type Policy,
} from "#src/ports/policy.ts";

/**
 * Wraps a call in policies, from the outermost to the innermost.
 *
 * What stands left sees everything that those to its right do, as one call: `pipeline(limit, retry)` gives all attempts
 * together one limit, `pipeline(retry, limit)` gives each attempt its own.
 *
 * **Guarantees.** `pipeline(a, b, c)` is `a` around `b` around `c` around the call. Each policy gets the signal and the
 * `remainingMs` of the one around it; the call also learns its `attempt` where a policy to its left repeats. A pipeline is
 * a policy and may stand in another one. Without policies the call is made as it is.
 *
 * **Does not guarantee.** That the order makes sense.
 *
 * @example
 * ```ts
 * import { pipeline } from "#patterns/resilience/timeout/pipeline.ts";
 * import { Timeout } from "#patterns/resilience/timeout.ts";
 *
 * const clock = { nowMs: () => 0, sleep: () => new Promise<void>(() => {}) };
 * const whole = new Timeout({ clock, timeoutMs: 1_000 });
 * const each = new Timeout({ clock, timeoutMs: 300 });
 *
 * const left = await pipeline(whole, each).execute(({ remainingMs }) => remainingMs);
 * if (left !== 300) throw new Error(String(left));
 * ```
 */
export function pipeline(...outermostFirst: readonly Policy[]): Policy {
  const policies = [...outermostFirst];
  return {
    async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
      const from = (index: number, outer: ExecuteOptions, attempt: number | undefined): Promise<T> => {
        const policy = policies[index]!;
        return policy.execute((context) => {
          const known = context.attempt ?? attempt;
          return index === policies.length - 1
            ? call(known === context.attempt ? context : new Numbered(context, known!))
            : from(index + 1, context, known);
        }, outer);
      };
      return policies.length === 0 ? await call(contextOf(options)) : await from(0, options, undefined);
    },
  };
}

/** A context that also tells the number of the attempt. The signal is still made when it is asked for. */
class Numbered implements CallContext {
  readonly #context: CallContext;
  readonly attempt: number;
  readonly remainingMs?: number;

  constructor(context: CallContext, attempt: number) {
    this.#context = context;
    this.attempt = attempt;
    if (context.remainingMs !== undefined) this.remainingMs = context.remainingMs;
  }
  get signal(): AbortSignal {
    return this.#context.signal;
  }
}
