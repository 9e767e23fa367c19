/**
 * The third cell of a gate: what the reader expected beside what the run showed.
 *
 * @module
 */
import { type Misconception, type MisconceptionId, misconceptions } from "#src/catalog/misconceptions.ts";
import { type Shown, shown } from "#src/view/shown.ts";
import { GATE_TYPE, type GateData, type GateOption, type OptionKey } from "./gate.ts";
import { gateText } from "./gate-text.ts";
import type { Prediction } from "./predict.ts";

/** Where a reader of the notebook chooses. */
const AGAIN = "the question's cell, then run the three cells again";

/** What a notebook and the page show of a gate: text, and the same as data. */
export interface Comparison extends Shown {
  /** The gate as data. */
  readonly gate: GateData;
}

/**
 * Compares a prediction with a run.
 *
 * @param prediction What {@linkcode predict} returned.
 * @param truths Of each option, whether the run's result makes it true.
 * @param beliefs The misconception behind a wrong option, where it has one.
 * @returns What to show; it must be the last value of its cell.
 * @throws {Error} Unless exactly one option holds.
 */
export function compare<K extends OptionKey>(
  prediction: Prediction<K>,
  truths: Readonly<Record<NoInfer<K>, boolean>>,
  beliefs?: { readonly [Key in NoInfer<K>]?: MisconceptionId },
): Comparison {
  const keys = Object.keys(prediction.options) as K[];
  const holding = keys.filter((key) => truths[key]);
  const [truth] = holding;
  if (truth === undefined || holding.length > 1) {
    const seen = truth === undefined ? "none does" : `${holding.join(" and ")} do`;
    throw new Error(`Cannot compare as exactly one option must hold of the run: ${seen}`);
  }
  const options = keys.map((key): GateOption => {
    const holds = key === truth;
    const id: MisconceptionId | undefined = beliefs?.[key];
    const belief = id === undefined ? undefined : misconception(id);
    return {
      key,
      text: prediction.options[key],
      holds,
      feedback: feedbackOn(key, truth, belief),
      ...(belief === undefined ? {} : { misconception: belief.id }),
    };
  });
  const gate: GateData = { question: prediction.question, options, truth, choice: prediction.choice };
  return { ...shown({ "text/plain": gateText(gate, AGAIN), [GATE_TYPE]: gate }), gate };
}

/** @throws {Error} If no misconception has the id. */
export function misconception(id: MisconceptionId): Misconception {
  const found = misconceptions.find((candidate) => candidate.id === id);
  if (found === undefined) {
    throw new Error(`Cannot give feedback as no misconception has the id ${JSON.stringify(id)}`);
  }
  return found;
}

function feedbackOn(key: OptionKey, truth: OptionKey, belief: Misconception | undefined): string {
  if (key === truth) return "The run agrees.";
  if (belief === undefined) {
    return `The run says ${truth}. Look for the moment in the run where the two part.`;
  }
  return `The belief behind ${key}: "${belief.belief}" ${belief.correction}`;
}
