import { defineMutants } from "#src/grade/mutants.ts";

/** Tempting plans, each with the sentence that it breaks. */
export const mutants = defineMutants({
  exercise: "clinic/resilience/6-choose",
  mutants: [
    {
      id: "breaker",
      says: "a breaker with its defaults",
      misconception: "every-error-counts",
      kills: "At least 99 of 100 searches of the new clients find within 800 ms",
      token: "clinic/resilience#search@1:6-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "circuit-breaker" },
  { use: "timeout", timeoutMs: 800 },
];
`,
    },
    {
      id: "quick-breaker",
      says: "a breaker that comes back sooner",
      misconception: "every-error-counts",
      kills: "At least 99 of 100 searches of the new clients find within 800 ms",
      token: "clinic/resilience#search@1:6-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "circuit-breaker", cooldownMs: 5_000 },
  { use: "timeout", timeoutMs: 800 },
];
`,
    },
    {
      id: "retry",
      says: "three attempts",
      misconception: "retries-only-help",
      kills: "A search costs at most 1.05 requests",
      token: "clinic/resilience#search@1:6-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true },
  { use: "timeout", timeoutMs: 800 },
];
`,
    },
    {
      id: "rate-limit",
      says: "a rate limit a little above the ordinary load",
      kills: "At least 99 of 100 searches of the new clients find within 800 ms",
      token: "clinic/resilience#search@1:6-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "rate-limit", ratePerSecond: 70, burst: 70 },
  { use: "timeout", timeoutMs: 800 },
];
`,
    },
    {
      id: "bulkhead",
      says: "four places",
      kills: "At least 99 of 100 searches of the new clients find within 800 ms",
      token: "clinic/resilience#search@1:6-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "bulkhead", limit: 4 },
  { use: "timeout", timeoutMs: 800 },
];
`,
    },
    {
      id: "all-of-it",
      says: "retry, breaker and limit, as the team's policy says",
      misconception: "every-error-counts",
      kills: "At least 99 of 100 searches of the new clients find within 800 ms",
      token: "clinic/resilience#search@1:6-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "retry", idempotent: true },
  { use: "circuit-breaker", window: { kind: "count", size: 50 }, minimumCalls: 20, cooldownMs: 5_000 },
  { use: "timeout", timeoutMs: 800 },
];
`,
    },
    {
      id: "shares",
      says: "the same share for each client",
      kills: "At least 99 of 100 searches of the new clients find within 800 ms",
      token: "clinic/resilience#search@1:6-choose:0",
      text: `import type { Plan } from "#patterns/clinic/resilience.ts";

export const decided: boolean = true;

export const plan: Plan = [
  { use: "rate-limit", ratePerSecond: 50, burst: 100, per: "caller" },
  { use: "timeout", timeoutMs: 800 },
];
`,
    },
  ],
});
