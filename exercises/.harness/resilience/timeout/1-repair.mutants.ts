/**
 * Wrong answers that the harness must catch, as edits of the solution.
 *
 * @module
 */
import { defineMutants } from "#src/grade/mutants.ts";

/** Each with the sentence that it breaks and the schedule that shows it. */
export const mutants = defineMutants({
  exercise: "resilience/timeout/1-repair",
  mutants: [
    {
      id: "P11",
      says: "the caller is let go, and the call works on",
      misconception: "timeout-stops-the-work",
      kills: "A call that is too slow is given up at its limit, and stopped",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [
        { find: "signal: work.signal })), untilStopped", replace: "})), untilStopped" },
      ],
    },
    {
      id: "P12",
      says: "the timer runs on when the call has been answered",
      misconception: "losers-vanish",
      kills: "A call that has ended leaves no timer",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [{ find: "        timer.abort();\n", replace: "" }],
    },
    {
      id: "listener",
      says: "the caller's signal keeps a listener for each call",
      misconception: "losers-vanish",
      kills: "A call that has ended leaves no listener",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [{ find: '        signal?.removeEventListener("abort", leave);\n', replace: "" }],
    },
    {
      id: "only-when-answered",
      says: "cleans up only after an answer",
      kills: "A call that has ended leaves no listener",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [
        {
          find:
            "return await Promise.race([call(contextOf({ ...options, signal: work.signal })), untilStopped]);",
          replace:
            'const value = await Promise.race([call(contextOf({ ...options, signal: work.signal })), untilStopped]);\n        timer.abort();\n        signal?.removeEventListener("abort", leave);\n        return value;',
        },
        {
          find: '        timer.abort();\n        signal?.removeEventListener("abort", leave);\n      }',
          replace: "      }",
        },
      ],
    },
    {
      id: "obedient",
      says: "waits for the call to obey",
      misconception: "timeout-stops-the-work",
      kills: "The story comes to its end",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [{
        find: "await Promise.race([call(contextOf({ ...options, signal: work.signal })), untilStopped])",
        replace: "await call(contextOf({ ...options, signal: work.signal }))",
      }],
    },
    {
      id: "all-timeouts",
      says: "a caller who leaves gets a TimedOut",
      misconception: "aborted-means-timed-out",
      kills: "A caller who leaves is let go at once, with its own reason",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [{ find: "work.abort(signal!.reason)", replace: "work.abort(new TimedOut(timeoutMs))" }],
    },
    {
      id: "no-reason",
      says: "the call is stopped without a reason",
      kills: "A caller who leaves is let go at once, with its own reason",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [{ find: "work.abort(signal!.reason)", replace: "work.abort()" }],
    },
    {
      id: "two-errors",
      says: "caller and call get two different errors",
      kills: "A call that is too slow is given up at its limit, and stopped",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [{
        find: "reject(work.signal.reason), { once: true }",
        replace: "reject(signal?.aborted ? work.signal.reason : new TimedOut(timeoutMs)), { once: true }",
      }],
    },
    {
      id: "deaf",
      says: "does not listen to its caller",
      kills: "A caller who leaves is let go at once, with its own reason",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [{ find: '      signal?.addEventListener("abort", leave, { once: true });\n', replace: "" }],
    },
    {
      id: "aborts-all",
      says: "aborts the call's signal also when the call has ended well",
      kills: "Answers and errors come out as they are",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [{ find: "        timer.abort();", replace: "        timer.abort();\n        work.abort();" }],
    },
    {
      id: "forgets-remaining",
      says: "no longer tells the call what is left",
      kills: "Answers and errors come out as they are",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [{
        find: "contextOf({ ...options, signal: work.signal })",
        replace: "contextOf({ signal: work.signal })",
      }],
    },
    {
      id: "anyway",
      says: "calls for a caller who has gone",
      kills: "Nothing is called for a caller who has gone",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [{ find: "      signal?.throwIfAborted();\n", replace: "" }],
    },
    {
      id: "other-default",
      says: "the default is five seconds",
      misconception: "round-is-safe",
      kills: "The option still has its default, and nonsense is refused",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [{ find: "timeoutMs = 1_000", replace: "timeoutMs = 5_000" }],
    },
    {
      id: "unchecked",
      says: "takes NaN for a limit",
      kills: "The option still has its default, and nonsense is refused",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [{ find: "if (!(timeoutMs > 0))", replace: "if (timeoutMs <= 0)" }],
    },
    {
      id: "one-timer",
      says: "makes the timer's controller once, for all calls",
      kills: "The story comes to its end",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [
        { find: "      const timer = new AbortController();\n", replace: "" },
        {
          find: "  return {\n    async execute",
          replace: "  const timer = new AbortController();\n  return {\n    async execute",
        },
      ],
    },
    {
      id: "by-name",
      says: "takes every AbortError for a timeout",
      misconception: "aborted-means-timed-out",
      kills: "A caller who leaves is let go at once, with its own reason",
      token: "resilience/timeout#repair-kept@2:1-repair:1",
      edits: [{
        find: "      } finally {\n",
        replace:
          '      } catch (error) {\n        throw error instanceof Error && error.name === "AbortError" ? new TimedOut(timeoutMs) : error;\n      } finally {\n',
      }],
    },
    {
      id: "listens-late",
      says: "begins to listen to the caller when the call has begun",
      kills: "A caller who leaves is let go at once, with its own reason",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [
        { find: '      signal?.addEventListener("abort", leave, { once: true });\n', replace: "" },
        {
          find:
            "return await Promise.race([call(contextOf({ ...options, signal: work.signal })), untilStopped]);",
          replace:
            'const pending = call(contextOf({ ...options, signal: work.signal }));\n        signal?.addEventListener("abort", leave, { once: true });\n        return await Promise.race([pending, untilStopped]);',
        },
      ],
    },
    {
      id: "timer-for-nobody",
      says: "looks at the caller when the timer runs already",
      kills: "A call that has ended leaves no timer",
      token: "resilience/timeout#repair-kept@2:1-repair:0",
      edits: [
        { find: "      signal?.throwIfAborted();\n", replace: "" },
        {
          find: "        () => {}, // the call has ended\n      );\n",
          replace: "        () => {}, // the call has ended\n      );\n      signal?.throwIfAborted();\n",
        },
      ],
    },
  ],
});
