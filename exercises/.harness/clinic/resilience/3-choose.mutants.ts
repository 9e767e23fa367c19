import { defineMutants } from "#src/grade/mutants.ts";

/** Tempting plans, each with the sentence that it breaks. */
export const mutants = defineMutants({
  exercise: "clinic/resilience/3-choose",
  mutants: [
    {
      id: "as-today",
      says: "leaves it as it is",
      kills: "At least 99 of 100 uploads of the studios are done within a second",
      token: "clinic/resilience#archive@1:3-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "timeout", timeoutMs: 3_000 },
];
`,
    },
    {
      id: "one-account",
      says: "one limit for all, just below what the service bears",
      kills: "At least 99 of 100 uploads of the studios are done within a second",
      token: "clinic/resilience#archive@1:3-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "rate-limit", ratePerSecond: 240, burst: 60 },
];
`,
    },
    {
      id: "strict",
      says: "an account for each, without room for a series",
      misconception: "bursts-are-bugs",
      kills: "At least 99 of 100 uploads of the studios are done within a second",
      token: "clinic/resilience#archive@1:3-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "rate-limit", ratePerSecond: 25, burst: 10, per: "caller" },
];
`,
    },
    {
      id: "shared-places",
      says: "as many places as the service has workers",
      kills: "At least 99 of 100 uploads of the studios are done within a second",
      token: "clinic/resilience#archive@1:3-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "bulkhead", limit: 10, maxQueue: 100, maxWaitMs: 1_000 },
];
`,
    },
    {
      id: "breaker",
      says: "a breaker that opens when answers are slow",
      kills: "At least 99 of 100 uploads of the studios are done within a second",
      token: "clinic/resilience#archive@1:3-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "circuit-breaker", slowCallMs: 1_000, cooldownMs: 3_000 },
  { use: "timeout", timeoutMs: 2_000 },
];
`,
    },
    {
      id: "generous-accounts",
      says: "ten times what was sold",
      kills: "At least 99 of 100 uploads of the studios are done within a second",
      token: "clinic/resilience#archive@1:3-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "rate-limit", ratePerSecond: 200, burst: 200, per: "caller" },
];
`,
    },
    {
      id: "punish",
      says: "locks the archive out",
      kills: "The archivist gets the 20 pictures a second that it pays for",
      token: "clinic/resilience#archive@1:3-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "rate-limit", ratePerSecond: 10, burst: 40, per: "caller" },
];
`,
    },
  ],
});
