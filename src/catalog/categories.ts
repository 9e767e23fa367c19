/**
 * The categories in course order. One without a finished chapter has no file yet and is shown nowhere.
 *
 * @module
 */

/** A group of patterns; its id is the first part of each slug in it. */
export interface CategoryName {
  id: string;
  title: string;
  /** The question that its chapters answer. */
  question: string;
}

/** All categories that a slug may begin with, in course order. */
export const categories = [
  {
    id: "foundations",
    title: "Foundations",
    question: "What can be promised at all when parts fail and messages are late?",
  },
  {
    id: "concurrency",
    title: "Concurrency and lifecycle",
    question: "How does one process do many things, and stop well?",
  },
  {
    id: "resilience",
    title: "Resilience",
    question: "What does a caller do when the callee is slow, failing or full?",
  },
  {
    id: "communication",
    title: "Communication",
    question: "How do two services talk, and who waits for whom?",
  },
  {
    id: "transactions",
    title: "Transactions",
    question: "How does one change span several stores and still make sense?",
  },
  { id: "data", title: "Data", question: "Who owns which data, and how do the others see it?" },
  {
    id: "coordination",
    title: "Coordination",
    question: "How do machines agree, and how is only one allowed to?",
  },
  { id: "caching", title: "Caching", question: "When may an answer be old, and who throws it away?" },
  { id: "scalability", title: "Scalability", question: "What happens when one machine is no longer enough?" },
  { id: "observability", title: "Observability", question: "How does one see what a system really does?" },
  {
    id: "delivery",
    title: "Delivery",
    question: "How does a change reach everybody without hurting anybody?",
  },
  { id: "security", title: "Edge and security", question: "Who may ask for what, and who checks it?" },
  { id: "testing", title: "Testing", question: "How does one find the bug before the night does?" },
  { id: "evolution", title: "Evolution", question: "How does a running system become a different one?" },
  { id: "guide", title: "Guide", question: "Which pattern, and when none?" },
  { id: "systems", title: "Complete systems", question: "Do the parts still hold when they stand together?" },
] as const satisfies readonly CategoryName[];

/** The id of a category. */
export type CategoryId = (typeof categories)[number]["id"];
