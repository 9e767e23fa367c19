/**
 * Turns a notebook into the Markdown of its page: prose as it is, and one fence for each code cell, which
 * `remark-course.ts` turns into components.
 *
 * @module
 */
import path from "node:path";
import type { GateData } from "../../src/learn/gate.ts";
import { type CellOutput, gateOf, joined, outputsOf, type RawOutput } from "../src/live/outputs.ts";
import { type ChapterEntry, course, ROOT } from "./course.ts";
import { highlight } from "./highlight.ts";

/** The language of the fence that holds a code cell as JSON. */
export const CELL_FENCE = "notebook-cell";

/** A code cell as its component gets it. The source is the text of `html`. */
export interface CellProps {
  /** The cell's id in the notebook. */
  id: string;
  /** Position among the code cells of the chapter, from 0. */
  index: number;
  /** The highlighted source. */
  html: string;
  /** The committed outputs. */
  outputs: CellOutput[];
  /** The part that the cell has in a gate. */
  role?: "predict" | "run" | "compare" | "recall";
  /** The gate's data, on its first cell. */
  gate?: GateData;
  /** The option that held in the committed run, on its last cell. */
  truth?: GateData["truth"];
}

interface RawCell {
  cell_type: string;
  id?: string;
  source: unknown;
  outputs?: RawOutput[];
}

/** A notebook file, as far as the page reads it. */
interface Notebook {
  cells: RawCell[];
}

/** Marks the cells of each gate, from the one that predicts to the one that compares, and the questions to recall. */
function markGates(cells: CellProps[], raw: RawCell[], file: string): void {
  let open = -1;
  raw.forEach((cell, index) => {
    if (/=\s*predict\(/.test(joined(cell.source))) open = index;
    const gate = gateOf(cell.outputs ?? []);
    if (!gate) return;
    if (/^(?:await )?recall\(/m.test(joined(cell.source))) {
      Object.assign(cells[index]!, { role: "recall", gate, truth: gate.truth });
      return;
    }
    if (open < 0) {
      throw new Error(
        `${file}: cell ${cell.id} compares, but no cell before it predicts`,
      );
    }
    cells[open]!.role = "predict";
    cells[open]!.gate = gate;
    for (let between = open + 1; between < index; between++) {
      cells[between]!.role = "run";
    }
    cells[index]!.role = "compare";
    cells[index]!.truth = gate.truth;
    open = -1;
  });
}

/** The code cells of a notebook, in order. */
export function codeCells(notebook: Notebook, file: string): CellProps[] {
  const raw = notebook.cells.filter((cell) => cell.cell_type === "code");
  const cells = raw.map((cell, index): CellProps => ({
    id: cell.id ?? `cell-${index}`,
    index,
    html: highlight(joined(cell.source).replace(/\s+$/, ""), "typescript"),
    outputs: outputsOf(cell.outputs ?? []),
  }));
  markGates(cells, raw, file);
  return cells;
}

/** The chapter whose notebook this is. */
export function chapterOf(file: string): ChapterEntry | undefined {
  const slug = path.relative(path.join(ROOT, "notebooks"), file).replaceAll(
    path.sep,
    "/",
  ).replace(/\.ipynb$/, "");
  return course().flatMap((category) => category.chapters).find((chapter) => chapter.slug === slug);
}

/** The Markdown of a notebook's page. The title leaves the text: the chapter's head shows it. */
export function notebookToMarkdown(json: string, file: string): string {
  const notebook = JSON.parse(json) as Notebook;
  const cells = codeCells(notebook, file);
  let next = 0;
  const parts = notebook.cells.map((cell, position) => {
    if (cell.cell_type === "code") {
      return `~~~~${CELL_FENCE}\n${JSON.stringify(cells[next++])}\n~~~~`;
    }
    if (cell.cell_type !== "markdown") return "";
    const text = joined(cell.source);
    return position === 0 ? text.replace(/^# .*\n?/, "") : text;
  });
  return parts.join("\n\n");
}

/** The front matter of a notebook's page, from the catalogue. */
export function notebookFrontMatter(file: string): Record<string, unknown> {
  const chapter = chapterOf(file);
  if (!chapter) {
    throw new Error(
      `${file} has no entry in src/catalog: add one, or move the notebook away`,
    );
  }
  return {
    title: chapter.title,
    description: chapter.summary,
    hide_title: true,
    mdx: { format: "md" },
    chapter,
  };
}
