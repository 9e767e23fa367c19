/**
 * Waiting for the first of several things without leaving anything behind.
 *
 * @module
 */

/**
 * Runs `work` until it settles or `signal` aborts, whichever is first; an abort rejects with `signal.reason`.
 *
 * Unlike `Promise.race`, the listener is removed afterwards, so a long-lived signal does not collect them. The work
 * itself goes on: hand it the same signal if it can stop. Its late result is ignored, and a late error is not reported.
 */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) {
      work.catch(() => {});
      return stop();
    }
    signal.addEventListener("abort", stop, { once: true });
    work.then(
      (value) => {
        signal.removeEventListener("abort", stop);
        resolve(value);
      },
      (error) => {
        signal.removeEventListener("abort", stop);
        reject(error);
      },
    );
  });
}
