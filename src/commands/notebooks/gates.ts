/**
 * Gates in a notebook: three code cells in a row, predict, run, compare.
 *
 * @module
 */
import { GATE_TYPE, type GateData } from "#src/learn/gate.ts";
import { budgets } from "#src/catalog/budgets.ts";
import { type CodeCell, isCode, type Notebook } from "./notebook.ts";
import type { Problem } from "./problem.ts";

/** A gate and where it stands. */
export interface Gate {
  /** The name of its prediction. */
  name: string;
  /** Positions of its cells in the notebook, from 0. */
  predict: number;
  run: number;
  compare: number;
  /** Tags of its compare cell. */
  tags: readonly string[];
  /** The data of its committed output, where it was run. */
  data: GateData | undefined;
}

/** How the run can turn out for the pattern; the tag of each compare cell says which. */
export const outcomes = ["breaks", "calm", "worse"] as const;
/** The tag of a gate that deletes a line. */
export const ABLATION = "ablation";

const PREDICT = /^(?:export )?const (\w+) = predict\(/m;
const RECALL = /^(?:await )?recall\(/m;
const COMPARE = /^compare\(\s*(\w+)\b/m;

/** The gates of a notebook in order. Malformed ones are left out; {@linkcode gateProblems} names them. */
export function gatesOf(book: Notebook): Gate[] {
  return book.cells.flatMap((cell, predict) => {
    const name = isCode(cell) ? PREDICT.exec(cell.source)?.[1] : undefined;
    const after = nextCode(book, predict);
    const last = after === undefined ? undefined : nextCode(book, after);
    if (name === undefined || after === undefined || last === undefined) return [];
    const compare = book.cells[last] as CodeCell;
    if (COMPARE.exec(compare.source)?.[1] !== name) return [];
    const tags = compare.metadata.tags ?? [];
    return [{ name, predict, run: after, compare: last, tags, data: gateData(compare) }];
  });
}

function nextCode(book: Notebook, after: number): number | undefined {
  const cell = book.cells[after + 1];
  return cell !== undefined && isCode(cell) ? after + 1 : undefined;
}

function gateData(cell: CodeCell): GateData | undefined {
  for (const output of cell.outputs) {
    if (output.output_type !== "execute_result" && output.output_type !== "display_data") continue;
    const data = output.data[GATE_TYPE];
    if (data !== undefined) return data as GateData;
  }
  return undefined;
}

/** Whether the cell asks a question of an earlier chapter: its output tells the answer. */
export function isRecall(cell: CodeCell): boolean {
  return RECALL.test(cell.source);
}

/** What is wrong with the form of the gates, whether or not they were run. */
export function gateProblems(book: Notebook): Problem[] {
  const gates = gatesOf(book);
  const problems: Problem[] = [];
  book.cells.forEach((cell, index) => {
    if (!isCode(cell)) return;
    const at = { cell: index + 1 };
    if (/\bpredict\(/.test(cell.source) && !gates.some(({ predict }) => predict === index)) {
      const says = "a gate is three code cells in a row: const name = predict(…), the run, compare(name, …)";
      problems.push({ ...at, says });
    }
    if (/\bcompare\(/.test(cell.source) && !gates.some(({ compare }) => compare === index)) {
      problems.push({ ...at, says: "compare(name, …) must begin the third cell of a gate" });
    }
  });
  book.cells.forEach((cell, index) => {
    if (!isCode(cell) || !isRecall(cell) || /^(?:await )?recall\(.*, "\?"\);?$/m.test(cell.source)) return;
    problems.push({
      cell: index + 1,
      says: 'the committed choice of recall(items, id, seed, "?") must be "?"',
    });
  });
  for (const gate of gates) {
    const at = { cell: gate.predict + 1 };
    if (!/"\?"\s*,?\s*\)\s*;?\s*$/.test((book.cells[gate.predict] as CodeCell).source)) {
      problems.push({ ...at, says: 'the committed choice must be "?", and predict(…) the whole cell' });
    }
    if (!/^(?:await )?show\(/m.test((book.cells[gate.run] as CodeCell).source)) {
      problems.push({ cell: gate.run + 1, says: "the run of a gate must end in show(…)" });
    }
    const kinds = gate.tags.filter((tag) => (outcomes as readonly string[]).includes(tag));
    if (kinds.length !== 1) {
      const says = `a compare cell must have one of the tags ${outcomes.join(", ")}: how the run turned out`;
      problems.push({ cell: gate.compare + 1, says });
    }
  }
  return [...problems, ...mixProblems(gates)];
}

function mixProblems(gates: readonly Gate[]): Problem[] {
  const { minGates, maxGates } = budgets.chapter;
  const problems: Problem[] = [];
  if (gates.length < minGates || gates.length > maxGates) {
    problems.push({ says: `a chapter has ${minGates} to ${maxGates} gates: here are ${gates.length}` });
  }
  const unexpected = gates.filter(({ tags }) => tags.includes("calm") || tags.includes("worse"));
  if (unexpected.length * 3 < gates.length) {
    const says =
      "in one gate of three nothing bad happens (tag calm) or the pattern makes it worse (tag worse)";
    problems.push({ says: `${says}: here in ${unexpected.length} of ${gates.length}` });
  }
  if (!gates.some(({ tags }) => tags.includes(ABLATION))) {
    problems.push({
      says: `one gate must delete a line of the pattern (tag ${ABLATION} on its compare cell)`,
    });
  }
  return problems;
}

/** What is wrong with the gates of notebooks that were run: the option that holds must not be guessable. */
export function answerProblems(books: Iterable<Notebook>): string[] {
  const gates = [...books].flatMap(gatesOf).flatMap(({ data }) => (data === undefined ? [] : [data]));
  const problems: string[] = [];
  for (const key of ["a", "b", "c", "d"] as const) {
    const count = gates.filter(({ truth }) => truth === key).length;
    if (gates.length > 1 && count > gates.length * budgets.maxShareOfOnePosition) {
      problems.push(
        `option ${key} holds in ${count} of ${gates.length} gates: order the options differently`,
      );
    }
  }
  const longest = gates.filter(({ options }) => {
    const lengths = options.map(({ text }) => text.length);
    const held = options.find(({ holds }) => holds)!.text.length;
    return lengths.filter((length) => length >= held).length === 1;
  }).length;
  if (gates.length > 2 && longest > gates.length * budgets.maxShareOfOnePosition) {
    problems.push(
      `the option that holds is the longest in ${longest} of ${gates.length} gates: shorten some`,
    );
  }
  return problems;
}
