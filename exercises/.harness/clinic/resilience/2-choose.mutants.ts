import { defineMutants } from "#src/grade/mutants.ts";

/** Tempting plans, each with the sentence that it breaks. */
export const mutants = defineMutants({
  exercise: "clinic/resilience/2-choose",
  mutants: [
    {
      id: "as-today",
      says: "leaves it as it is",
      kills: "While tips is ill at least 98 of 100 pages are there within a second",
      token: "clinic/resilience#pages@1:2-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "timeout", timeoutMs: 5_000 },
];
`,
    },
    {
      id: "time-alone",
      says: "a limit that ordinary answers keep to, and nothing else",
      kills: "While tips is ill at least 98 of 100 pages are there within a second",
      token: "clinic/resilience#pages@1:2-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "timeout", timeoutMs: 400 },
];
`,
    },
    {
      id: "short-limit",
      says: "a limit so short that workers never run out",
      kills: "On ordinary minutes at least 97 of 100 pages have tips",
      token: "clinic/resilience#pages@1:2-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "timeout", timeoutMs: 120 },
];
`,
    },
    {
      id: "retry",
      says: "asks again when the limit is over",
      misconception: "retries-only-help",
      kills: "While tips is ill at least 98 of 100 pages are there within a second",
      token: "clinic/resilience#pages@1:2-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 2 },
  { use: "timeout", timeoutMs: 250 },
];
`,
    },
    {
      id: "errors",
      says: "a breaker that sees errors after five seconds",
      misconception: "errors-tell-all",
      kills: "While tips is ill at least 98 of 100 pages are there within a second",
      token: "clinic/resilience#pages@1:2-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "circuit-breaker", cooldownMs: 5_000 },
  { use: "timeout", timeoutMs: 5_000 },
];
`,
    },
    {
      id: "rate",
      says: "a limit on the calls per second",
      misconception: "calls-measure-load",
      kills: "On ordinary minutes at least 97 of 100 pages have tips",
      token: "clinic/resilience#pages@1:2-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "rate-limit", ratePerSecond: 20, burst: 20 },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "few-places",
      says: "five places",
      kills: "On ordinary minutes at least 97 of 100 pages have tips",
      token: "clinic/resilience#pages@1:2-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "bulkhead", limit: 5 },
  { use: "timeout", timeoutMs: 400 },
];
`,
    },
    {
      id: "many-places",
      says: "places for nearly all workers",
      kills: "While tips is ill at least 98 of 100 pages are there within a second",
      token: "clinic/resilience#pages@1:2-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "bulkhead", limit: 27 },
  { use: "timeout", timeoutMs: 5_000 },
];
`,
    },
    {
      id: "long-queue",
      says: "a queue before the places",
      kills: "While tips is ill at least 98 of 100 pages are there within a second",
      token: "clinic/resilience#pages@1:2-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "bulkhead", limit: 12, maxQueue: 20, maxWaitMs: 1_000 },
  { use: "timeout", timeoutMs: 2_000 },
];
`,
    },
  ],
});
