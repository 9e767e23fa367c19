/**
 * The data of a gate: a question, its options, what a run showed, and what the reader had expected.
 *
 * @module
 */

/** The key of an option. */
export type OptionKey = "a" | "b" | "c" | "d";

/** What stands in a prediction until the reader has chosen. */
export const NOT_CHOSEN = "?";

/** The media type under which a comparison carries its data; the page reads it and hides the answer. */
export const GATE_TYPE = "application/vnd.distributed-patterns.gate+json";

/** One option of a gate, as the page reads it. */
export interface GateOption {
  /** Its key. */
  key: OptionKey;
  /** The sentence that may hold of the run. */
  text: string;
  /** Whether it holds of the run. Of one option alone it does. */
  holds: boolean;
  /** What a reader should hear who chose it. */
  feedback: string;
  /** The misconception behind it, where it has one. */
  misconception?: string;
}

/** A gate after its run: everything that a page needs to ask, wait and answer. */
export interface GateData {
  /** The question. */
  question: string;
  /** The options, in the order in which they are shown. */
  options: GateOption[];
  /** The key of the option that holds. */
  truth: OptionKey;
  /** What the reader chose; {@linkcode NOT_CHOSEN} in the committed record. */
  choice: OptionKey | typeof NOT_CHOSEN;
}
