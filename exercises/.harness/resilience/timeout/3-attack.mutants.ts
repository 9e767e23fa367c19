import { defineMutants } from "#src/grade/mutants.ts";

/** Each leaves one attack out, or says more than the contract. */
export const mutants = defineMutants({
  exercise: "resilience/timeout/3-attack",
  mutants: [
    {
      id: "P11",
      says: "nobody looks at the call's signal",
      misconception: "timeout-stops-the-work",
      kills: "Some case refutes limit A",
      token: "resilience/timeout#entrants@1:3-attack:0",
      edits: [
        { find: 'atMs: 100, stoppedAtMs: 100, late: "succeeded"', replace: 'atMs: 100, late: "succeeded"' },
        { find: 'atMs: 100, stoppedAtMs: 100, late: "stopped"', replace: "atMs: 100" },
      ],
    },
    {
      id: "P12",
      says: "nobody looks for timers",
      misconception: "losers-vanish",
      kills: "Some case refutes limit B",
      token: "resilience/timeout#entrants@1:3-attack:0",
      edits: [
        {
          find: 'stoppedAtMs: "never", timers: 0, late: "nothing"',
          replace: 'stoppedAtMs: "never", late: "nothing"',
        },
      ],
    },
    {
      id: "no-one-leaves",
      says: "no caller leaves",
      misconception: "aborted-means-timed-out",
      kills: "Some case refutes limit C",
      token: "resilience/timeout#entrants@1:3-attack:0",
      edits: [{ find: "    leavesAtMs: 20,\n", replace: "" }, {
        find: 'outcome: "left", atMs: 20, stoppedAtMs: 20, late: "stopped", timers: 0',
        replace: 'outcome: "answered"',
      }],
    },
    {
      id: "plenty",
      says: "there is always enough time left",
      kills: "Some case refutes limit D",
      token: "resilience/timeout#entrants@1:3-attack:0",
      edits: [
        { find: "remainingMs: 40", replace: "remainingMs: 400" },
        {
          find: 'outcome: "timed out", atMs: 40, toldMs: 40',
          replace: 'outcome: "answered", atMs: 60, toldMs: 100',
        },
      ],
    },
    {
      id: "no-boundary",
      says: "something is always left",
      kills: "Some case refutes limit E",
      token: "resilience/timeout#entrants@1:3-attack:0",
      edits: [
        { find: "remainingMs: 0", replace: "remainingMs: 5" },
        { find: 'outcome: "refused", atMs: 0', replace: 'outcome: "timed out", atMs: 5' },
      ],
    },
    {
      id: "only-the-caller",
      says: "a caller leaves, and nobody looks at the call",
      kills: "Some case refutes limit F",
      token: "resilience/timeout#entrants@1:3-attack:0",
      edits: [{ find: 'atMs: 20, stoppedAtMs: 20, late: "stopped", timers: 0', replace: "atMs: 20" }],
    },
    {
      id: "obedient",
      says: "every call obeys",
      misconception: "timeout-stops-the-work",
      kills: "Some case refutes limit G",
      token: "resilience/timeout#entrants@1:3-attack:0",
      edits: [
        { find: "obeys: false", replace: "obeys: true" },
        { find: 'late: "succeeded"', replace: 'late: "stopped"' },
      ],
    },
    {
      id: "not-late",
      says: "what comes late is nobody's business",
      misconception: "late-is-noise",
      kills: "Some case refutes limit H",
      token: "resilience/timeout#entrants@1:3-attack:0",
      edits: [
        { find: ', late: "succeeded"', replace: "" },
        { find: 'stoppedAtMs: 100, late: "stopped"', replace: "stoppedAtMs: 100" },
        { find: 'late: "stopped", timers: 0', replace: "timers: 0" },
      ],
    },
    {
      id: "believes-in-stopping",
      says: "expects a deaf call to have stopped",
      misconception: "timeout-stops-the-work",
      kills: "The right limits meet every case",
      token: "resilience/timeout#entrants@1:3-attack:0",
      edits: [{ find: 'late: "succeeded"', replace: 'late: "stopped"' }],
    },
    {
      id: "timed-out-means-failed",
      says: "expects a call that was stopped to have failed",
      kills: "The right limits meet every case",
      token: "resilience/timeout#entrants@1:3-attack:0",
      edits: [{ find: 'stoppedAtMs: 100, late: "stopped"', replace: 'stoppedAtMs: 100, late: "failed"' }],
    },
    {
      id: "first-case-only",
      says: "one case for everything",
      kills: "Some case refutes limit A",
      token: "resilience/timeout#entrants@1:3-attack:0",
      edits: [
        {
          find: 'timeoutMs: 100,\n    call: { takesMs: 160, ends: "answers", obeys: false }',
          replace: 'timeoutMs: 200,\n    call: { takesMs: 160, ends: "answers", obeys: false }',
        },
        {
          find: 'outcome: "timed out", atMs: 100, stoppedAtMs: 100, late: "succeeded"',
          replace: 'outcome: "answered"',
        },
        {
          find: 'timeoutMs: 100,\n    call: { takesMs: 160, ends: "answers", obeys: true }',
          replace: 'timeoutMs: 200,\n    call: { takesMs: 160, ends: "answers", obeys: true }',
        },
        {
          find: 'outcome: "timed out", atMs: 100, stoppedAtMs: 100, late: "stopped"',
          replace: 'outcome: "answered"',
        },
      ],
    },
  ],
});
