/**
 * Find the loop's memory, and take the remedy that empties it.
 *
 * - Monday: the memory is a short queue and the tries that fill it. Without retries 35 requests a second come instead of
 *   105, the hundred that wait are gone in seconds, and the next ones are answered in time. Turning riders away works
 *   only below a third of what can be served, since each of them comes three times.
 * - Tuesday: the memory is twelve hundred requests, and all of them are too old. Whatever acts on what comes in, four times
 *   the workers included, first serves all of that. A restart forgets it.
 * - Wednesday: the memory is what the cache does not hold. A pause empties the queue of `timetable` and not the loop; all
 *   at once they ask again. Few riders first fill the cache for those who follow.
 * - Thursday: there is no loop. Half of the work is of use to nobody because it is too old; without it 50 of 70 are served
 *   for as long as the match's guests are there, and not one second longer than that.
 * - Friday: there is no loop either, and riders want less than can be served. It drains. The best action is to know that.
 */
export type Action =
  | { readonly kind: "wait" }
  | { readonly kind: "restart" }
  | { readonly kind: "turn-away"; readonly admit: number; readonly forMs: number; readonly rampMs: number }
  | { readonly kind: "stop-retries"; readonly forMs: number }
  | { readonly kind: "drop-old"; readonly forMs: number }
  | { readonly kind: "add-workers"; readonly workers: number; readonly forMs: number };

export const runbook: Readonly<Record<"monday" | "tuesday" | "wednesday" | "thursday" | "friday", Action>> = {
  monday: { kind: "stop-retries", forMs: 10_000 },
  tuesday: { kind: "restart" },
  wednesday: { kind: "turn-away", admit: 0.2, forMs: 5_000, rampMs: 30_000 },
  thursday: { kind: "drop-old", forMs: 30_000 },
  friday: { kind: "wait" },
};
