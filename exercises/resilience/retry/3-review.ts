/**
 * Review: six patches to Meridian's retry lie before you. Each is short, has a reason, and all tests are green. Accept it, or
 * refute it with circumstances in which it does harm. Check it: `npm test retry/3`.
 *
 * The client makes three attempts at most, draws each wait below a ceiling of 200, then 400 ms, on top of what the callee
 * asked for, gives up before a wait that would end after the deadline, and pays for repetitions from a purse of ten tokens,
 * into which each success puts a tenth. There are two: `look` repeats what may pass; `pay` repeats only what the callee
 * surely did not see.
 *
 * ```diff
 * lost-answers (pay): "In last week's incident four of ten calls without an answer would have worked the second time."
 * -  repeats: (error) => error instanceof Unreachable
 * +  repeats: (error) => error instanceof Unreachable || error instanceof NoAnswer
 *
 * obey (look): "The callee knows best when it will be back. We add our own wait to its wish, for nothing."
 * -  waitMs = wishMs + random.next() * ceilingMs
 * +  waitMs = wishMs || random.next() * ceilingMs
 *
 * equal (look): "Every now and then a wait is almost nothing, and the repetition is wasted."
 * -  waitMs = wishMs + random.next() * ceilingMs
 * +  waitMs = wishMs + ceilingMs / 2 + (random.next() * ceilingMs) / 2
 *
 * look-later (look): "The deadline was asked twice. After the wait is enough: no attempt begins after it."
 * -  if (clock.nowMs() + waitMs >= deadlineMs) throw error
 *    await clock.sleep(waitMs)
 *    if (clock.nowMs() >= deadlineMs) throw error
 *
 * fill-up (look): "A success shows that the callee is well. It took a hundred of them to refill the purse."
 * -  tokens = Math.min(10, tokens + 0.1)
 * +  tokens = 10
 *
 * long-wish (look): "Once a callee asked for 45 minutes, and the workers slept that long."
 * +  if (wishMs > 10_000) throw error
 * ```
 *
 * To refute, say how many processes call (`callers`, at most 50), how often each (`calls`, at most 200, one after the other),
 * what the callee's trouble is (`trouble`: `"none"`, `"down"`, `"400"`, `"429"`, `"503"`, `"half"` or `"answers lost"`; half of
 * the requests get a 503) and how long it lasts (`troubleMs`), what it asks for (`retryAfterMs`) and how long a caller waits
 * (`patienceMs`). Both clients then play these circumstances, before and after the patch, with several seeds. Harm is: a
 * payment booked twice; more than half of at least 30 callers returning within 20 ms; a caller who hears of it more than
 * 50 ms after it has left; more than 1.5 requests for each of at least 100 calls. The client before the patch must do none
 * with any seed, the patched one some with every seed.
 */
import type { Review } from "#patterns/resilience/retry/review.scenario.ts";

export const review: Review = {
  "lost-answers": { accept: true }, // TODO 1: accept, or { accept: false, because: { callers, trouble, troubleMs, … } }
  "obey": { accept: true }, // TODO 2
  "equal": { accept: true }, // TODO 3
  "look-later": { accept: true }, // TODO 4
  "fill-up": { accept: true }, // TODO 5
  "long-wish": { accept: true }, // TODO 6
};
