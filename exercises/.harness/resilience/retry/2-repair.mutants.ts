/**
 * Wrong answers that the harness must catch, as edits of the solution.
 *
 * @module
 */
import { defineMutants } from "#src/grade/mutants.ts";

/** Each with the sentence that it breaks and the schedule that shows it. */
export const mutants = defineMutants({
  exercise: "resilience/retry/2-repair",
  mutants: [
    {
      id: "P07",
      says: "asks for chance and throws it away",
      kills: "Returning callers are spread over time",
      token: "resilience/retry#waves@1:2-repair:0",
      edits: [{
        find: "await clock.sleep(random.next() * ceilingMs, options);",
        replace: "random.next();\n        await clock.sleep(ceilingMs, options);",
      }],
    },
    {
      id: "noise",
      says: "adds ten milliseconds of noise",
      kills: "Returning callers are spread over time",
      token: "resilience/retry#waves@1:2-repair:0",
      edits: [{
        find: "await clock.sleep(random.next() * ceilingMs, options);",
        replace: "await clock.sleep(Math.min(ceilingMs + random.next() * 10, maxDelayMs), options);",
      }],
    },
    {
      id: "per-process",
      says: "draws once for each process",
      kills: "Calls that fail together do not return together",
      token: "resilience/retry#pacing@1:2-repair:0",
      edits: [{
        find: "  return {\n    async execute",
        replace: "  const share = random.next();\n  return {\n    async execute",
      }, { find: "random.next() * ceilingMs", replace: "share * ceilingMs" }],
    },
    {
      id: "by-count",
      says: 'takes its "chance" from the number of the attempt',
      kills: "Returning callers are spread over time",
      token: "resilience/retry#waves@1:2-repair:0",
      edits: [{
        find: "random.next() * ceilingMs",
        replace: "(((attempt * 7_919) % 1_000) / 1_000) * ceilingMs",
      }],
    },
    {
      id: "no-growth",
      says: "draws every wait below baseDelayMs",
      kills: "The waits grow with the failures",
      token: "resilience/retry#pacing@1:2-repair:0",
      edits: [{
        find: "ceilingMs = Math.min(ceilingMs * 2, maxDelayMs);",
        replace: "ceilingMs = Math.min(baseDelayMs, maxDelayMs);",
      }],
    },
    {
      id: "no-cap",
      says: "lets the ceiling grow for ever",
      kills: "No wait is longer than maxDelayMs",
      token: "resilience/retry#pacing@1:2-repair:0",
      edits: [{
        find: "ceilingMs = Math.min(ceilingMs * 2, maxDelayMs);",
        replace: "ceilingMs *= 2;",
      }],
    },
    {
      id: "above-cap",
      says: "adds the draw on top of the ceiling",
      kills: "No wait is longer than maxDelayMs",
      token: "resilience/retry#pacing@1:2-repair:0",
      edits: [{
        find: "random.next() * ceilingMs",
        replace: "ceilingMs + random.next() * ceilingMs",
      }],
    },
    {
      id: "P06",
      says: "repeats every error",
      kills: "An error that cannot pass is not repeated, and comes out as it is",
      token: "resilience/retry#pacing@1:2-repair:0",
      edits: [{
        find: "attempt >= maxAttempts || !isTransient(error)",
        replace: "attempt >= maxAttempts || (isTransient(error) && false)",
      }],
    },
    {
      id: "one-more",
      says: "counts retries instead of attempts",
      kills: "A call is made at most maxAttempts times, and its last error comes out",
      token: "resilience/retry#pacing@1:2-repair:0",
      edits: [{
        find: "attempt >= maxAttempts",
        replace: "attempt > maxAttempts",
      }],
    },
    {
      id: "deaf",
      says: "does not listen to the signal while it waits",
      kills: "A caller that leaves is let go at once",
      token: "resilience/retry#pacing@1:2-repair:0",
      edits: [{
        find: "random.next() * ceilingMs, options",
        replace: "random.next() * ceilingMs",
      }],
    },
    {
      id: "feedback",
      says: "doubles the drawn wait instead of the ceiling",
      kills: "The waits grow with the failures",
      token: "resilience/retry#pacing@1:2-repair:0",
      edits: [{
        find:
          "await clock.sleep(random.next() * ceilingMs, options);\n        ceilingMs = Math.min(ceilingMs * 2, maxDelayMs);",
        replace:
          "ceilingMs = random.next() * ceilingMs;\n        await clock.sleep(ceilingMs, options);\n        ceilingMs = Math.min(ceilingMs * 2, maxDelayMs);",
      }],
    },
    {
      id: "born-aborted",
      says: "makes the first call for a caller that has left",
      kills: "No success is made up",
      token: "resilience/retry#pacing@1:2-repair:0",
      edits: [{ find: "        options.signal?.throwIfAborted();", replace: "" }],
    },
    {
      id: "tenfold",
      says: "the ceiling grows tenfold",
      kills: "The ceiling still doubles or so with each failure",
      token: "resilience/retry#repair-kept@1:2-repair:0",
      edits: [{ find: "ceilingMs * 2", replace: "ceilingMs * 10" }],
    },
    {
      id: "by-the-base",
      says: "the ceiling grows by the base only",
      kills: "The ceiling still doubles or so with each failure",
      token: "resilience/retry#repair-kept@1:2-repair:0",
      edits: [{ find: "ceilingMs * 2", replace: "ceilingMs + baseDelayMs" }],
    },
    {
      id: "three-values",
      says: "chance has three values",
      kills: "Chance has more than a few values",
      token: "resilience/retry#repair-kept@1:2-repair:0",
      edits: [{
        find: "random.next() * ceilingMs",
        replace: "(Math.floor(random.next() * 3) / 3) * ceilingMs",
      }],
    },
    {
      id: "unchecked",
      says: "a wrong number of attempts is not refused",
      kills: "The options still have their defaults, and nonsense is refused",
      token: "resilience/retry#repair-kept@1:2-repair:0",
      edits: [{ find: "if (!(maxAttempts >= 1)) throw", replace: "if (maxAttempts < 1) throw" }],
    },
    {
      id: "numberless",
      says: "attempts do not get their number",
      kills: "An attempt still knows its number and hears its caller",
      token: "resilience/retry#repair-kept@1:2-repair:0",
      edits: [{ find: "contextOf(options, attempt)", replace: "contextOf(options)" }],
    },
    {
      id: "waits-for-nothing",
      says: "it waits once more after the last failure",
      kills: "The last failure is told at once",
      token: "resilience/retry#repair-kept@1:2-repair:0",
      edits: [{
        find: "if (attempt >= maxAttempts || !isTransient(error)) throw error;",
        replace:
          "if (!isTransient(error)) throw error;\n          if (attempt >= maxAttempts) await clock.sleep(random.next() * ceilingMs, options);\n          if (attempt >= maxAttempts) throw error;",
      }],
    },
    {
      id: "shift",
      says: "doubles with a shift, which is negative after 31 failures and begins again after 32",
      kills: "The ceiling still doubles or so with each failure",
      token: "resilience/retry#repair-kept@1:2-repair:0",
      edits: [{
        find: "random.next() * ceilingMs, options",
        replace: "random.next() * Math.min(maxDelayMs, baseDelayMs * (1 << (attempt - 1))), options",
      }],
    },
    {
      id: "capped-draw",
      says: "caps the draw and not the ceiling: after many failures all wait as long as the cap",
      misconception: "backoff-suffices",
      kills: "Chance has more than a few values",
      token: "resilience/retry#repair-kept@1:2-repair:0",
      edits: [
        {
          find: "random.next() * ceilingMs, options",
          replace: "Math.min(maxDelayMs, random.next() * ceilingMs), options",
        },
        { find: "ceilingMs = Math.min(ceilingMs * 2, maxDelayMs);", replace: "ceilingMs *= 2;" },
      ],
    },
    {
      id: "error-before-reason",
      says: "tells a caller that has left what the attempt failed with",
      kills: "An attempt still knows its number and hears its caller",
      token: "resilience/retry#repair-kept@1:2-repair:0",
      edits: [{
        find: "} catch (error) {\n",
        replace: "} catch (error) {\n          if (options.signal?.aborted) throw error;\n",
      }],
    },
    {
      id: "base-above-cap",
      says: "the first wait may be longer than the cap",
      kills: "The ceiling still doubles or so with each failure",
      token: "resilience/retry#repair-kept@1:2-repair:0",
      edits: [{ find: "Math.min(baseDelayMs, maxDelayMs)", replace: "baseDelayMs" }],
    },
    {
      id: "other-base",
      says: "has another default for the base",
      kills: "The options still have their defaults, and nonsense is refused",
      token: "resilience/retry#repair-kept@1:2-repair:0",
      edits: [{ find: "baseDelayMs = 100", replace: "baseDelayMs = 1_000" }],
    },
    {
      id: "other-cap",
      says: "has another default for the cap",
      kills: "The options still have their defaults, and nonsense is refused",
      token: "resilience/retry#repair-kept@1:2-repair:0",
      edits: [{ find: "maxDelayMs = 20_000", replace: "maxDelayMs = 2_000" }],
    },
    {
      id: "timeless",
      says: "attempts are not told what is left of the caller's time",
      kills: "An attempt still knows its number and hears its caller",
      token: "resilience/retry#repair-kept@1:2-repair:0",
      edits: [{
        find: "contextOf(options, attempt)",
        replace: "contextOf(options.signal === undefined ? {} : { signal: options.signal }, attempt)",
      }],
    },
  ],
});
