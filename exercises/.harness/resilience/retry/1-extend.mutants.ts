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
    {
      id: "endless-told",
      says: "tells an attempt of endless time where the caller said nothing",
      kills: "An attempt knows its number, and of time what the caller said",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{
        find: "contextOf(leftMs === Infinity ? options : { ...signalOf(options), remainingMs }, attempt)",
        replace: "contextOf({ ...signalOf(options), remainingMs }, attempt)",
      }],
    },
    {
      id: "numberless",
      says: "attempts do not get their number",
      kills: "An attempt knows its number, and of time what the caller said",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{ find: "remainingMs }, attempt)", replace: "remainingMs })" }],
    },
    {
      id: "less-than-nothing",
      says: "calls for a caller whose time has been over for a while",
      kills: "An attempt knows its number, and of time what the caller said",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{ find: "if (leftMs <= 0)", replace: "if (leftMs === 0)" }],
    },
    {
      id: "first-wish",
      says: "listens to the first wish only",
      kills: "Each failure's wish is waited for",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{
        find: "const wishMs = error instanceof ErrorAnswer ? error.retryAfterMs ?? 0 : 0;",
        replace:
          "const wishMs = attempt === 1 && error instanceof ErrorAnswer ? error.retryAfterMs ?? 0 : 0;",
      }],
    },
    {
      id: "answered",
      says: "deposits for a 400, since the callee has answered",
      kills: "A call earns once, where it succeeds",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{
        find: "if (attempt === maxAttempts || !isTransient(error)) throw error;",
        replace:
          "if (!isTransient(error)) budget.deposit();\n          if (attempt === maxAttempts || !isTransient(error)) throw error;",
      }],
    },
    {
      id: "soon-only",
      says: "deposits only where the call succeeds by the second attempt",
      kills: "A call earns once, where it succeeds",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{
        find: "          budget.deposit();",
        replace: "          if (attempt <= 2) budget.deposit();",
      }],
    },
    {
      id: "takes-the-rest",
      says: "a refusal takes what is left",
      kills: "A purse keeps what is in it",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{
        find: "if (tokens < 1) return false;",
        replace: "if (tokens < 1) {\n        tokens = 0;\n        return false;\n      }",
      }],
    },
    {
      id: "one-purse",
      says: "all budgets hold the same tokens",
      kills: "A purse keeps what is in it",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{ find: "/** Makes a budget. */", replace: "let tokens = 0;\n/** Makes a budget. */" }, {
        find: "  let tokens = maxTokens;\n",
        replace: "  tokens = maxTokens;\n",
      }],
    },
    {
      id: "no-brim",
      says: "a deposit that does not fit as a whole is lost",
      kills: "A purse keeps what is in it",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{
        find: "tokens = Math.min(maxTokens, tokens + depositPerSuccess);",
        replace: "if (tokens + depositPerSuccess <= maxTokens) tokens += depositPerSuccess;",
      }],
    },
    {
      id: "cut-to-fit",
      says: "cuts its own wait so that it ends before the deadline",
      kills: "A wait that does not fit is not begun, and not cut to fit",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{
        find: "const waitMs = wishMs + random.next() * ceilingMs;",
        replace:
          "const fitsMs = Math.max(wishMs, deadlineMs - clock.nowMs() - 1);\n          const waitMs = Math.min(wishMs + random.next() * ceilingMs, fitsMs);",
      }],
    },
    {
      id: "one-chance",
      says: "draws once for each call",
      kills: "The waits are drawn below 100, 200 and 400 ms",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{
        find: "for (let attempt = 1;; attempt++) {",
        replace: "const chance = random.next();\n      for (let attempt = 1;; attempt++) {",
      }, { find: "random.next() * ceilingMs", replace: "chance * ceilingMs" }],
    },
    {
      id: "invited",
      says: "takes nothing for a retry after a 429",
      kills: "Only a retry that is made is paid for, with a whole token",
      token: "resilience/retry#kept@1:1-extend:0",
      edits: [{
        find: "if (!budget.take())",
        replace: "if (!(error instanceof ErrorAnswer && error.status === 429) && !budget.take())",
      }],
    },
  ],
});
