import { defineMutants } from "#src/grade/mutants.ts";

export const mutants = defineMutants({
  exercise: "resilience/circuit-breaker/1-build",
  mutants: [
    {
      id: "P04",
      says: "the place of a cancelled probe is not given back",
      kills: "A probe whose caller gave up does not block the circuit",
      token: "resilience/circuit-breaker#cancelled-probe@1:1-build:2:script=P04",
      edits: [
        {
          find: "      phase.probeSinceMs = undefined;\n",
          replace: '      if (outcome !== "ignored") phase.probeSinceMs = undefined;\n',
        },
        { find: "if (nowMs >= limitMs) this.#open(limitMs);", replace: "void limitMs;" },
      ],
    },
    {
      id: "no-limit",
      says: "a probe that never ends blocks the circuit",
      kills: "A probe that never returns does not block the circuit",
      token: "resilience/circuit-breaker#lost-probe@1:1-build:0",
      edits: [{ find: "if (nowMs >= limitMs) this.#open(limitMs);", replace: "void limitMs;" }],
    },
    {
      id: "late",
      says: "a pass from an earlier phase counts",
      kills: "An answer from before the trip does not close the circuit",
      token: "resilience/circuit-breaker#afterglow@1:1-build:0",
      edits: [
        {
          find:
            '    if (phase !== this.#phase) return;\n    if (phase.state === "half-open") {\n      phase.probeSinceMs = undefined;\n',
          replace:
            '    phase = this.#phase;\n    if (phase.state !== "closed") {\n      if (phase.state === "half-open") phase.probeSinceMs = undefined;\n',
        },
      ],
    },
    {
      id: "herd",
      says: "half-open lets everybody through",
      kills: "The outage ends with the fault",
      token: "resilience/circuit-breaker#outage@1:1-build:0",
      edits: [{ find: 'if (phase.probeSinceMs !== undefined) throw new Refused("gate");', replace: "" }],
    },
    {
      id: "row",
      says: "a success does not end a row of failures",
      kills: "A service that fails one call in a hundred stays in use",
      token: "resilience/circuit-breaker#noise@1:1-build:0",
      edits: [{ find: 'if (outcome === "success") phase.failures = 0;', replace: "" }],
    },
    {
      id: "twice",
      says: "a second end counts again",
      kills: "A pass that is ended twice counts once",
      token: "resilience/circuit-breaker#passes@1:1-build:0",
      edits: [{ find: "        if (ended) return;\n", replace: "" }],
    },
    {
      id: "ignored",
      says: "an ignored outcome is a failure",
      kills: "An ignored outcome counts neither way",
      token: "resilience/circuit-breaker#passes@1:1-build:0",
      edits: [{
        find: 'if (outcome === "failure") phase.failures++;',
        replace: 'if (outcome !== "success") phase.failures++;',
      }],
    },
    {
      id: "again",
      says: "a failed probe leaves the circuit half-open: the next caller tries at once",
      kills: "A service that is down is left alone",
      token: "resilience/circuit-breaker#outage@1:1-build:0",
      edits: [{ find: '      if (outcome === "failure") this.#open(nowMs);\n', replace: "" }],
    },
    {
      id: "silent",
      says: "a refusal does not say when to come back",
      kills: "A refusal says how long the cooldown still lasts",
      token: "resilience/circuit-breaker#passes@1:1-build:0",
      edits: [{
        find: 'new Refused("gate", { retryAfterMs: phase.untilMs - nowMs })',
        replace: 'new Refused("gate", { retryAfterMs: phase.untilMs })',
      }],
    },
    {
      id: "never",
      says: "a probe's success does not close the circuit",
      kills: "Payment serves again at the end",
      token: "resilience/circuit-breaker#outage@1:1-build:0",
      edits: [{
        find: 'if (outcome === "success") this.#phase = { state: "closed", failures: 0 };',
        replace: 'if (outcome === "success") this.#open(nowMs);',
      }],
    },
    {
      id: "frees",
      says: "a late pass frees the place of the probe",
      kills: "Only the probe decides",
      token: "resilience/circuit-breaker#overlap@1:1-build:0",
      edits: [{
        find: "    if (phase !== this.#phase) return;\n",
        replace:
          '    if (this.#phase.state === "half-open") this.#phase.probeSinceMs = undefined;\n    if (phase !== this.#phase) return;\n',
      }],
    },
    {
      id: "freed",
      says: "a silent probe's place is freed at its limit, but the probe has not failed",
      kills: "A probe that runs out of time fails at that moment",
      token: "resilience/circuit-breaker#passes@1:1-build:0",
      edits: [{
        find: "if (nowMs >= limitMs) this.#open(limitMs);",
        replace: "if (nowMs >= limitMs) this.#phase.probeSinceMs = undefined;",
      }],
    },
    {
      id: "noticed",
      says: "a silent probe fails when somebody notices, and the next one waits a cooldown from then",
      kills: "A probe that runs out of time fails at that moment",
      token: "resilience/circuit-breaker#passes@1:1-build:0",
      edits: [{ find: "this.#open(limitMs);", replace: "this.#open(nowMs);" }],
    },
    {
      id: "ignored-opens",
      says: "an ignored probe opens the circuit again",
      kills: "An ignored outcome counts neither way",
      token: "resilience/circuit-breaker#passes@1:1-build:0",
      edits: [{
        find: 'if (outcome === "failure") this.#open(nowMs);\n',
        replace: 'if (outcome !== "success") this.#open(nowMs);\n',
      }],
    },
    {
      id: "off-by-one",
      says: "one failure more than the threshold is needed",
      kills: "The fifth failure in a row opens the circuit, and no earlier one",
      token: "resilience/circuit-breaker#passes@1:1-build:0",
      edits: [{ find: "phase.failures >= this.#options", replace: "phase.failures > this.#options" }],
    },
    {
      id: "name",
      says: "phases are told apart by the name of their state alone",
      kills: "An old call does not count when its state comes back",
      token: "resilience/circuit-breaker#again@1:1-build:0",
      edits: [{
        find: "if (phase !== this.#phase) return;",
        replace: "if (phase.state !== this.#phase.state) return;",
      }],
    },
    {
      id: "unasked",
      says:
        "the limit of a probe is worked out only when somebody enters, so a late success closes the circuit",
      kills: "A probe that runs out of time fails at that moment",
      token: "resilience/circuit-breaker#passes@1:1-build:0",
      edits: [{
        find: "    this.#advance(nowMs); // a probe that ends after its limit is late\n",
        replace: "",
      }],
    },
    {
      id: "ignored-then-failed",
      says: "a pass that ended as ignored may end again",
      kills: "A pass that is ended twice counts once",
      token: "resilience/circuit-breaker#passes@1:1-build:0",
      edits: [{ find: "        ended = true;", replace: '        ended = outcome !== "ignored";' }],
    },
    {
      id: "fixed-numbers",
      says: "the numbers of the stories stand in the code, and the options are not read",
      kills: "The options decide how many failures and how long",
      token: "resilience/circuit-breaker#options@1:1-build:0",
      edits: [{ find: "phase.failures >= this.#options.failureThreshold", replace: "phase.failures >= 5" }],
    },
    {
      id: "late-by-a-little",
      says: "the circuit is half-open only some time after the cooldown",
      kills: "The options decide how many failures and how long",
      token: "resilience/circuit-breaker#options@1:1-build:0",
      edits: [{ find: "nowMs >= this.#phase.untilMs", replace: "nowMs >= this.#phase.untilMs + 100" }],
    },
    {
      id: "whole-seconds",
      says: "what is left of the cooldown is told in whole seconds",
      kills: "A refusal says to the millisecond how long the cooldown still lasts",
      token: "resilience/circuit-breaker#options@1:1-build:0",
      edits: [{
        find: "retryAfterMs: phase.untilMs - nowMs",
        replace: "retryAfterMs: Math.floor((phase.untilMs - nowMs) / 1_000) * 1_000",
      }],
    },
    {
      id: "ignored-closes",
      says: "whatever is no failure closes a half-open circuit",
      kills: "An ignored probe leaves the circuit half-open",
      token: "resilience/circuit-breaker#options@1:1-build:0",
      edits: [{
        find: 'if (outcome === "success") this.#phase = { state: "closed", failures: 0 };',
        replace: 'if (outcome !== "failure") this.#phase = { state: "closed", failures: 0 };',
      }],
    },
  ],
});
