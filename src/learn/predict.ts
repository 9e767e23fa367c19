/**
 * The first cell of a gate: the reader says what will happen before the run says it.
 *
 * Crouch et al., "Classroom demonstrations: Learning tools or entertainment?" (2004): a demonstration that was
 * predicted teaches, one that was only watched hardly does.
 *
 * @module
 */
import { NOT_CHOSEN, type OptionKey } from "./gate.ts";

/** A question with its options, and the reader's choice among them. */
export interface Prediction<K extends OptionKey = OptionKey> {
  /** The question. */
  readonly question: string;
  /** The options by key, in the order in which they are shown. */
  readonly options: Readonly<Record<K, string>>;
  /** The reader's choice, or {@linkcode NOT_CHOSEN}. */
  readonly choice: K | typeof NOT_CHOSEN;
}

/**
 * Asks for a prediction. The run stands in the next cell, {@linkcode compare} in the one after it.
 *
 * @param question What will happen?
 * @param options Three or four sentences, of which the run will make exactly one true.
 * @param choice The reader's choice, a literal to edit; `"?"` until then.
 * @throws {TypeError} If `choice` is not one of the options and not `"?"`.
 * @throws {RangeError} If there are fewer than three options or more than four.
 * @example
 * ```ts
 * import { predict } from "#src/learn/predict.ts";
 *
 * const late = predict("The answer comes after the timeout. Was the order placed?", {
 *   a: "No: a timeout means that it did not happen",
 *   b: "Yes: the server had done the work before the caller gave up",
 *   c: "Twice",
 * }, "?");
 * ```
 */
export function predict<
  const Options extends Partial<Record<OptionKey, string>> & Record<"a" | "b" | "c", string>,
>(
  question: string,
  options: Options,
  choice: NoInfer<keyof Options & OptionKey> | typeof NOT_CHOSEN,
): Prediction<keyof Options & OptionKey> {
  const keys = Object.keys(options);
  if (keys.length < 3 || keys.length > 4 || keys.join("") !== "abcd".slice(0, keys.length)) {
    throw new RangeError(
      `Cannot ask this as the options must be a, b, c and perhaps d: they are ${keys.join(", ")}`,
    );
  }
  if (choice !== NOT_CHOSEN && !keys.includes(choice)) {
    const allowed = keys.map((key) => `"${key}"`).join(", ");
    throw new TypeError(
      `Cannot take this choice as it must be ${allowed} or "?": it is ${JSON.stringify(choice)}`,
    );
  }
  return { question, options, choice };
}
