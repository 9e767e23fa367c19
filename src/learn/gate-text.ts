/**
 * A gate as text, for a reader without a page.
 *
 * @module
 */
import { type GateData, type GateOption, NOT_CHOSEN } from "./gate.ts";

/** Width of the text, in characters. */
const WIDTH = 92;

/** The committed record must read well before and after a choice. `again` says how to choose and run again. */
export function gateText({ question, options, truth, choice }: GateData, again: string): string {
  const lines = [question, ""];
  for (const { key, text, holds } of options) {
    const yours = key === choice ? "   <- your choice" : "";
    lines.push(`${holds ? ">" : " "} ${key}  ${text}${yours}`);
  }
  lines.push("", `The run says ${truth}.`);
  if (choice === NOT_CHOSEN) {
    const letters = options.map(({ key }) => `"${key}"`).join(", ");
    lines.push(...beliefLines(options));
    lines.push(`To choose first: put one of ${letters} in place of "?" in ${again}.`);
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
export function wrapped(line: string): string[] {
  if (line.length <= WIDTH) return [line];
  const indent = /^([> ] [a-d] {2})/.test(line) ? "     " : "  ";
  const at = line.lastIndexOf(" ", WIDTH);
  if (at <= indent.length) return [line];
  return [line.slice(0, at), ...wrapped(indent + line.slice(at + 1))];
}
