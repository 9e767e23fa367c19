import { defineMutants } from "#src/grade/mutants.ts";

const order = 'order: ["deadline", "retry", "breaker", "limiter", "attempt"]';
const instead = (names: string) => [{ find: order, replace: `order: [${names}]` }];

/** Tempting choices, each with the sentence that it breaks. */
export const mutants = defineMutants({
  exercise: "resilience/timeout/2-choose",
  mutants: [
    {
      id: "attempt-around-retry",
      says: "both limits stand outside the retry",
      misconception: "order-is-taste",
      kills: "A lost message is hidden from the customer",
      token: "resilience/timeout#price-page@3:2-choose:0",
      edits: instead('"deadline", "attempt", "retry", "breaker", "limiter"'),
    },
    {
      id: "no-attempt",
      says: "the deadline alone",
      kills: "A lost message is hidden from the customer",
      token: "resilience/timeout#price-page@3:2-choose:0",
      edits: instead('"deadline", "retry", "breaker", "limiter"'),
    },
    {
      id: "no-deadline",
      says: "each attempt has a limit, so all have one",
      misconception: "order-is-taste",
      kills: "Nobody waits longer than 1 s",
      token: "resilience/timeout#price-page@3:2-choose:0",
      edits: [...instead('"retry", "limiter", "attempt"'), {
        find: "maxAttempts: 4",
        replace: "maxAttempts: 6",
      }],
    },
    {
      id: "deadline-inside-retry",
      says: "the deadline begins anew with each attempt",
      misconception: "order-is-taste",
      kills: "Nobody waits longer than 1 s",
      token: "resilience/timeout#price-page@3:2-choose:0",
      edits: [
        ...instead('"retry", "deadline", "breaker", "limiter", "attempt"'),
        { find: "attemptMs: 200", replace: "attemptMs: 600" },
      ],
    },
    {
      id: "breaker-around-retry",
      says: "the breaker sees customers, not attempts",
      misconception: "order-is-taste",
      kills: "A supplier that answers 503 is left in peace",
      token: "resilience/timeout#price-page@3:2-choose:0",
      edits: instead('"deadline", "breaker", "retry", "limiter", "attempt"'),
    },
    {
      id: "attempt-around-breaker",
      says: "the limit of an attempt stands outside the breaker, which then sees callers who leave",
      misconception: "deadline-is-failure",
      kills: "A supplier that answers nobody is left in peace",
      token: "resilience/timeout#price-page@3:2-choose:0",
      edits: instead('"deadline", "retry", "attempt", "breaker", "limiter"'),
    },
    {
      id: "no-breaker",
      says: "retry and limits suffice",
      kills: "A supplier that answers 503 is left in peace",
      token: "resilience/timeout#price-page@3:2-choose:0",
      edits: instead('"deadline", "retry", "limiter", "attempt"'),
    },
    {
      id: "limiter-around-retry",
      says: "permits are for customers",
      misconception: "order-is-taste",
      kills: "No more requests reach the supplier than were bought",
      token: "resilience/timeout#price-page@3:2-choose:0",
      edits: instead('"deadline", "limiter", "retry", "breaker", "attempt"'),
    },
    {
      id: "limiter-outermost",
      says: "the order of .NET's standard handler, with a limiter that counts requests",
      misconception: "order-is-taste",
      kills: "No more requests reach the supplier than were bought",
      token: "resilience/timeout#price-page@3:2-choose:0",
      edits: instead('"limiter", "deadline", "retry", "breaker", "attempt"'),
    },
    {
      id: "no-limiter",
      says: "twenty customers a second are far below what was bought",
      kills: "No more requests reach the supplier than were bought",
      token: "resilience/timeout#price-page@3:2-choose:0",
      edits: instead('"deadline", "retry", "breaker", "attempt"'),
    },
    {
      id: "sum-without-waits",
      says: "four attempts of 200 ms are below 1 s, so no deadline is needed",
      misconception: "order-is-taste",
      kills: "Nobody waits longer than 1 s",
      token: "resilience/timeout#price-page@3:2-choose:2",
      edits: instead('"retry", "breaker", "limiter", "attempt"'),
    },
    {
      id: "no-retry",
      says: "one attempt",
      kills: "A lost message is hidden from the customer",
      token: "resilience/timeout#price-page@3:2-choose:0",
      edits: instead('"deadline", "breaker", "limiter", "attempt"'),
    },
    {
      id: "round",
      says: "five seconds for everything",
      misconception: "round-is-safe",
      kills: "Nobody waits longer than 1 s",
      token: "resilience/timeout#price-page@3:2-choose:0",
      edits: [
        { find: "deadlineMs: 950", replace: "deadlineMs: 5_000" },
        { find: "attemptMs: 200", replace: "attemptMs: 5_000" },
      ],
    },
    {
      id: "usual",
      says: "an attempt gets what one usually takes",
      misconception: "usual-is-safe",
      kills: "A lost message is hidden from the customer",
      token: "resilience/timeout#price-page@3:2-choose:0",
      edits: [{ find: "attemptMs: 200", replace: "attemptMs: 42" }],
    },
    {
      id: "long-attempt",
      says: "an attempt may take nearly all the time there is",
      kills: "A lost message is hidden from the customer",
      token: "resilience/timeout#price-page@3:2-choose:0",
      edits: [{ find: "attemptMs: 200", replace: "attemptMs: 900" }],
    },
    {
      id: "nothing",
      says: "the call as it is, with a deadline",
      kills: "A lost message is hidden from the customer",
      token: "resilience/timeout#price-page@3:2-choose:0",
      edits: instead('"deadline"'),
    },
  ],
});
