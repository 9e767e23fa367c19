/**
 * The machine's monotonic clock.
 *
 * @module
 */
import type { Clock } from "#src/ports/clock.ts";

// A timer may fire a little before its time by the monotonic clock: then the rest is waited for.
async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (!(ms >= 0 && ms < Infinity)) {
    throw new RangeError(`Cannot sleep as 'ms' must be at least 0 and finite: current value is ${ms}`);
  }
  const untilMs = performance.now() + ms;
  for (
    let leftMs = ms, first = true;
    first || leftMs > 0;
    leftMs = untilMs - performance.now(), first = false
  ) {
    await timer(Math.min(leftMs, 0x7fffffff), signal);
  }
}

function timer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(handle);
      reject(signal!.reason);
    };
    const handle = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, Math.ceil(ms));
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** A {@linkcode Clock} on `performance.now` and `setTimeout`. Sleeps of any length work; timers beyond 24.8 days are chained. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  sleep: (ms, options) => sleep(ms, options?.signal),
};
