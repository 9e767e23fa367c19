/**
 * Requests to another host, and the ways in which they fail.
 *
 * @module
 */
import { StacklessError } from "./stackless.ts";

/** Options for {@linkcode Transport.request}. */
export interface RequestOptions {
  /** Stops waiting; the promise then rejects with `signal.reason`. Whether the callee did the work is unknown. */
  signal?: AbortSignal;
  /** Gives up after this many milliseconds with {@linkcode NoAnswer}. Without it the wait has no end. */
  timeoutMs?: number;
}

/**
 * Sends a request and waits for the answer.
 *
 * **Guarantees.** A promise that fulfils carries the callee's answer to this very request.
 *
 * **Does not guarantee.** A rejection says nothing about whether the callee did the work, except where the error's
 * `reached` is `false`. A request may arrive twice where the network duplicates. Requests may overtake each other.
 */
export interface Transport {
  /** Asks `to` and waits for its answer. */
  request<A = unknown>(to: string, body?: unknown, options?: RequestOptions): Promise<A>;
}

/** Nobody listens at the address: the connection was refused, so the callee did not see the request. */
export class Unreachable extends StacklessError {
  override readonly name = "Unreachable";
  /** The callee did not see the request. */
  readonly reached = false;
  constructor(to: string) {
    super(`Unreachable: nothing listens at ${to}`);
    this.to = to;
  }
  /** The host that was asked. */
  readonly to: string;
}

/** No answer came: lost on the way there, lost on the way back, too slow, or the connection broke. Did it happen? Unknown. */
export class NoAnswer extends StacklessError {
  override readonly name = "NoAnswer";
  /** Unknown by nature. */
  readonly reached = "unknown";
  /** The host that was asked. */
  readonly to: string;
  /** How long the caller waited, in milliseconds. */
  readonly waitedMs: number;
  constructor(to: string, waitedMs: number) {
    super(`No answer from ${to} within ${waitedMs} ms`);
    this.to = to;
    this.waitedMs = waitedMs;
  }
}

/** The callee answered with an error; `status` is read as in HTTP. */
export class ErrorAnswer extends StacklessError {
  override readonly name = "ErrorAnswer";
  readonly reached = true;
  /** As in HTTP: 4xx is the caller's fault, 429 too many requests, 503 overloaded. */
  readonly status: number;
  /** The callee's `Retry-After`, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  constructor(status: number, options: { retryAfterMs?: number; message?: string } = {}) {
    super(options.message ?? `Answered ${status}`);
    this.status = status;
    this.retryAfterMs = options.retryAfterMs;
  }
}
