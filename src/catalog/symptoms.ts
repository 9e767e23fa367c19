/**
 * What hurts: the words with which somebody at work comes to the course. Cards name them by id.
 *
 * @module
 */

/** Something that one sees or hears at work before one knows its cause. */
export interface Symptom {
  id: string;
  /** In the words of somebody on call. */
  says: string;
}

/** All symptoms that a card names. */
export const symptoms = [
  { id: "callers-hang", says: "One slow dependency, and soon every service that calls it is slow as well" },
  { id: "outage-outlives-cause", says: "The fault is repaired, and the service still does not come back" },
  { id: "dependency-down", says: "A dependency is down for minutes at a time" },
  { id: "calls-without-hope", says: "During an outage most of the work is calls that have no chance" },
  { id: "transient-errors", says: "One call in a thousand fails, and works when it is tried again" },
  { id: "load-multiplies", says: "The callee sees several times the load that users make" },
  { id: "load-in-waves", says: "After a restart the load comes in waves, with silence between them" },
  { id: "done-twice", says: "Some orders are charged twice" },
  { id: "one-takes-all", says: "One customer's script, and the service is slow for everybody" },
  { id: "limit-leaks", says: "There is a limit, and more gets through than it says" },
  { id: "polite-refused", says: "Customers who keep to their limit are refused" },
  {
    id: "busy-for-nobody",
    says: "All workers are busy, every request times out, and the load is that of last week",
  },
  { id: "small-push", says: "A hiccup of five seconds, and an hour of outage" },
  { id: "cache-takes-store", says: "The cache was restarted, and the database went down with it" },
  { id: "told-it-failed", says: "A customer was told that it failed, and it had not" },
] as const satisfies readonly Symptom[];

/** The id of a symptom. */
export type SymptomId = (typeof symptoms)[number]["id"];
