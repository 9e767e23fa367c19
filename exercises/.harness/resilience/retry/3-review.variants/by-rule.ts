/** Built from a table of what harms. */
import type { Review } from "#patterns/resilience/retry/review.scenario.ts";

const harmful: Partial<Record<keyof Review, Extract<Review[keyof Review], { accept: false }>["because"]>> = {
  "lost-answers": { callers: 2, trouble: "answers lost", troubleMs: 20_000 },
  obey: { callers: 30, trouble: "503", troubleMs: 200, retryAfterMs: 60_000 },
  "look-later": {
    callers: 1,
    calls: 20,
    trouble: "429",
    troubleMs: 20_000,
    retryAfterMs: 2_000,
    patienceMs: 1_000,
  },
  "fill-up": { callers: 1, calls: 150, trouble: "half", troubleMs: 20_000, patienceMs: 10_000 },
};
const verdict = (name: keyof Review): Review[keyof Review] => {
  const because = harmful[name];
  return because === undefined ? { accept: true } : { accept: false, because };
};

export const review: Review = {
  "lost-answers": verdict("lost-answers"),
  obey: verdict("obey"),
  equal: verdict("equal"),
  "look-later": verdict("look-later"),
  "fill-up": verdict("fill-up"),
  "long-wish": verdict("long-wish"),
};
