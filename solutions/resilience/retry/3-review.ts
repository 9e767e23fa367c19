/**
 * Four of six do harm.
 *
 * - `lost-answers`: no answer is not "not done". The bank books, its answer is lost, the client pays again.
 * - `obey`: all are told the same number, so all return in the same millisecond. Chance belongs on top of the wish.
 * - `equal`: accepted. It spreads over half of the ceiling instead of all of it, and never hurries.
 * - `look-later`: no attempt begins too late, that is true; but the caller is kept waiting for a wait that cannot help.
 * - `fill-up`: a callee that answers half of its requests is not well. One success must not pay for ten repetitions, or
 *   the purse bounds nothing as long as anything succeeds.
 * - `long-wish`: accepted. A wish that is longer than the caller can use is a job for a queue; giving up obeys it, too.
 */
import type { Review } from "#patterns/resilience/retry/review.scenario.ts";

export const review: Review = {
  "lost-answers": { accept: false, because: { callers: 1, trouble: "answers lost", troubleMs: 200 } },
  "obey": { accept: false, because: { callers: 50, trouble: "429", troubleMs: 100, retryAfterMs: 1_000 } },
  "equal": { accept: true },
  "look-later": { accept: false, because: { callers: 30, trouble: "503", troubleMs: 2_000, patienceMs: 60 } },
  "fill-up": { accept: false, because: { callers: 1, calls: 200, trouble: "half", troubleMs: 20_000 } },
  "long-wish": { accept: true },
};
