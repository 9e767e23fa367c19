/**
 * What a policy hands to its call when the caller may have given no signal.
 *
 * @module
 */
import type { CallContext, ExecuteOptions } from "./policy.ts";

/** Makes its signal when it is asked for: most calls ask for none, and one shared by all would collect listeners. */
class LazyContext implements CallContext {
  #signal: AbortSignal | undefined;
  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }
  get signal(): AbortSignal {
    return this.#signal ??= new AbortController().signal;
  }
}

/**
 * The context that goes with a caller's options.
 *
 * Read `context.signal` from it; `{ ...context }` would lose it.
 */
export function contextOf(options: ExecuteOptions | undefined, attempt?: number): CallContext {
  const context: CallContext = new LazyContext(options?.signal);
  if (attempt !== undefined) context.attempt = attempt;
  if (options?.remainingMs !== undefined) context.remainingMs = options.remainingMs;
  return context;
}
