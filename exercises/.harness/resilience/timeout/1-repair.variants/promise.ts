/** One promise, and a function that settles it once. */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import { TimedOut } from "#patterns/resilience/timeout/errors.ts";

export interface Patience {
  timeoutMs?: number;
}

export function raceTimeout({ clock }: { clock: Clock }, patience: Patience = {}): Policy {
  const timeoutMs = patience.timeoutMs ?? 1_000;
  if (Number.isNaN(timeoutMs) || timeoutMs <= 0) throw new RangeError("timeoutMs must be above 0");
  return {
    execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
      const { signal, remainingMs } = options;
      if (signal?.aborted) return Promise.reject(signal.reason);
      return new Promise<T>((resolve, reject) => {
        const stopCall = new AbortController();
        const stopTimer = new AbortController();
        let open = true;
        const close = (end: () => void) => {
          if (!open) return;
          open = false;
          stopTimer.abort();
          signal?.removeEventListener("abort", left);
          end();
        };
        const giveUp = (reason: unknown) =>
          close(() => {
            reject(reason);
            stopCall.abort(reason);
          });
        const left = () => giveUp(signal!.reason);
        signal?.addEventListener("abort", left);
        clock.sleep(timeoutMs, { signal: stopTimer.signal }).then(
          () => giveUp(new TimedOut(timeoutMs)),
          () => undefined,
        );
        const context = { signal: stopCall.signal, ...(remainingMs !== undefined && { remainingMs }) };
        Promise.resolve().then(() => call(context)).then(
          (value) => close(() => resolve(value)),
          (error) => close(() => reject(error)),
        );
      });
    },
  };
}
