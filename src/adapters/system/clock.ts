/**
 * The machine's monotonic clock.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";

/** What timers of the machine hold, in milliseconds; a longer one would fire at once. */
const MOST_MS = 0x7fffffff;

// A timer may fire a little before its time by the monotonic clock: then the rest is waited for.
function ringAfter(ms: number, ring: () => void): () => void {
  if (!(ms >= 0 && ms < Infinity)) {
    throw new RangeError(`Cannot sleep as 'ms' must be at least 0 and finite: current value is ${ms}`);
  }
  const untilMs = performance.now() + ms;
  const due = () => {
    const leftMs = untilMs - performance.now();
    if (leftMs > 0) handle = setTimeout(due, Math.min(Math.ceil(leftMs), MOST_MS));
    else ring();
  };
  let handle = setTimeout(due, Math.min(Math.ceil(ms), MOST_MS));
  return () => clearTimeout(handle);
}

// Async: a duration that makes no sense is a rejection.
async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) throw signal.reason;
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      stopTimer();
      reject(signal!.reason);
    };
    const stopTimer = ringAfter(ms, () => {
      signal?.removeEventListener("abort", stop);
      resolve();
    });
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** A {@linkcode Clock} on `performance.now` and `setTimeout`. Sleeps of any length work; timers beyond 24.8 days are chained. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  sleep: (ms, options) => sleep(ms, options?.signal),
  timer: ringAfter,
};
