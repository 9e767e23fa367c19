/**
 * Wrong answers that the harness must catch, as edits of the solution.
 *
 * @module
 */
import { defineMutants } from "#src/grade/mutants.ts";

/** Each with the sentence that it breaks and the schedule that shows it. */
export const mutants = defineMutants({
  exercise: "resilience/retry/3-review",
  mutants: [
    {
      id: "P06",
      says: "accepts repeating a payment without an answer",
      kills: "A patch that is accepted does no harm in production",
      token: "resilience/retry#review@1:3-review:0",
      edits: [{
        find: '{ accept: false, because: { callers: 1, trouble: "answers lost", troubleMs: 200 } }',
        replace: "{ accept: true }",
      }],
    },
    {
      id: "obey",
      says: "accepts waiting exactly as told",
      kills: "A patch that is accepted does no harm in production",
      token: "resilience/retry#review@1:3-review:0",
      edits: [{
        find:
          '{ accept: false, because: { callers: 50, trouble: "429", troubleMs: 100, retryAfterMs: 1_000 } }',
        replace: "{ accept: true }",
      }],
    },
    {
      id: "look-later",
      says: "accepts asking for the time after the wait",
      kills: "A patch that is accepted does no harm in production",
      token: "resilience/retry#review@1:3-review:0",
      edits: [{
        find: '{ accept: false, because: { callers: 30, trouble: "503", troubleMs: 2_000, patienceMs: 60 } }',
        replace: "{ accept: true }",
      }],
    },
    {
      id: "fill-up",
      says: "accepts a purse that one success fills",
      kills: "A patch that is accepted does no harm in production",
      token: "resilience/retry#review@1:3-review:0",
      edits: [{
        find: '{ accept: false, because: { callers: 1, calls: 200, trouble: "half", troubleMs: 20_000 } }',
        replace: "{ accept: true }",
      }],
    },
    {
      id: "equal",
      says: "refutes equal jitter",
      kills: "A patch that is refuted does harm in the circumstances given",
      token: "resilience/retry#review@1:3-review:0",
      edits: [{
        find: '"equal": { accept: true }',
        replace:
          '"equal": { accept: false, because: { callers: 50, trouble: "429", troubleMs: 100, retryAfterMs: 1_000 } }',
      }],
    },
    {
      id: "long-wish",
      says: "refutes giving up at a long wish",
      kills: "A patch that is refuted does harm in the circumstances given",
      token: "resilience/retry#review@1:3-review:0",
      edits: [{
        find: '"long-wish": { accept: true }',
        replace:
          '"long-wish": { accept: false, because: { callers: 50, trouble: "503", troubleMs: 500, retryAfterMs: 30_000 } }',
      }],
    },
    {
      id: "wrong-reason",
      says: "refutes with trouble that the patch does not touch",
      kills: "A patch that is refuted does harm in the circumstances given",
      token: "resilience/retry#review@1:3-review:0",
      edits: [{
        find:
          '{ accept: false, because: { callers: 50, trouble: "429", troubleMs: 100, retryAfterMs: 1_000 } }',
        replace: '{ accept: false, because: { callers: 50, trouble: "down", troubleMs: 500 } }',
      }],
    },
    {
      id: "too-few",
      says: "refutes a crowd with five callers",
      kills: "A patch that is refuted does harm in the circumstances given",
      token: "resilience/retry#review@1:3-review:0",
      edits: [{
        find: 'callers: 50, trouble: "429"',
        replace: 'callers: 5, trouble: "429"',
      }],
    },
    {
      id: "out-of-range",
      says: "asks for more callers than there are",
      kills: "Every patch has a verdict that can be played",
      token: "resilience/retry#review@1:3-review:0",
      edits: [{
        find: 'callers: 50, trouble: "429"',
        replace: 'callers: 5_000, trouble: "429"',
      }],
    },
    {
      id: "many-purses",
      says: "blames the patch for fifty full purses",
      kills: "The harm comes from the patch",
      token: "resilience/retry#review@1:3-review:0",
      edits: [{
        find: 'callers: 1, calls: 200, trouble: "half", troubleMs: 20_000',
        replace: 'callers: 50, calls: 2, trouble: "503", troubleMs: 20_000',
      }],
    },
    {
      id: "too-impatient",
      says: "refutes a crowd whose callers have left before the wish is over",
      kills: "A patch that is refuted does harm in the circumstances given",
      token: "resilience/retry#review@1:3-review:0",
      edits: [{
        find: 'callers: 50, trouble: "429", troubleMs: 100, retryAfterMs: 1_000',
        replace: 'callers: 50, trouble: "429", troubleMs: 100, retryAfterMs: 1_000, patienceMs: 500',
      }],
    },
    {
      id: "short-load",
      says: "refutes the full purse with fifty calls",
      kills: "A patch that is refuted does harm in the circumstances given",
      token: "resilience/retry#review@1:3-review:0",
      edits: [{
        find: 'callers: 1, calls: 200, trouble: "half"',
        replace: 'callers: 1, calls: 50, trouble: "half"',
      }],
    },
  ],
});
