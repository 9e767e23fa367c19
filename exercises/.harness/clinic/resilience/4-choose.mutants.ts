import { defineMutants } from "#src/grade/mutants.ts";

/** Tempting plans, each with the sentence that it breaks. */
export const mutants = defineMutants({
  exercise: "clinic/resilience/4-choose",
  mutants: [
    {
      id: "budget",
      says: "a retry budget, as for every storm",
      misconception: "budget-is-free",
      kills: "Of the calls around a replacement at least 99 of 100 are answered in time",
      token: "clinic/resilience#labels@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 4, baseDelayMs: 600, jitter: "equal", budget: {} },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "no-retry",
      says: "takes the retry away",
      kills: "Of the calls around a replacement at least 99 of 100 are answered in time",
      token: "clinic/resilience#labels@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "two-attempts",
      says: "halves the attempts",
      kills: "Of the calls around a replacement at least 99 of 100 are answered in time",
      token: "clinic/resilience#labels@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 2, baseDelayMs: 600, jitter: "equal" },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "full-jitter",
      says: "spreads the repetitions as far as chance can",
      misconception: "jitter-ends-storms",
      kills: "Of the calls around a replacement at least 99 of 100 are answered in time",
      token: "clinic/resilience#labels@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 4, baseDelayMs: 600, jitter: "full" },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "defaults",
      says: "waits as long between attempts as the library does by default",
      kills: "Of the calls around a replacement at least 99 of 100 are answered in time",
      token: "clinic/resilience#labels@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 4 },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "breaker",
      says: "a breaker that stops the attempts while nobody listens",
      kills: "Of the calls around a replacement at least 99 of 100 are answered in time",
      token: "clinic/resilience#labels@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 4, baseDelayMs: 600, jitter: "equal" },
  { use: "circuit-breaker", window: { kind: "count", size: 20 }, cooldownMs: [1_000, 3_000] },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "rate-limit",
      says: "lets no process send more than a little above its share",
      kills: "Of the calls around a replacement at least 99 of 100 are answered in time",
      token: "clinic/resilience#labels@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 4, baseDelayMs: 600, jitter: "equal" },
  { use: "rate-limit", ratePerSecond: 20, burst: 20 },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "bulkhead",
      says: "ten calls for each process, with all their attempts",
      kills: "Of the calls around a replacement at least 99 of 100 are answered in time",
      token: "clinic/resilience#labels@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "bulkhead", limit: 10 },
  { use: "retry", idempotent: true, maxAttempts: 4, baseDelayMs: 600, jitter: "equal" },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "more-attempts",
      says: "asks again until somebody listens",
      misconception: "retries-only-help",
      kills: "A call costs at most 1.3 requests",
      token: "clinic/resilience#labels@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 12, baseDelayMs: 200, maxDelayMs: 200, jitter: "none" },
  { use: "timeout", timeoutMs: 1_000 },
];
`,
    },
    {
      id: "eight-attempts",
      says: "more attempts, and a shorter limit for each",
      misconception: "retries-only-help",
      kills: "Four seconds after slow ones at least 99 of 100 calls are answered in time",
      token: "clinic/resilience#slow-labels@1:4-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true, maxAttempts: 8, baseDelayMs: 700, maxDelayMs: 700, jitter: "equal" },
  { use: "timeout", timeoutMs: 500 },
];
`,
    },
  ],
});
