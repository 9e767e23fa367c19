/**
 * A plain-text form of a notebook, for writing: markdown in which each `ts` fence is a code cell.
 *
 * The notebook stays the source. This form is made from it and poured back; ids and outputs of unchanged cells
 * survive the round trip.
 *
 * @module
 */
import { type Cell, isCode, type Notebook, notebook } from "./notebook.ts";

/** A line that parts two cells of prose. */
const BREAK = "+++";
const OPEN = /^(`{3,}|~{3,})(.*)$/;

/** What stands in the text: a cell without id and outputs. */
interface Draft {
  kind: "code" | "markdown";
  source: string;
  tags: string[];
}

/** The notebook as text. */
export function toMarkdown(book: Notebook): string {
  let text = "";
  let previous: Cell | undefined;
  for (const cell of book.cells) {
    if (isCode(cell)) {
      const tags = (cell.metadata.tags ?? []).map((tag) => ` ${tag}`).join("");
      const ticks = cell.source.includes("```") ? "````" : "```";
      text += `${ticks}ts${tags}\n${cell.source}\n${ticks}\n\n`;
    } else {
      if (previous !== undefined && !isCode(previous)) text += `${BREAK}\n\n`;
      text += `${cell.source}\n\n`;
    }
    previous = cell;
  }
  return text.replace(/\n+$/, "\n");
}

/**
 * Text as a notebook.
 *
 * @param text Markdown; fences marked `ts` are code cells, the words after `ts` are their tags, a line `+++` parts
 * cells of prose. Fences of other languages (`typescript` too) stay prose.
 * @param before The notebook that this replaces: equal cells keep ids and outputs.
 */
export function fromMarkdown(text: string, before?: Notebook): Notebook {
  const drafts = parse(text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n"));
  const old = match(drafts, before?.cells ?? []);
  const taken = new Set(old.flatMap((cell) => (cell === undefined ? [] : [cell.id])));
  const cells = drafts.map(({ kind, source, tags }, index): Cell => {
    const kept = old[index];
    const id = kept?.id ?? freshId(kind, source, taken);
    taken.add(id);
    const metadata = { ...kept?.metadata };
    delete metadata.tags;
    if (tags.length > 0) metadata.tags = [...tags].sort();
    if (kind === "markdown") return { cell_type: "markdown", id, metadata, source };
    const same = kept !== undefined && isCode(kept) && kept.source === source ? kept : undefined;
    const execution_count = same?.execution_count ?? null;
    return { cell_type: "code", id, metadata, source, execution_count, outputs: same?.outputs ?? [] };
  });
  const result = notebook(cells);
  if (before !== undefined) result.metadata = { ...before.metadata, ...result.metadata };
  return result;
}

function parse(text: string): Draft[] {
  const drafts: Draft[] = [];
  let prose: string[] = [];
  const endProse = () => {
    const source = prose.join("\n").replace(/^\n+|\s+$/g, "");
    if (source !== "") drafts.push({ kind: "markdown", source, tags: [] });
    prose = [];
  };
  let fence: { ticks: string; code: string[] | undefined; tags: string[] } | undefined;
  for (const line of text.split("\n")) {
    const open = OPEN.exec(line);
    if (fence !== undefined) {
      const closes = open !== null && open[2]?.trim() === "" && line.startsWith(fence.ticks);
      if (fence.code === undefined) prose.push(line);
      else if (closes) drafts.push({ kind: "code", source: fence.code.join("\n").trim(), tags: fence.tags });
      else fence.code.push(line);
      if (closes) fence = undefined;
    } else if (open !== null) {
      const [language, ...tags] = open[2]!.trim().split(/\s+/);
      fence = { ticks: open[1]!, code: language === "ts" ? [] : undefined, tags };
      if (fence.code === undefined) prose.push(line);
      else endProse();
    } else if (line.trim() === BREAK) endProse();
    else prose.push(line);
  }
  if (fence?.code !== undefined) {
    throw new SyntaxError("Cannot read the text as its last ```ts fence has no end");
  }
  endProse();
  return drafts;
}

/** For each draft the old cell that it continues: equal ones in order first, then the rest of each gap by position. */
function match(drafts: readonly Draft[], cells: readonly Cell[]): (Cell | undefined)[] {
  const equal = (draft: Draft, cell: Cell) => draft.kind === cell.cell_type && draft.source === cell.source;
  const best = Array.from({ length: drafts.length + 1 }, () => new Array<number>(cells.length + 1).fill(0));
  for (let i = drafts.length - 1; i >= 0; i--) {
    for (let j = cells.length - 1; j >= 0; j--) {
      const skip = Math.max(best[i + 1]![j]!, best[i]![j + 1]!);
      best[i]![j] = equal(drafts[i]!, cells[j]!) ? Math.max(skip, best[i + 1]![j + 1]! + 1) : skip;
    }
  }
  const result: (Cell | undefined)[] = new Array(drafts.length).fill(undefined);
  let gap: number[] = [];
  let left: Cell[] = [];
  const closeGap = () => {
    for (const i of gap) {
      const at = left.findIndex((cell) => cell.cell_type === drafts[i]!.kind);
      if (at >= 0) result[i] = left.splice(at, 1)[0];
    }
    gap = [];
    left = [];
  };
  let i = 0;
  let j = 0;
  while (i < drafts.length || j < cells.length) {
    const both = i < drafts.length && j < cells.length;
    if (both && equal(drafts[i]!, cells[j]!) && best[i]![j] === best[i + 1]![j + 1]! + 1) {
      closeGap();
      result[i++] = cells[j++];
    } else if (i < drafts.length && (j >= cells.length || best[i + 1]![j]! >= best[i]![j + 1]!)) {
      gap.push(i++);
    } else left.push(cells[j++]!);
  }
  closeGap();
  return result;
}

/** A readable id that is not taken: from the heading or the first declared name. */
function freshId(kind: Draft["kind"], source: string, taken: ReadonlySet<string>): string {
  const heading = /^#+\s+(.+)$/m.exec(source)?.[1];
  const declared = /\b(?:const|let|class|function|interface|type)\s+([A-Za-z_]\w*)/.exec(source)?.[1];
  const words = (kind === "markdown" ? heading : declared) ?? source;
  const base = words.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase().match(/[a-z0-9]+/g)?.slice(0, 4).join(
    "-",
  );
  const stem = (base ?? kind).slice(0, 40);
  let id = stem;
  for (let n = 2; taken.has(id); n++) id = `${stem}-${n}`;
  return id;
}
