/**
 * Wrong answers that the harness must catch, as edits of the solution.
 *
 * @module
 */
import { defineMutants } from "#src/grade/mutants.ts";

/** Each with the sentence that it breaks and the schedule that shows it. */
export const mutants = defineMutants({
  exercise: "resilience/retry/1-extend",
  mutants: [
    {
      id: "P08",
      says: "makes retries that nobody paid for",
      kills: "Retries end when the budget is empty",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{
        find: "if (!budget.take()) throw error;",
        replace: "budget.take();",
      }],
    },
    {
      id: "first-pays",
      says: "lets the first attempt pay as well",
      kills: "Retries end when the budget is empty",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{
        find: "      for (let attempt = 1;; attempt++) {",
        replace: "      budget.take();\n      for (let attempt = 1;; attempt++) {",
      }],
    },
    {
      id: "failure-deposits",
      says: "deposits for failures, too",
      kills: "Retries end when the budget is empty",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{
        find: "          options.signal?.throwIfAborted();\n          if (attempt === maxAttempts",
        replace:
          "          options.signal?.throwIfAborted();\n          budget.deposit();\n          if (attempt === maxAttempts",
      }],
    },
    {
      id: "no-cap",
      says: "lets successes pile up without a limit",
      kills: "Successes earn retries, up to the budget's limit",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{
        find: "Math.min(maxTokens, tokens + depositPerSuccess)",
        replace: "tokens + depositPerSuccess",
      }],
    },
    {
      id: "no-deposit",
      says: "never deposits",
      kills: "Successes earn retries, up to the budget's limit",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{ find: "          budget.deposit();\n", replace: "" }],
    },
    {
      id: "wasteful",
      says: "pays before it asks for the time",
      kills: "A retry that is not made costs nothing",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{
        find:
          "          if (clock.nowMs() + waitMs >= deadlineMs) throw error;\n          if (!budget.take()) throw error;",
        replace:
          "          if (!budget.take()) throw error;\n          if (clock.nowMs() + waitMs >= deadlineMs) throw error;",
      }],
    },
    {
      id: "first-only",
      says: "deposits only where the first attempt succeeded",
      kills: "Successes earn retries, up to the budget's limit",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{
        find: "          budget.deposit();\n",
        replace: "          if (attempt === 1) budget.deposit();\n",
      }],
    },
    {
      id: "P09",
      says: "looks at the deadline after the wait",
      kills: "What cannot be in time is given up at once",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{
        find: "          if (clock.nowMs() + waitMs >= deadlineMs) throw error;\n",
        replace: "",
      }, {
        find: "          await clock.sleep(waitMs, options);",
        replace:
          "          await clock.sleep(waitMs, options);\n          if (clock.nowMs() >= deadlineMs) throw error;",
      }],
    },
    {
      id: "no-deadline",
      says: "ignores the deadline",
      kills: "No attempt begins at or after the deadline",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{
        find: "          if (clock.nowMs() + waitMs >= deadlineMs) throw error;\n",
        replace: "",
      }],
    },
    {
      id: "no-start",
      says: "makes the first attempt without time",
      kills: "No attempt begins at or after the deadline",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{
        find: '      if (leftMs <= 0) throw new Error("Cannot begin: the caller has no time left");\n',
        replace: "",
      }],
    },
    {
      id: "stale",
      says: "tells each attempt what was left at the beginning",
      kills: "Each attempt is told what is left of the caller's time",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{
        find: "const remainingMs = deadlineMs - clock.nowMs();",
        replace: "const remainingMs = leftMs;",
      }],
    },
    {
      id: "per-attempt",
      says: "counts the deadline anew for each attempt",
      kills: "No attempt begins at or after the deadline",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{
        find: "clock.nowMs() + waitMs >= deadlineMs",
        replace: "waitMs >= leftMs",
      }],
    },
    {
      id: "impatient",
      says: "ignores the callee's wish",
      kills: "The callee's wish is waited for",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{
        find: "const waitMs = wishMs + random",
        replace: "const waitMs = 0 * wishMs + random",
      }],
    },
    {
      id: "larger",
      says: "takes the larger of wish and wait",
      kills: "Callers that were told the same do not return together",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{
        find: "const waitMs = wishMs + random.next() * ceilingMs;",
        replace: "const waitMs = Math.max(wishMs, random.next() * ceilingMs);",
      }],
    },
    {
      id: "capped",
      says: "caps the callee's wish",
      kills: "The callee's wish is waited for",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{
        find: "const waitMs = wishMs + random.next() * ceilingMs;",
        replace: "const waitMs = Math.min(maxDelayMs, wishMs + random.next() * ceilingMs);",
      }],
    },
    {
      id: "budget-only",
      says: "lets the budget replace maxAttempts",
      kills: "What the retry kept to before, it still keeps to",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{ find: "attempt === maxAttempts || !isTransient(error)", replace: "!isTransient(error)" }],
    },
    {
      id: "every-error",
      says: "repeats every error",
      kills: "What the retry kept to before, it still keeps to",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{ find: "attempt === maxAttempts || !isTransient(error)", replace: "attempt === maxAttempts" }],
    },
    {
      id: "deaf",
      says: "does not listen to the signal while it waits",
      kills: "What the retry kept to before, it still keeps to",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{ find: "clock.sleep(waitMs, options)", replace: "clock.sleep(waitMs)" }],
    },
    {
      id: "own-error",
      says: "hides the last error behind one of its own",
      kills: "What the retry kept to before, it still keeps to",
      token: "resilience/retry#limits@1:1-extend:0",
      edits: [{
        find: "if (!budget.take()) throw error;",
        replace: 'if (!budget.take()) throw new Error("no tokens");',
      }],
    },
    {
      id: "constant-ceiling",
      says: "every wait is drawn below baseDelayMs",
      kills: "The waits are drawn below 100, 200 and 400 ms",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{ find: "baseDelayMs * 2 ** (attempt - 1)", replace: "baseDelayMs" }],
    },
    {
      id: "broken-token",
      says: "a part of a token pays for a retry",
      kills: "Only a retry that is made is paid for, with a whole token",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{ find: "if (tokens < 1) return false;", replace: "if (tokens <= 0) return false;" }],
    },
    {
      id: "wish-forgotten",
      says: "the wish is left out when time is asked",
      kills: "A wish that goes past the deadline is not waited for",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{
        find: "clock.nowMs() + waitMs >= deadlineMs",
        replace: "clock.nowMs() + waitMs - wishMs >= deadlineMs",
      }],
    },
    {
      id: "signal-not-asked-again",
      says: "a failure is judged before the signal is asked",
      kills: "A caller that has gone gets its reason, and nothing more is done",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{
        find: "          options.signal?.throwIfAborted();\n          if (attempt",
        replace: "          if (attempt",
      }],
    },
    {
      id: "deaf-with-deadline",
      says: "with a deadline the call does not get the signal",
      kills: "A caller that has gone gets its reason, and nothing more is done",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{ find: "{ ...signalOf(options), remainingMs }", replace: "{ remainingMs }" }],
    },
    {
      id: "late-look-at-the-signal",
      says: "the call is made for a caller that has gone before",
      kills: "A caller that has gone gets its reason, and nothing more is done",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{
        find: "      options.signal?.throwIfAborted();\n      const leftMs",
        replace: "      const leftMs",
      }],
    },
    {
      id: "pays-later",
      says: "asks the budget after the wait",
      kills: "Without a token the call fails at once",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{
        find: "if (!budget.take()) throw error;\n          await clock.sleep(waitMs, options);",
        replace: "await clock.sleep(waitMs, options);\n          if (!budget.take()) throw error;",
      }],
    },
    {
      id: "just-then",
      says: "begins a wait that ends exactly at the deadline",
      kills: "A wish that goes past the deadline is not waited for",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{
        find: "clock.nowMs() + waitMs >= deadlineMs",
        replace: "clock.nowMs() + waitMs > deadlineMs",
      }],
    },
    {
      id: "wish-is-a-promise",
      says: "repeats whatever carries a wish, also an error that cannot pass",
      kills: "Only a retry that is made is paid for, with a whole token",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{
        find: "|| !isTransient(error)) throw error;",
        replace:
          "|| !(isTransient(error) || (error instanceof ErrorAnswer && error.retryAfterMs !== undefined))) throw error;",
      }],
    },
  ],
});
