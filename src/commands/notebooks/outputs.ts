/**
 * What a committed output may be: text and pictures that kernel and page make alike.
 *
 * @module
 */
import { budgets } from "#src/catalog/budgets.ts";
import { type CodeCell, isCode, type MediaBundle, type Notebook } from "./notebook.ts";
import type { Problem } from "./problem.ts";
import { lastCall } from "./syntax.ts";

const OURS = /^(text\/plain|text\/html|image\/svg\+xml|application\/vnd\.distributed-patterns[\w.-]*\+json)$/;
/** What the kernel prints for a string, number, boolean or null that is a cell's last value. */
const PRIMITIVE = /^("[^]*"|'[^]*'|`[^]*`|-?(\d[\w.+-]*|Infinity)|NaN|true|false|null)$/;
const MERMAID = /^\s*(sequenceDiagram|flowchart |stateDiagram|graph (LR|TD|TB))/;

/** Faults of the outputs. */
export function outputProblems(book: Notebook): Problem[] {
  return book.cells.flatMap((cell, index) =>
    isCode(cell) ? cellOutputProblems(cell).map((says) => ({ cell: index + 1, says })) : []
  );
}

function cellOutputProblems(cell: CodeCell): string[] {
  const problems: string[] = [];
  for (const output of cell.outputs) {
    if (output.output_type === "error") problems.push(`the committed output is an error: ${output.evalue}`);
    else if (output.output_type === "stream") {
      if (output.name === "stderr") {
        problems.push(`the cell wrote to the error stream: ${output.text.slice(0, 80)}`);
      }
      problems.push(...textProblems(output.text));
    } else problems.push(...bundleProblems(output.data, cell.source));
  }
  return problems;
}

function bundleProblems(data: MediaBundle, source: string): string[] {
  const problems: string[] = [];
  const types = Object.keys(data);
  for (const type of types) {
    if (!OURS.test(type)) problems.push(`an output of type ${type}: show values through show(…)`);
  }
  const text = data["text/plain"];
  if (typeof text !== "string") {
    problems.push("an output without text: every picture needs good text beside it");
  } else {
    problems.push(...textProblems(text));
    const shown = ["show", "compare"].includes(lastCall(source) ?? "");
    if (types.length === 1 && !shown && !PRIMITIVE.test(text)) {
      problems.push(
        `a raw object as output (${text.slice(0, 40).replaceAll("\n", " ")}…): show it through show(…)`,
      );
    }
  }
  const svg = data["image/svg+xml"];
  const bytes = typeof svg === "string" ? new TextEncoder().encode(svg).length : 0;
  if (bytes > budgets.picture.maxBytes) {
    problems.push(`a picture of ${bytes} bytes; at most ${budgets.picture.maxBytes}`);
  }
  return problems;
}

function textProblems(text: string): string[] {
  const problems: string[] = [];
  if (MERMAID.test(text)) problems.push("mermaid source as output: show the picture that the run drew");
  if (/file:\/\/|\/home\/|[A-Z]:\\/.test(text)) problems.push("an output names a path of this machine");
  // deno-lint-ignore no-control-regex
  if (/\x1b/.test(text)) problems.push("an output holds terminal colours");
  if (/^[┌├└]/m.test(text) && /│/.test(text) && /\(idx\)/.test(text)) {
    problems.push("console.table as output");
  }
  return problems;
}
