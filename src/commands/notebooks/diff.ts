/**
 * What differs between the committed notebook and the one that was just run, for people.
 *
 * @module
 */
import { type Cell, isCode, isJsonType, type Notebook, type Output, sorted } from "./notebook.ts";

/** The difference in one cell. */
export interface CellDiff {
  /** Number of the cell, from 1. */
  cell: number;
  /** Lines that begin with `-` (committed), `+` (now) or a blank. */
  lines: string[];
}

/** The cells that differ. */
export function differences(committed: Notebook, now: Notebook): CellDiff[] {
  const count = Math.max(committed.cells.length, now.cells.length);
  const diffs: CellDiff[] = [];
  for (let index = 0; index < count; index++) {
    const lines = lineDiff(cellLines(committed.cells[index]), cellLines(now.cells[index]));
    if (lines.some((line) => !line.startsWith(" "))) diffs.push({ cell: index + 1, lines: near(lines) });
  }
  return diffs;
}

function cellLines(cell: Cell | undefined): string[] {
  if (cell === undefined) return [];
  const lines = cell.source.split("\n");
  if (!isCode(cell)) return lines;
  return [...lines, `[${cell.execution_count ?? " "}]`, ...cell.outputs.flatMap(outputLines)];
}

function outputLines(output: Output): string[] {
  if (output.output_type === "stream") return [`(${output.name})`, ...output.text.split("\n")];
  if (output.output_type === "error") return [`(error) ${output.ename}: ${output.evalue}`];
  return Object.entries(output.data).sort(([left], [right]) => (left < right ? 1 : -1)).flatMap(
    ([type, value]) => {
      if (type === "text/plain") return ["(text)", ...String(value).split("\n")];
      if (isJsonType(type)) return [`(${type})`, ...JSON.stringify(sorted(value), null, 1).split("\n")];
      return [`(${type})`, ...String(value).split(/(?=<)|\n/)];
    },
  );
}

/** Lines of both sides, the common ones once: by the longest common subsequence. */
export function lineDiff(before: readonly string[], after: readonly string[]): string[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const left = before.slice(start, before.length - end);
  const right = after.slice(start, after.length - end);
  const same = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
  return [
    ...same(before.slice(0, start)),
    ...middle(left, right),
    ...same(before.slice(before.length - end)),
  ];
}

function middle(left: readonly string[], right: readonly string[]): string[] {
  const minus = left.map((line) => `- ${line}`);
  const plus = right.map((line) => `+ ${line}`);
  if (left.length * right.length > 250_000 || left.length === 0 || right.length === 0) {
    return [...minus, ...plus];
  }
  const width = right.length + 1;
  const best = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      best[i * width + j] = left[i] === right[j]
        ? best[(i + 1) * width + j + 1]! + 1
        : Math.max(best[(i + 1) * width + j]!, best[i * width + j + 1]!);
    }
  }
  const lines: string[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) {
      lines.push(`  ${left[i++]}`);
      j += 1;
    } else if (best[(i + 1) * width + j]! >= best[i * width + j + 1]!) lines.push(minus[i++]!);
    else lines.push(plus[j++]!);
  }
  return [...lines, ...minus.slice(i), ...plus.slice(j)];
}

/** Changed lines with two lines around them. */
function near(lines: readonly string[]): string[] {
  const changed = (index: number) => lines[index] !== undefined && !lines[index]!.startsWith(" ");
  const kept: string[] = [];
  let skipped = false;
  lines.forEach((line, index) => {
    const keep = [-2, -1, 0, 1, 2].some((step) => changed(index + step));
    if (keep && skipped && kept.length > 0) kept.push("  …");
    if (keep) kept.push(line);
    skipped = !keep;
  });
  return kept;
}
