/**
 * The third cell of a gate: what the reader expected beside what the run showed.
 *
 * @module
 */
import { type Misconception, type MisconceptionId, misconceptions } from "#src/catalog/misconceptions.ts";
import { type Shown, shown } from "#src/view/shown.ts";
import { GATE_TYPE, type GateData, type GateOption, NOT_CHOSEN, type OptionKey } from "./gate.ts";
import type { Prediction } from "./predict.ts";

/** Width of the text, in characters. */
const WIDTH = 92;

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
  return { ...shown({ "text/plain": gateText(gate), [GATE_TYPE]: gate }), gate };
}

function misconception(id: MisconceptionId): Misconception {
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

/** The gate for a reader without a page: the committed record must read well before and after a choice. */
function gateText({ question, options, truth, choice }: GateData): string {
  const lines = [question, ""];
  for (const { key, text, holds } of options) {
    const yours = key === choice ? "   <- your choice" : "";
    lines.push(`${holds ? ">" : " "} ${key}  ${text}${yours}`);
  }
  lines.push("", `The run says ${truth}.`);
  if (choice === NOT_CHOSEN) {
    const letters = options.map(({ key }) => `"${key}"`).join(", ");
    lines.push(...beliefLines(options));
    lines.push(
      `To choose first: put one of ${letters} in place of "?" in the question's cell, then run the three cells again.`,
    );
  } else {
    const chosen = options.find(({ key }) => key === choice);
    lines.push(
      choice === truth ? `You chose ${choice}: the run agrees.` : `You chose ${choice}. ${chosen?.feedback}`,
    );
  }
  return lines.flatMap(wrapped).join("\n");
}

/** Each belief once, with all the options that it stands behind. */
function beliefLines(options: readonly GateOption[]): string[] {
  const wrong = options.filter(({ holds, misconception }) => !holds && misconception !== undefined);
  return [...new Set(wrong.map((option) => option.misconception))].map((id) => {
    const same = wrong.filter((option) => option.misconception === id);
    const keys = same.map(({ key }) => key);
    return same[0]!.feedback.replace(`behind ${keys[0]}:`, `behind ${keys.join(" and ")}:`);
  });
}

/** The line in pieces of at most {@linkcode WIDTH}: front ends break long lines of output within words. */
function wrapped(line: string): string[] {
  if (line.length <= WIDTH) return [line];
  const indent = /^([> ] [a-d] {2})/.test(line) ? "     " : "  ";
  const at = line.lastIndexOf(" ", WIDTH);
  if (at <= indent.length) return [line];
  return [line.slice(0, at), ...wrapped(indent + line.slice(at + 1))];
}
