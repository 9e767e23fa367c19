import { defineMutants } from "#src/grade/mutants.ts";

/** Tempting plans, each with the sentence that it breaks. */
export const mutants = defineMutants({
  exercise: "clinic/resilience/4-choose",
  mutants: [
    {
      id: "as-today",
      says: "hands nothing on",
      kills: "At most 1 of 100 reservations is made for somebody who has left",
      token: "clinic/resilience#orders@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const handsOn: { readonly remainingTime: boolean; readonly cancellation: boolean } = {
  remainingTime: false,
  cancellation: false,
};

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 3 },
  { use: "timeout", timeoutMs: 1_500 },
];
`,
    },
    {
      id: "more-retries",
      says: "hands nothing on, and tries more often and shorter",
      misconception: "retries-only-help",
      kills: "Three seconds after the trouble at least 98 of 100 orders succeed",
      token: "clinic/resilience#orders@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const handsOn: { readonly remainingTime: boolean; readonly cancellation: boolean } = {
  remainingTime: false,
  cancellation: false,
};

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 6 },
  { use: "timeout", timeoutMs: 600 },
];
`,
    },
    {
      id: "longer-limit",
      says: "gives `stock` the time that it needs",
      kills: "At most 1 of 100 reservations is made for somebody who has left",
      token: "clinic/resilience#orders@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const handsOn: { readonly remainingTime: boolean; readonly cancellation: boolean } = {
  remainingTime: false,
  cancellation: false,
};

export const plan: Plan = [
  { use: "timeout", timeoutMs: 5_000 },
];
`,
    },
    {
      id: "no-retry",
      says: "hands on what is left and takes the retry away",
      misconception: "networks-are-reliable-enough",
      kills: "Before the trouble at least 99 of 100 orders succeed",
      token: "clinic/resilience#orders@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const handsOn: { readonly remainingTime: boolean; readonly cancellation: boolean } = {
  remainingTime: true,
  cancellation: true,
};

export const plan: Plan = [
  { use: "timeout", timeoutMs: 1_500 },
];
`,
    },
    {
      id: "nobody-listens",
      says: "hands on the time that is left, to a plan without a policy that heeds it",
      kills: "Before the trouble at least 99 of 100 orders succeed",
      token: "clinic/resilience#orders@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const handsOn: { readonly remainingTime: boolean; readonly cancellation: boolean } = {
  remainingTime: true,
  cancellation: false,
};

export const plan: Plan = [];
`,
    },
    {
      id: "whole",
      says: "one limit around all attempts, and none for each",
      kills: "Before the trouble at least 99 of 100 orders succeed",
      token: "clinic/resilience#orders@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const handsOn: { readonly remainingTime: boolean; readonly cancellation: boolean } = {
  remainingTime: true,
  cancellation: true,
};

export const plan: Plan = [
  { use: "timeout", timeoutMs: 2_000 },
  { use: "retry", idempotent: true, maxAttempts: 3 },
];
`,
    },
  ],
});
