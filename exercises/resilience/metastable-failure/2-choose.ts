/**
 * Choose: what Kerbside's operator does on five bad days. Change the actions below. Check them: `npm test
 * metastable-failure/2`.
 *
 * `departures` answers 50 requests a second with one worker; an app waits 1 s for an answer. You may act once a day, and
 * this is what you see in the second before (per second, but for the last column):
 *
 * | day | you act at | want | get | arrive | wait |
 * | --- | --- | --- | --- | --- | --- |
 * | monday | 30 s | 35 | 0 | 105 | 100 |
 * | tuesday | 30 s | 35 | 0 | 105 | 1,200 |
 * | wednesday | 75 s | 45 | 3 | 45 | 0 |
 * | thursday | 30 s | 70 | 0 | 70 | 100 |
 * | friday | 18 s | 35 | 0 | 35 | 100 |
 *
 * *Want* and *get* are riders; *arrive* and *wait* are requests at `departures`. Except on Wednesday, a neighbour made
 * `departures` ten times slower from 10 s to 15 s.
 *
 * - Monday: each app tries three times. The queue of `departures` holds 100 requests.
 * - Tuesday: the same; the queue holds 10,000.
 * - Wednesday: apps try once. The cache of `departures` was emptied at 60 s; it holds a stop for 30 s, there are 300, and
 *   a load whose rider has left is not stored. `timetable` answers 20 questions a second with one worker; it gets 42 a
 *   second, and 100 wait.
 * - Thursday: apps try once. A football match has ended.
 * - Friday: apps try once. The queue holds 10,000.
 *
 * What is judged, from your action to the end of the day, 30 s later (Wednesday: 60 s):
 * 1. Monday, Tuesday and Friday: riders are served again at the end, and at most 500 of those who came went unserved.
 * 2. Wednesday: riders are served again at the end, and at most 1,300 went unserved.
 * 3. Thursday: on the average at least 40 riders a second are served.
 * 4. No day costs more than 30 worker-seconds of additional workers.
 * 5. Each kind of action is used on one day at most: whoever knows one remedy tries it on everything.
 *
 * Several answers pass. The riders come a little differently from seed to seed.
 */

/** What can be done. Times are in milliseconds. */
export type Action =
  /** Nothing. */
  | { readonly kind: "wait" }
  /** `departures` is stopped and is back after 1 s, with an empty queue and an empty cache. */
  | { readonly kind: "restart" }
  /** For `forMs` a share of the riders is let in, chosen by chance; then the share grows to all over `rampMs`. */
  | { readonly kind: "turn-away"; readonly admit: number; readonly forMs: number; readonly rampMs: number }
  /** For `forMs` apps try once. */
  | { readonly kind: "stop-retries"; readonly forMs: number }
  /** For `forMs` whatever has waited 500 ms is sent away: at `departures`, and on Wednesday at `timetable`. */
  | { readonly kind: "drop-old"; readonly forMs: number }
  /** For `forMs` there are so many workers, one of them as always: at `departures`, and on Wednesday at `timetable`. */
  | { readonly kind: "add-workers"; readonly workers: number; readonly forMs: number };

/** What is done on each day. `forMs` and `rampMs` are from 0 to 30,000, `admit` from 0 to 1, `workers` from 1 to 10. */
export const runbook: Readonly<Record<"monday" | "tuesday" | "wednesday" | "thursday" | "friday", Action>> = {
  monday: { kind: "wait" },
  tuesday: { kind: "wait" },
  wednesday: { kind: "wait" },
  thursday: { kind: "wait" },
  friday: { kind: "wait" },
};
