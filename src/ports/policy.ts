/**
 * What breaker, retry, timeout, bulkhead and limiter have in common: they wrap a call.
 *
 * @module
 */
import { StacklessError } from "./stackless.ts";

/** What a policy hands to the call that it guards. */
export interface CallContext {
  /** Aborts when the caller, or a policy around the call, no longer wants the answer. */
  signal: AbortSignal;
  /** What is left of the caller's time, in milliseconds, where a policy knows it. */
  remainingMs?: number;
  /** Which attempt this is, from 1, where a policy repeats the call. */
  attempt?: number;
}

/** A call that a policy may run, repeat, delay or refuse. */
export type Call<T> = (context: CallContext) => Promise<T> | T;

/** Options for {@linkcode Policy.execute}. */
export interface ExecuteOptions {
  /** The caller's wish to stop. `execute` then rejects with `signal.reason`. */
  signal?: AbortSignal;
  /** What is left of the caller's time, in milliseconds. */
  remainingMs?: number;
}

/** Something that runs a call under a rule. */
export interface Policy {
  /** Runs `call` under the policy's rule and answers what it answers, or rejects. */
  execute<T>(call: Call<T>, options?: ExecuteOptions): Promise<T>;
}

/** Makes its signal when it is asked for: most calls ask for none, and one shared by all would collect listeners. */
class LazyContext implements CallContext {
  #signal: AbortSignal | undefined;
  get signal(): AbortSignal {
    return this.#signal ??= new AbortController().signal;
  }
}

/** The context that a policy hands to its call: what its own caller gave, and the attempt where it repeats. */
export function contextOf({ signal, remainingMs }: ExecuteOptions, attempt?: number): CallContext {
  const context: CallContext = signal === undefined ? new LazyContext() : { signal };
  if (remainingMs !== undefined) context.remainingMs = remainingMs;
  if (attempt !== undefined) context.attempt = attempt;
  return context;
}

/**
 * A refusal on this side of the wire: the call was not made.
 *
 * A breaker does not count it, and a retry does not repeat it unless it is told to.
 */
export class Refused extends StacklessError {
  override readonly name = "Refused";
  /** Which policy refused, for example `"circuit-breaker"`. */
  readonly by: string;
  /** When it may be worth asking again, in milliseconds from now, where the policy knows. */
  readonly retryAfterMs: number | undefined;

  constructor(by: string, options: { retryAfterMs?: number; message?: string } = {}) {
    super(options.message ?? `Refused by ${by}: the call was not made`);
    this.by = by;
    this.retryAfterMs = options.retryAfterMs;
  }
}
