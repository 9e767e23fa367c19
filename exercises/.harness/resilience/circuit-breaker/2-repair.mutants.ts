import { defineMutants } from "#src/grade/mutants.ts";

export const mutants = defineMutants({
  exercise: "resilience/circuit-breaker/2-repair",
  mutants: [
    {
      id: "P01",
      says: "half-open lets all waiting calls through",
      kills: "The outage ends with the fault",
      token: "resilience/circuit-breaker#outage@1:2-repair:7:script=P01",
      edits: [{
        find: 'if (phase.probeSinceMs !== undefined) throw new Refused("hopeful-breaker");',
        replace: "",
      }],
    },
    {
      id: "P02",
      says: "a late success from before the trip closes the circuit",
      kills: "An answer from before the trip does not close the circuit",
      token: "resilience/circuit-breaker#afterglow@1:2-repair:3:script=P02",
      edits: [
        {
          find: "      settle(() => this.#succeeded(phase));",
          replace:
            '      this.#succeeded(phase);\n      if (this.#phase.state !== "closed") this.#change("closed", 0);',
        },
      ],
    },
    {
      id: "deaf",
      says: "the abort of a probe is heard only when the call ends, and the place is kept",
      kills: "A probe whose caller gave up does not block the circuit",
      token: "resilience/circuit-breaker#cancelled-probe@1:2-repair:0",
      edits: [
        {
          find: "const cancel = () => settle(() => phase.probeSinceMs = undefined);",
          replace: "const cancel = () => settle(() => {});",
        },
        { find: "nowMs - probeSinceMs >= this.#cooldownMs", replace: "nowMs - probeSinceMs >= Infinity" },
      ],
    },
    {
      id: "no-limit",
      says: "a probe that never ends blocks the circuit",
      kills: "A probe that never returns does not block the circuit",
      token: "resilience/circuit-breaker#lost-probe@1:2-repair:0",
      edits: [{
        find: "nowMs - probeSinceMs >= this.#cooldownMs",
        replace: "nowMs - probeSinceMs >= Infinity",
      }],
    },
    {
      id: "lock",
      says: "a lock around the call: one after the other, so that one hanging call holds up all",
      kills: "A call that hangs holds up nobody",
      token: "resilience/circuit-breaker#details@1:2-repair:0",
      edits: [
        {
          find: "      const answer = await call(contextOf(options));",
          replace:
            "      const before = this.#last;\n      const answer = await (this.#last = before.then(() => call(contextOf(options)), () => call(contextOf(options)))) as T;",
        },
        {
          find: "  #phase: Phase;\n",
          replace: "  #phase: Phase;\n  #last: Promise<unknown> = Promise.resolve();\n",
        },
      ],
    },
    {
      id: "row",
      says: "a success does not end a row of failures",
      kills: "A service that fails one call in a hundred stays in use",
      token: "resilience/circuit-breaker#noise@1:2-repair:0",
      edits: [{ find: "    phase.failures = 0;\n", replace: "" }],
    },
    {
      id: "again",
      says: "a failed probe leaves the circuit half-open: the next caller tries at once",
      kills: "A service that is down is left alone",
      token: "resilience/circuit-breaker#outage@1:2-repair:7:script=P01",
      edits: [
        {
          find: "    phase.failures++;\n",
          replace: "    phase.failures++;\n    phase.probeSinceMs = undefined;\n",
        },
        {
          find: 'phase.state === "half-open" || phase.failures',
          replace: 'phase.state === "closed" && phase.failures',
        },
      ],
    },
    {
      id: "never",
      says: "a probe's success leaves the circuit half-open and keeps the place",
      kills: "Payment serves again at the end",
      token: "resilience/circuit-breaker#outage@1:2-repair:7:script=P01",
      edits: [{
        find: '    if (phase.state === "half-open") this.#change("closed", this.#clock.nowMs());\n',
        replace: "",
      }, { find: "nowMs - probeSinceMs >= this.#cooldownMs", replace: "nowMs - probeSinceMs >= Infinity" }],
    },
    {
      id: "frees",
      says: "the end of any call frees the place of the probe",
      kills: "Only the probe decides",
      token: "resilience/circuit-breaker#overlap@1:2-repair:0",
      edits: [{
        find: '      signal?.removeEventListener("abort", cancel);\n',
        replace:
          '      signal?.removeEventListener("abort", cancel);\n      this.#phase.probeSinceMs = undefined;\n',
      }],
    },
    {
      id: "freed",
      says: "a silent probe's place is freed after a while, but the probe has not failed",
      kills: "A probe that never ends has failed after one cooldown",
      token: "resilience/circuit-breaker#details@1:2-repair:0",
      edits: [{
        find: 'this.#change("open", probeSinceMs + this.#cooldownMs);',
        replace: "this.#phase.probeSinceMs = undefined;",
      }],
    },
    {
      id: "counts-refusals",
      says: "a refusal from inside is a failure",
      kills: "Cancellations and refusals from inside do not count",
      token: "resilience/circuit-breaker#details@1:2-repair:0",
      edits: [{ find: "if (error instanceof Refused) cancel();\n      else settle", replace: "settle" }],
    },
    {
      id: "late-abort",
      says: "the place of a cancelled probe comes back only when the call ends",
      kills: "A cancelled probe lets the next caller in at once",
      token: "resilience/circuit-breaker#details@1:2-repair:0",
      edits: [{
        find: 'signal?.addEventListener("abort", cancel, { once: true });',
        replace: "void cancel;",
      }],
    },
    {
      id: "name",
      says: "phases are told apart by the name of their state alone",
      kills: "An old call does not count when its state comes back",
      token: "resilience/circuit-breaker#again@1:2-repair:0",
      edits: [{ find: "phase === this.#phase", replace: "phase.state === this.#phase.state" }],
    },
    {
      id: "fixed-numbers",
      says: "the defaults stand in the code, and the options are not read",
      kills: "The options still decide how many failures and how long",
      token: "resilience/circuit-breaker#kept@1:2-repair:1:strategy=priorities",
      edits: [{ find: "phase.failures >= this.#failureThreshold", replace: "phase.failures >= 5" }],
    },
    {
      id: "silent-refusal",
      says: "a refusal does not say how long the cooldown lasts",
      kills: "A refusal still says how long the cooldown lasts",
      token: "resilience/circuit-breaker#kept@1:2-repair:0",
      edits: [{
        find: 'throw new Refused("hopeful-breaker", { retryAfterMs: leftMs });',
        replace: 'throw new Refused("hopeful-breaker");',
      }],
    },
    {
      id: "own-error",
      says: "the caller gets an error of the breaker's instead of the call's",
      kills: "What a call throws still comes out as it is",
      token: "resilience/circuit-breaker#kept@1:2-repair:0",
      edits: [{
        find: "      throw error;",
        replace: '      throw new Error("payment failed", { cause: error });',
      }],
    },
    {
      id: "cancelled-well",
      says: "a cancelled call ends the row of failures",
      kills: "Cancellations and refusals from inside do not end a row of failures",
      token: "resilience/circuit-breaker#kept@1:2-repair:0",
      edits: [{
        find: "settle(() => phase.probeSinceMs = undefined);",
        replace: "settle(() => { phase.probeSinceMs = undefined; phase.failures = 0; });",
      }],
    },
    {
      id: "call-is-deaf",
      says: "the call does not get its caller's signal",
      kills: "A call still hears its caller, and none is made for a caller that has gone",
      token: "resilience/circuit-breaker#kept@1:2-repair:0",
      edits: [{ find: "await call(contextOf(options));", replace: "await call(contextOf({}));" }],
    },
  ],
});
