import { defineMutants } from "#src/grade/mutants.ts";

/** Tempting plans, each with the sentence that it breaks. */
export const mutants = defineMutants({
  exercise: "clinic/resilience/5-choose",
  mutants: [
    {
      id: "as-today",
      says: "leaves it as it is",
      misconception: "timeout-means-not-done",
      kills: "Nobody is charged twice",
      token: "clinic/resilience#charges@1:5-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const key: "none" | "per-attempt" | "per-purchase" = "none" as Key;
type Key = "none" | "per-attempt" | "per-purchase";

export const plan: Plan = [
  { use: "retry", idempotent: true },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "attempt-key",
      says: "a new key for each attempt",
      misconception: "timeout-means-not-done",
      kills: "Nobody is charged twice",
      token: "clinic/resilience#charges@1:5-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const key: "none" | "per-attempt" | "per-purchase" = "per-attempt" as Key;
type Key = "none" | "per-attempt" | "per-purchase";

export const plan: Plan = [
  { use: "retry", idempotent: true },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "no-retry",
      says: "takes the retry away",
      kills: "At least 98 of 100 buyers know within five seconds that they have paid",
      token: "clinic/resilience#charges@1:5-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const key: "none" | "per-attempt" | "per-purchase" = "none" as Key;
type Key = "none" | "per-attempt" | "per-purchase";

export const plan: Plan = [
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "honest",
      says: "says that the work must not be done twice",
      kills: "At least 98 of 100 buyers know within five seconds that they have paid",
      token: "clinic/resilience#charges@1:5-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const key: "none" | "per-attempt" | "per-purchase" = "per-purchase" as Key;
type Key = "none" | "per-attempt" | "per-purchase";

export const plan: Plan = [
  { use: "retry", idempotent: false },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "patient",
      says: "gives the bank a long rest between attempts",
      kills: "Nobody is charged twice",
      token: "clinic/resilience#charges@1:5-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const key: "none" | "per-attempt" | "per-purchase" = "per-purchase" as Key;
type Key = "none" | "per-attempt" | "per-purchase";

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 4, baseDelayMs: 9_000 },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "long-limit",
      says: "waits longer for the answer",
      kills: "At least 98 of 100 buyers know within five seconds that they have paid",
      token: "clinic/resilience#charges@1:5-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const key: "none" | "per-attempt" | "per-purchase" = "none" as Key;
type Key = "none" | "per-attempt" | "per-purchase";

export const plan: Plan = [
  { use: "timeout", timeoutMs: 5_000 },
];
`,
    },
    {
      id: "hasty",
      says: "a limit below the time that the bank takes",
      kills: "At least 98 of 100 buyers know within five seconds that they have paid",
      token: "clinic/resilience#charges@1:5-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const key: "none" | "per-attempt" | "per-purchase" = "per-purchase" as Key;
type Key = "none" | "per-attempt" | "per-purchase";

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 5 },
  { use: "timeout", timeoutMs: 50 },
];
`,
    },
    {
      id: "outlives-key",
      says: "eight patient attempts, whose last ones come when the key is forgotten",
      kills: "Nobody is charged twice",
      token: "clinic/resilience#silence@1:5-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const key: "none" | "per-attempt" | "per-purchase" = "per-purchase" as Key;
type Key = "none" | "per-attempt" | "per-purchase";

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 8 },
  { use: "timeout", timeoutMs: 2_500 },
];
`,
    },
    {
      id: "just-outlives-key",
      says: "four attempts that last a little longer than the key",
      kills: "Nobody is charged twice",
      token: "clinic/resilience#silence@1:5-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const key: "none" | "per-attempt" | "per-purchase" = "per-purchase" as Key;
type Key = "none" | "per-attempt" | "per-purchase";

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 4 },
  { use: "timeout", timeoutMs: 2_500 },
];
`,
    },
  ],
});
