/**
 * Shows a value in a notebook, on a page and in a terminal.
 *
 * @module
 */

import type { Trace } from "#src/sim/trace.ts";
import { explorationText, isExploration, isRun, runText, verdictLines } from "#src/view/verdict.ts";
import { historySvg, historyText, isHistory, isLinearizability } from "#src/view/history.ts";
import { plain } from "#src/view/plain.ts";
import type { Plot } from "#src/view/plot.ts";
import { renderings, type Shown, shown } from "#src/view/shown.ts";
import { type RunLike, sentences } from "#src/view/sentences.ts";
import { sequence } from "#src/view/sequence.ts";
import { sequenceText } from "#src/view/sequence-text.ts";
import { spaceTime } from "#src/view/space-time.ts";
import { type Cell, type Row, type Table, table, tableHtml, tableText } from "#src/view/table.ts";
import { timeline } from "#src/view/timeline.ts";
import type { WindowOptions } from "#src/view/scene.ts";

/** Options for {@linkcode show}. */
export interface ShowOptions extends WindowOptions {
  /**
   * How to show a trace or a run: a space-time diagram with a sequence diagram as its text, mermaid source, a sequence
   * diagram in text, a list of events, or plain sentences.
   *
   * @default {"space-time"}
   */
  as?: "space-time" | "sequence" | "text" | "events" | "sentences";
  /** One line above the picture or the table. */
  title?: string;
}

/**
 * Makes a value ready to be shown; stands last in its cell.
 *
 * A trace becomes a space-time diagram; a run the same under its verdict; an exploration its sentence, with the diagram of
 * the failing schedule where there is one; a plot or a table itself; a history its operations, under the verdict of its check; an array of records a table; anything else text that
 * is the same on every engine.
 */
export function show(value: unknown, options: ShowOptions = {}): Shown {
  const ready = renderings(value);
  if (ready !== undefined) return shown(ready);
  if (isTrace(value)) return showTrace(value, options);
  if (isRun(value)) return showRun(value, options);
  if (isExploration(value)) {
    const text = explorationText(value);
    if (value.failure === undefined) return shown({ "text/plain": text });
    return showRun(value.failure.run, options, text);
  }
  if (isPlot(value)) return shown({ "text/plain": value.text, "image/svg+xml": value.svg });
  if (isTable(value)) return showTable(value);
  if (isHistory(value) || isLinearizability(value)) {
    const text = historyText(value);
    if ("steps" in value) return shown({ "text/plain": text });
    return shown({ "text/plain": text, "image/svg+xml": historySvg(value, options) });
  }
  if (isRecords(value)) {
    return showTable(table(value, options.title === undefined ? {} : { caption: options.title }));
  }
  const text = typeof value === "string" ? value : plain(value);
  return shown({ "text/plain": options.title === undefined ? text : `${options.title}\n${text}` });
}

function showTrace(trace: Trace, options: ShowOptions): Shown {
  const { as = "space-time", title } = options;
  if (as === "sequence") return shown({ "text/plain": sequence(trace, options) });
  const heading = title === undefined ? "" : `${title}\n\n`;
  if (as === "events") return shown({ "text/plain": heading + timeline(trace, options) });
  if (as === "sentences") return shown({ "text/plain": heading + storyText(trace) });
  const text = heading + sequenceText(trace, options);
  if (as === "text") return shown({ "text/plain": text });
  return shown({ "text/plain": text, "image/svg+xml": spaceTime(trace, options) });
}

function storyText(trace: Trace): string {
  const run: RunLike = { scenario: "The run", subject: "", seed: 0, outcome: "finished", broken: [], trace };
  return sentences(run).slice(1).join("\n");
}

function showRun(run: RunLike, options: ShowOptions, verdict = runText(run)): Shown {
  const { as = "space-time" } = options;
  const { trace } = run;
  if (as === "sequence") return shown({ "text/plain": sequence(trace, options) });
  const body = as === "events"
    ? timeline(trace, options)
    : as === "sentences"
    ? sentences(run).join("\n")
    : sequenceText(trace, options);
  const text = `${verdict}\n\n${body}`;
  if (as !== "space-time") return shown({ "text/plain": text });
  const title = options.title ?? `${run.scenario}, ${run.subject}, seed\u00a0${run.seed}`;
  const svg = spaceTime(trace, {
    ...options,
    title,
    lines: verdictLines(run),
    description: sentences(run).join(" "),
  });
  return shown({ "text/plain": text, "image/svg+xml": svg });
}

function showTable(value: Table): Shown {
  return shown({ "text/plain": tableText(value), "text/html": tableHtml(value) });
}

function isTrace(value: unknown): value is Trace {
  return isObject(value) && Array.isArray(value["events"]) && Array.isArray(value["hosts"]) &&
    typeof value["endMs"] === "number";
}

const isPlot = (value: unknown): value is Plot =>
  isObject(value) && value["kind"] === "plot" && typeof value["svg"] === "string";

const isTable = (value: unknown): value is Table =>
  isObject(value) && value["kind"] === "table" && Array.isArray(value["cells"]);

function isRecords(value: unknown): value is Row[] {
  return Array.isArray(value) && value.length > 0 &&
    value.every((row) => isObject(row) && isPlain(row) && Object.values(row).every(isCell));
}

const isCell = (value: unknown): value is Cell =>
  value === null || ["string", "number", "boolean", "undefined"].includes(typeof value);

const isPlain = (value: object): boolean => {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
