import { defineMutants } from "#src/grade/mutants.ts";

export const mutants = defineMutants({
  exercise: "resilience/circuit-breaker/3-attack",
  mutants: [
    {
      id: "P03",
      says: "the history is no longer than the window, so a counter that never forgets passes",
      kills: "Some case refutes breaker B",
      token: "resilience/circuit-breaker#entrants@1:3-attack:0",
      edits: [{ find: "Array.from({ length: 40 }", replace: "Array.from({ length: 4 }" }],
    },
    {
      id: "no-burst",
      says: "callers come one after the other, so the herd is not seen",
      kills: "Some case refutes breaker A",
      token: "resilience/circuit-breaker#entrants@1:3-attack:0",
      edits: [
        {
          find: '[...opened, ...burst, made(1_200, "well")]',
          replace: '[...opened, made(1_100, "well"), made(1_200, "well")]',
        },
        { find: "{ cancelledAfterMs: 50 }), refused(1_120)]", replace: "{ cancelledAfterMs: 50 })]" },
      ],
    },
    {
      id: "no-span",
      says: "no call is under way when the circuit opens",
      kills: "Some case refutes breaker C",
      token: "resilience/circuit-breaker#entrants@1:3-attack:0",
      edits: [{ find: "      spanning,\n", replace: "" }],
    },
    {
      id: "no-cancelled-probe",
      says: "no probe is cancelled",
      kills: "Some case refutes breaker D",
      token: "resilience/circuit-breaker#entrants@1:3-attack:0",
      edits: [{ find: "...cancelledProbe, made(1_200", replace: "made(1_200" }],
    },
    {
      id: "patient",
      says: "after a failed probe it asks only when the cooldown is over again",
      kills: "Some case refutes breaker E",
      token: "resilience/circuit-breaker#entrants@1:3-attack:0",
      edits: [{ find: "...impatient, ", replace: "" }],
    },
    {
      id: "few-cancelled",
      says: "too few cancelled calls to reach the minimum",
      kills: "Some case refutes breaker F",
      token: "resilience/circuit-breaker#entrants@1:3-attack:0",
      edits: [{ find: "[0, 20, 40, 60, 80].map", replace: "[0, 20].map" }],
    },
    {
      id: "eager",
      says: "it expects the circuit to open after the third failure",
      kills: "The right breakers pass every case",
      token: "resilience/circuit-breaker#entrants@1:3-attack:0",
      edits: [{
        find: "calls: [...opened, refused(80)]",
        replace: "calls: [...opened.slice(0, 3), refused(80)]",
      }],
    },
    {
      id: "boundary",
      says: "it demands a probe at exactly 1000 ms, which the contract leaves open",
      kills: "The right breakers pass every case",
      token: "resilience/circuit-breaker#entrants@1:3-attack:0",
      edits: [{ find: '...impatient, made(2_200, "well")', replace: '...impatient, made(2_110, "well")' }],
    },
    {
      id: "nothing",
      says: "it attacks nothing",
      kills: "Some case refutes breaker A",
      token: "resilience/circuit-breaker#entrants@1:3-attack:0",
      text: [
        "export interface PlannedCall {",
        "  readonly atMs: number;",
        '  readonly ends: "well" | "badly" | "never";',
        "  readonly takesMs?: number;",
        "  readonly cancelledAfterMs?: number;",
        '  readonly expect: "made" | "refused";',
        "}",
        "export interface Case {",
        "  readonly name: string;",
        "  readonly calls: readonly PlannedCall[];",
        "}",
        "export const cases: readonly Case[] = [];",
      ].join("\n"),
    },
  ],
});
