/**
 * A question from an earlier chapter, in one cell at the beginning of a later one.
 *
 * @module
 */
import { type Shown, shown } from "#src/view/shown.ts";
import { GATE_TYPE, type GateData, NOT_CHOSEN, type OptionKey } from "./gate.ts";
import { gateText, wrapped } from "./gate-text.ts";
import type { Items, Question } from "./items.ts";

/** What a notebook and the page show of a recall question: text, and the same as data. */
export interface Recalled extends Shown {
  /** The question with the reader's choice. */
  readonly gate: Question;
}

/**
 * Asks an item of an earlier chapter.
 *
 * @param items The items of that chapter.
 * @param id Which of them.
 * @param seed Draws the numbers. The committed record has one; another one asks afresh.
 * @param choice The reader's choice, a literal to edit; `"?"` until then.
 * @returns What to show; it must be the last value of its cell.
 * @throws {TypeError} If `choice` is not one of the options and not `"?"`.
 * @throws {RangeError} If there is no such item, or `seed` is no whole number from 0 to 4294967295.
 */
export async function recall<Id extends string>(
  items: Items<Id>,
  id: NoInfer<Id>,
  seed: number,
  choice: OptionKey | typeof NOT_CHOSEN,
): Promise<Recalled> {
  const question = await items.question(id, seed);
  if (choice !== NOT_CHOSEN && !question.options.some(({ key }) => key === choice)) {
    const allowed = question.options.map(({ key }) => `"${key}"`).join(", ");
    throw new TypeError(
      `Cannot take this choice as it must be ${allowed} or "?": it is ${JSON.stringify(choice)}`,
    );
  }
  const gate = { ...question, choice };
  const why = wrapped(`Why: ${question.because}`).join("\n");
  const text = `${
    gateText(gate, "this cell and run it again; another seed asks with other numbers")
  }\n${why}`;
  return { ...shown({ "text/plain": text, [GATE_TYPE]: asGate(gate) }), gate };
}

/** The page says to every reader why the truth is true; so it stands in the true option's feedback. */
function asGate({ question, options, truth, choice, because }: Question): GateData {
  return {
    question,
    options: options.map((each) => each.holds ? { ...each, feedback: because } : each),
    truth,
    choice,
  };
}
