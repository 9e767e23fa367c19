/** Hard circumstances: one caller, long wishes, callers with patience. */
import type { Review } from "#patterns/resilience/retry/review.scenario.ts";

export const review: Review = {
  "lost-answers": {
    accept: false,
    because: { callers: 50, calls: 4, trouble: "answers lost", troubleMs: 20_000, patienceMs: 2_000 },
  },
  "obey": {
    accept: false,
    because: { callers: 31, trouble: "429", troubleMs: 500, retryAfterMs: 60_000, patienceMs: 600_000 },
  },
  "equal": { accept: true },
  "look-later": {
    accept: false,
    because: { callers: 1, trouble: "429", troubleMs: 20, retryAfterMs: 5_000, patienceMs: 500 },
  },
  "fill-up": {
    accept: false,
    because: { callers: 1, calls: 150, trouble: "half", troubleMs: 20_000, retryAfterMs: 10 },
  },
  "long-wish": { accept: true },
};
