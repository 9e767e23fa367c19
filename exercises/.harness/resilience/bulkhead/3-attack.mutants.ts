import { defineMutants } from "#src/grade/mutants.ts";

/** Each leaves one attack out, or says more than the contract. */
export const mutants = defineMutants({
  exercise: "resilience/bulkhead/3-attack",
  mutants: [
    {
      id: "nobody-leaves",
      says: "no caller leaves during its call",
      misconception: "ended-here-is-ended-there",
      kills: "Some case refutes bulkhead A",
      token: "resilience/bulkhead#entrants@1:3-attack:0",
      edits: [{ find: "takesMs: 90, leavesAtMs: 20,", replace: "takesMs: 90," }],
    },
    {
      id: "leaves-unseen",
      says: "a caller leaves during its call, and nobody comes afterwards",
      kills: "Some case refutes bulkhead B",
      token: "resilience/bulkhead#entrants@1:3-attack:0",
      edits: [{
        find:
          "      { atMs: 30, takesMs: 80, expect: 90 },\n      { atMs: 100, takesMs: 10, expect: 151 },\n",
        replace: "",
      }],
    },
    {
      id: "fails-later",
      says: "calls fail later and never throw at once",
      kills: "Some case refutes bulkhead C",
      token: "resilience/bulkhead#entrants@1:3-attack:0",
      edits: [
        { find: 'takesMs: 0, ends: "throws", expect: 0 ', replace: 'takesMs: 0, ends: "fails", expect: 0 ' },
        { find: 'takesMs: 0, ends: "throws", expect: 2 ', replace: 'takesMs: 0, ends: "fails", expect: 2 ' },
      ],
    },
    {
      id: "last-leaves",
      says: "only the last in the queue leaves it, and a place comes back for each",
      kills: "Some case refutes bulkhead D",
      token: "resilience/bulkhead#entrants@1:3-attack:0",
      edits: [
        { find: 'takesMs: 10, leavesAtMs: 20, expect: "left"', replace: "takesMs: 30, expect: 50" },
        { find: "{ atMs: 12, takesMs: 10, expect: 50 }", replace: "{ atMs: 12, takesMs: 10, expect: 71 }" },
        { find: "      { atMs: 30, takesMs: 30, expect: 86 },\n", replace: "" },
      ],
    },
    {
      id: "room-unseen",
      says: "nobody comes after one has left the queue",
      kills: "Some case refutes bulkhead E",
      token: "resilience/bulkhead#entrants@1:3-attack:0",
      edits: [{ find: "      { atMs: 30, takesMs: 30, expect: 86 },\n", replace: "" }],
    },
    {
      id: "one-waits",
      says: "never two who wait and are served",
      kills: "Some case refutes bulkhead F",
      token: "resilience/bulkhead#entrants@1:3-attack:0",
      edits: [
        {
          find:
            '      { atMs: 12, takesMs: 30, expect: 61 },\n      { atMs: 14, takesMs: 30, expect: "refused" },\n',
          replace: "",
        },
        { find: "      { atMs: 30, takesMs: 30, expect: 86 },\n", replace: "" },
      ],
    },
    {
      id: "open-door",
      says: "nobody comes to a full queue",
      misconception: "queues-turn-nobody-away",
      kills: "Some case refutes bulkhead G",
      token: "resilience/bulkhead#entrants@1:3-attack:0",
      edits: [{ find: '      { atMs: 14, takesMs: 30, expect: "refused" },\n', replace: "" }],
    },
    {
      id: "short-waits",
      says: "nobody waits for 100 ms",
      kills: "Some case refutes bulkhead H",
      token: "resilience/bulkhead#entrants@1:3-attack:0",
      edits: [
        { find: "takesMs: 300, expect: 0", replace: "takesMs: 100, expect: 0" },
        { find: 'takesMs: 20, expect: "refused"', replace: "takesMs: 20, expect: 100" },
        { find: "expect: 300 ", replace: "expect: 250 " },
      ],
    },
    {
      id: "says-too-much",
      says: "expects that a leaving caller frees its place",
      misconception: "ended-here-is-ended-there",
      kills: "The right bulkheads pass every case",
      token: "resilience/bulkhead#entrants@1:3-attack:0",
      edits: [{ find: "takesMs: 80, expect: 90", replace: "takesMs: 80, expect: 30" }],
    },
  ],
});
