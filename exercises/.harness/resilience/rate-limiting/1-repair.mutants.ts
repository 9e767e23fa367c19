/**
 * Wrong answers that the harness must catch, as edits of the solution.
 *
 * @module
 */
import { defineMutants } from "#src/grade/mutants.ts";

/** Each with the sentence that it breaks and the schedule that shows it. */
export const mutants = defineMutants({
  exercise: "resilience/rate-limiting/1-repair",
  mutants: [
    {
      id: "P18",
      says: "the window still does not move: all is forgotten when the first call is old",
      misconception: "window-n-means-n",
      kills: "No span of a window lets more than the limit through",
      token: "resilience/rate-limiting#repair-kept@1:1-repair:0",
      edits: [{
        find: "while (calls.length > 0 && nowMs - calls[0]!.atMs >= windowMs) calls.shift();",
        replace: "if (calls.length > 0 && nowMs - calls[0]!.atMs >= windowMs) calls.length = 0;",
      }],
    },
    {
      id: "late",
      says: "a call is forgotten only when it is older than a window",
      kills: "No span of a window lets more than the limit through",
      token: "resilience/rate-limiting#repair-kept@1:1-repair:3",
      edits: [{
        find: "nowMs - calls[0]!.atMs >= windowMs",
        replace: "nowMs - calls[0]!.atMs > windowMs",
      }],
    },
    {
      id: "all-at-once",
      says: "calls are forgotten only when the youngest is old",
      kills: "What fits is admitted",
      token: "resilience/rate-limiting#repair-kept@1:1-repair:0",
      edits: [{
        find: "while (calls.length > 0 && nowMs - calls[0]!.atMs >= windowMs) calls.shift();",
        replace: "if (calls.length > 0 && nowMs - calls.at(-1)!.atMs >= windowMs) calls.length = 0;",
      }],
    },
    {
      id: "weightless",
      says: "calls are counted, not weighed",
      kills: "No span of a window lets more than the limit through",
      token: "resilience/rate-limiting#repair-kept@1:1-repair:0",
      edits: [{
        find: "calls.push({ atMs: nowMs, cost });",
        replace: "calls.push({ atMs: nowMs, cost: 1 });",
      }],
    },
    {
      id: "oldest",
      says: "the wait is that of the oldest call, however heavy the new one is",
      kills: "The wait is just enough",
      token: "resilience/rate-limiting#repair-kept@1:1-repair:0",
      edits: [{ find: "calls[last]!.atMs + windowMs", replace: "calls[0]!.atMs + windowMs" }],
    },
    {
      id: "youngest",
      says: "the wait is until all calls are gone",
      kills: "The wait is just enough",
      token: "resilience/rate-limiting#repair-kept@1:1-repair:0",
      edits: [{ find: "calls[last]!.atMs + windowMs", replace: "calls.at(-1)!.atMs + windowMs" }],
    },
    {
      id: "too-early",
      says: "the wait is rounded down, so whoever waits that long is refused again",
      kills: "The wait is just enough",
      token: "resilience/rate-limiting#repair-kept@1:1-repair:0",
      edits: [{ find: "Math.ceil(", replace: "Math.floor(" }],
    },
    {
      id: "denied",
      says: "refused calls are remembered as well",
      kills: "A refusal changes nothing",
      token: "resilience/rate-limiting#repair-kept@1:1-repair:0",
      edits: [{
        find: "return Math.ceil(calls[last]!.atMs + windowMs - nowMs);",
        replace:
          "const waitMs = Math.ceil(calls[last]!.atMs + windowMs - nowMs);\n        calls.push({ atMs: nowMs, cost });\n        return waitMs;",
      }],
    },
    {
      id: "shared",
      says: "all callers share one list",
      kills: "Keys do not share",
      token: "resilience/rate-limiting#repair-kept@1:1-repair:0",
      edits: [
        { find: "const calls = callers.get(key) ?? [];", replace: 'const calls = callers.get("all") ?? [];' },
        {
          find: "callers.delete(key);\n      callers.set(key, calls);",
          replace: 'callers.set("all", calls);',
        },
      ],
    },
    {
      id: "leak",
      says: "nobody is forgotten",
      kills: "Who has passed nothing for a window is forgotten",
      token: "resilience/rate-limiting#repair-kept@1:1-repair:0",
      edits: [{ find: "        callers.delete(past);", replace: "" }],
    },
    {
      id: "out-of-order",
      says: "the map is ordered by first calls, so an old caller holds the others back",
      kills: "Who has passed nothing for a window is forgotten",
      token: "resilience/rate-limiting#repair-kept@1:1-repair:0",
      edits: [{ find: "      callers.delete(key);\n", replace: "" }],
    },
    {
      id: "only-on-success",
      says: "forgets only when a call passes",
      kills: "Who has passed nothing for a window is forgotten",
      token: "resilience/rate-limiting#repair-kept@1:1-repair:0",
      edits: [{
        find: "      for (const [past, calls] of callers) {",
        replace: "      if (cost > limit) return Infinity;\n      for (const [past, calls] of callers) {",
      }],
    },
    {
      id: "unchecked",
      says: "a cost of NaN passes",
      kills: "The options still have their defaults, and nonsense is refused",
      token: "resilience/rate-limiting#repair-kept@1:1-repair:0",
      edits: [{ find: "if (!(cost >= 1)) throw", replace: "if (cost < 1) throw" }],
    },
    {
      id: "other-default",
      says: "the default window is a minute",
      kills: "The options still have their defaults, and nonsense is refused",
      token: "resilience/rate-limiting#repair-kept@1:1-repair:0",
      edits: [{ find: "windowMs = 1_000", replace: "windowMs = 60_000" }],
    },
    {
      id: "bucket",
      says: "a bucket that refills within a window: another promise",
      misconception: "bursts-are-bugs",
      kills: "No span of a window lets more than the limit through",
      token: "resilience/rate-limiting#repair-kept@1:1-repair:0",
      text: [
        'import type { Clock } from "#src/ports/clock.ts";',
        "export interface Allowance { limit?: number; windowMs?: number }",
        "export function windowLimiter({ clock }: { clock: Clock }, { limit = 100, windowMs = 1_000 }: Allowance = {}) {",
        "  const buckets = new Map<string, { tokens: number; atMs: number }>();",
        "  return {",
        "    get size() { return buckets.size; },",
        "    take(key: string, cost = 1): number {",
        "      const nowMs = clock.nowMs();",
        "      const bucket = buckets.get(key) ?? { tokens: limit, atMs: nowMs };",
        "      bucket.tokens = Math.min(limit, bucket.tokens + (nowMs - bucket.atMs) * limit / windowMs);",
        "      bucket.atMs = nowMs;",
        "      buckets.set(key, bucket);",
        "      if (bucket.tokens < cost) return Math.ceil((cost - bucket.tokens) * windowMs / limit);",
        "      bucket.tokens -= cost;",
        "      return 0;",
        "    },",
        "  };",
        "}",
      ].join("\n"),
    },
  ],
});
