/** An async timer beside the call. */
import type { Clock } from "#src/ports/clock.ts";
import { type Call, type CallContext, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import { TimedOut } from "#patterns/resilience/timeout/errors.ts";

export interface Patience {
  timeoutMs?: number;
}

export function raceTimeout({ clock }: { clock: Clock }, { timeoutMs = 1_000 }: Patience = {}): Policy {
  if (!(timeoutMs > 0)) throw new RangeError("timeoutMs");
  return {
    async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
      const caller = options.signal;
      caller?.throwIfAborted();
      const ours = new AbortController();
      const ended = new AbortController();
      const stopped = withResolvers();
      const pass = () => ours.abort(caller!.reason);
      caller?.addEventListener("abort", pass);
      ours.signal.addEventListener("abort", () => stopped.reject(ours.signal.reason));
      const timer = async () => {
        try {
          await clock.sleep(timeoutMs, { signal: ended.signal });
        } catch {
          return;
        }
        ours.abort(new TimedOut(timeoutMs));
      };
      void timer();
      const context: CallContext = { signal: ours.signal };
      if (options.remainingMs !== undefined) context.remainingMs = options.remainingMs;
      try {
        return await Promise.race([stopped.promise, call(context)]);
      } finally {
        ended.abort();
        caller?.removeEventListener("abort", pass);
      }
    },
  };
}

function withResolvers() {
  let reject!: (reason: unknown) => void;
  const promise = new Promise<never>((_, refuse) => reject = refuse);
  promise.catch(() => {});
  return { promise, reject };
}
