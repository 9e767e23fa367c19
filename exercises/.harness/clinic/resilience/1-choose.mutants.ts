import { defineMutants } from "#src/grade/mutants.ts";

/** Tempting plans, each with the sentence that it breaks. */
export const mutants = defineMutants({
  exercise: "clinic/resilience/1-choose",
  mutants: [
    {
      id: "as-today",
      says: "leaves it as it is",
      misconception: "retries-only-help",
      kills: "Fifteen seconds after the trouble at least 98 of 100 calls are answered in time",
      token: "clinic/resilience#seats@1:1-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 4 },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "no-retry",
      says: "takes the retry away",
      misconception: "networks-are-reliable-enough",
      kills: "Before the trouble at least 99 of 100 calls are answered in time",
      token: "clinic/resilience#seats@1:1-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "longer-waits",
      says: "waits longer between the attempts",
      misconception: "backoff-suffices",
      kills: "Fifteen seconds after the trouble at least 98 of 100 calls are answered in time",
      token: "clinic/resilience#seats@1:1-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 4, baseDelayMs: 2_000 },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "more-jitter",
      says: "never hurries",
      misconception: "jitter-ends-storms",
      kills: "Fifteen seconds after the trouble at least 98 of 100 calls are answered in time",
      token: "clinic/resilience#seats@1:1-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 4, jitter: "equal" },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "two-attempts",
      says: "halves the attempts",
      kills: "Fifteen seconds after the trouble at least 98 of 100 calls are answered in time",
      token: "clinic/resilience#seats@1:1-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 2 },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "patient",
      says: "waits longer for each answer",
      kills: "Before the trouble at least 99 of 100 calls are answered in time",
      token: "clinic/resilience#seats@1:1-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 4 },
  { use: "timeout", timeoutMs: 3_000 },
];
`,
    },
    {
      id: "one-limit",
      says: "puts the time limit around all attempts",
      kills: "Before the trouble at least 99 of 100 calls are answered in time",
      token: "clinic/resilience#seats@1:1-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "timeout", timeoutMs: 1_000 },
  { use: "retry", idempotent: true, maxAttempts: 4, budget: {} },
];
`,
    },
  ],
});
