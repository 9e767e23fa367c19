/**
 * What stories about policies share: the call without any, and a view of a policy's state.
 *
 * @module
 */
import type { Make } from "#src/check/scenario.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";
import type { Host } from "#src/sim/world.ts";

/** No policy: every call is made. */
export const bare: Make<Policy> = () => ({
  execute: async (call, options = {}) => await call(contextOf(options)),
});

/** Writes the state of a guard that has one into the trace, whenever a call shows that it changed. */
export function watched(host: Host, guard: Policy, name = "breaker"): Policy {
  let last: unknown;
  const look = () => {
    const state = "state" in guard ? guard.state : undefined;
    if (typeof state === "string" && state !== last) host.state(name, last = state);
  };
  look();
  return {
    execute<T>(call: Call<T>, options?: ExecuteOptions): Promise<T> {
      const running = guard.execute(call, options);
      look();
      return running.finally(look);
    },
  };
}
