/** The same 503 for all that a 503 can show. */
import type { Review } from "#patterns/resilience/retry/review.scenario.ts";

const told = { callers: 40, trouble: "503", troubleMs: 3_000, retryAfterMs: 500 } as const;

export const review: Review = {
  "lost-answers": {
    accept: false,
    because: { callers: 20, calls: 3, trouble: "answers lost", troubleMs: 1_000 },
  },
  obey: { accept: false, because: told },
  equal: { accept: true },
  "look-later": { accept: false, because: { ...told, patienceMs: 250 } },
  "fill-up": { accept: false, because: { callers: 1, calls: 120, trouble: "half", troubleMs: 20_000 } },
  "long-wish": { accept: true },
};
