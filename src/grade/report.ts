/**
 * A judgement in words, for a person at a terminal.
 *
 * @module
 */
import { parseToken } from "#src/check/token.ts";
import { cleanLine, cleanLines } from "#src/grade/clean.ts";
import { figureLines } from "#src/grade/figures.ts";
import type { Coverage, Measurement, Place, Verdict } from "#src/grade/verdict.ts";
import { wrap } from "#src/grade/wrap.ts";

/** An error that the compiler reports in the learner's file. */
export interface TypeProblem {
  readonly where?: Place;
  readonly message: string;
}

/** Everything that is known of one answer. */
export interface Judgement {
  /** `category/name/1-build`. */
  readonly exercise: string;
  /** The learner's file, as a path to show. */
  readonly file: string;
  readonly verdict: Verdict;
  /** What the reference answer came to where this one was measured. Known after a pass only. */
  readonly reference?: readonly Measurement[];
  readonly typeProblems: readonly TypeProblem[];
  /** What the answer wrote to the console in the schedule that the verdict is about. */
  readonly console: readonly string[];
  readonly consoleCut: number;
}

/** What a judgement comes to. */
export type State = "passed" | "to do" | "not started" | "failed";

/** Words in colour, or not. */
export interface Paint {
  bold(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  faint(text: string): string;
}

const same = (text: string) => text;
/** No colours. */
export const plainPaint: Paint = { bold: same, good: same, bad: same, faint: same };

/** What a judgement comes to: an answer that behaves and does not compile has failed. */
export function stateOf({ verdict, typeProblems }: Judgement): State {
  switch (verdict.kind) {
    case "passed":
      return typeProblems.length === 0 ? "passed" : "failed";
    case "to-do":
      return "to do";
    case "not-started":
      return "not started";
    case "failed":
    case "mistaken":
      return "failed";
  }
}

/** One line: what it comes to, and why. */
export function verdictLine(judgement: Judgement): string {
  const { verdict, typeProblems } = judgement;
  switch (verdict.kind) {
    case "passed":
      return typeProblems.length === 0
        ? `passed: ${coverageWords(verdict)}`
        : `type error: ${problemLine(typeProblems[0]!)}`;
    case "not-started":
      return "not started";
    case "to-do":
      return `to do: ${cleanLine(verdict.what[0] ?? "", 120)}`;
    case "failed": {
      const thrown = verdict.thrown === undefined ? "" : ` (${verdict.thrown})`;
      return cleanLine(`failed: “${verdict.property}”; ${verdict.seen}${thrown}`);
    }
    case "mistaken":
      return cleanLine(
        `${MISTAKES[verdict.mistake]}: ${verdict.message}${
          verdict.where === undefined ? "" : ` (line ${verdict.where.line})`
        }`,
      );
  }
}

const MISTAKES = {
  "missing-file": "no file",
  "unreadable-file": "unreadable",
  syntax: "syntax error",
  import: "forbidden import",
  export: "wrong export",
  load: "does not load",
  "never-loads": "never loads",
  "real-world": "real world",
  tampered: "changed language",
  threw: "error",
  unhandled: "unhandled error",
  hang: "hangs",
  time: "too slow",
  memory: "memory",
  ended: "process ended",
  types: "type error",
  internal: "grader",
} as const;

/** How far a judgement reaches: `51 schedules, with crash and loss; never hit: delay`. */
export function coverageWords({ schedules, hits, notHit }: Coverage): string {
  const kinds = Object.keys(hits);
  const hit = kinds.length === 0 ? "no faults" : list(kinds);
  const missed = notHit.length === 0 ? "" : `; allowed and never hit: ${list(notHit)}`;
  return `not refuted in ${thousands(schedules)} ${
    schedules === 1 ? "schedule" : "schedules"
  }, with ${hit}${missed}`;
}

/** `1,250` for 1250. */
const thousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;

/** How to show a report. */
export interface ReportOptions {
  /** Which hint, from 1 to 3. @default {1} */
  readonly hint?: number;
  readonly paint?: Paint;
}

/** The whole report of one answer. */
export function report(judgement: Judgement, { hint = 1, paint = plainPaint }: ReportOptions = {}): string {
  const { verdict } = judgement;
  const head = `${headline(judgement, paint)}  ${paint.bold(judgement.exercise)}`;
  const body = [...bodyOf(judgement, hint), ...consoleSection(judgement), ...typeSection(judgement)];
  const tail = verdict.kind === "failed"
    ? scheduleSection(judgement, verdict.token, verdict.diagram, verdict.sentences)
    : [];
  return [head, "", ...body, ...tail].join("\n").trimEnd();
}

function headline(judgement: Judgement, paint: Paint): string {
  const state = stateOf(judgement);
  return state === "failed"
    ? paint.bad("FAILED")
    : state === "passed"
    ? paint.good("PASSED")
    : paint.bold(state.toUpperCase());
}

function bodyOf(judgement: Judgement, hint: number): string[] {
  const { verdict, file } = judgement;
  return [
    ...factsOf(judgement).flatMap(({ label, text, place: where }) =>
      where === undefined ? field(label, text) : place(where, file, label)
    ),
    ...figureLines(judgement),
    ...(verdict.kind === "failed" ? hintSection(judgement, verdict.hints, hint) : []),
    // What one may know after solving it; a type error is still to be mended.
    ...(verdict.kind === "passed" && judgement.typeProblems.length === 0
      ? ["", ...wrap(verdict.explanation, 2)]
      : []),
  ];
}

/** One thing that is known of an answer. */
export interface Fact {
  readonly label: string;
  readonly text: string;
  /** Set where the fact is a place in the learner's file; the text is then the line's, or empty. */
  readonly place?: Place;
}

/** What a judgement says, in the order in which it is told. The terminal prints it, the page shows it. */
export function factsOf(judgement: Judgement): readonly Fact[] {
  const { verdict, file } = judgement;
  switch (verdict.kind) {
    case "passed":
      return [{ label: "How far it reaches", text: `${capital(coverageWords(verdict))}.` }];
    case "not-started":
      return [{ label: "What to do", text: `Open ${file} and read the task in its first comment.` }];
    case "to-do":
      return [{ label: "Still to do", text: verdict.what.map((what) => cleanLine(what)).join("; ") }];
    case "failed":
      return [
        { label: "This does not hold", text: verdict.property },
        { label: "What was seen", text: cleanLine(verdict.seen) },
        ...(verdict.thrown === undefined ? [] : [{ label: "Thrown", text: cleanLine(verdict.thrown) }]),
        ...placeFact(verdict.where, verdict.thrown === undefined ? "Your code was last at" : "Your line"),
      ];
    case "mistaken":
      return [
        { label: "What is wrong", text: cleanLine(verdict.message) },
        ...placeFact(verdict.where, "Your line"),
        ...(verdict.advice === undefined ? [] : [{ label: "What to do", text: verdict.advice }]),
        ...(verdict.seed === undefined ? [] : [{ label: "Seed", text: String(verdict.seed) }]),
      ];
  }
}

function placeFact(where: Place | undefined, label: string): Fact[] {
  return where === undefined ? [] : [{ label, text: lineText(where), place: where }];
}

const lineText = ({ text = "" }: Place): string => cleanLine(text.trim(), 100);

function hintSection({ exercise }: Judgement, hints: readonly string[], wanted: number): string[] {
  const at = Math.min(Math.max(1, Math.trunc(wanted)), hints.length);
  const next = at < hints.length ? ` (the next: npm test ${brief(exercise)} -- --hint ${at + 1})` : "";
  return field(`Hint ${at} of ${hints.length}`, `${hints[at - 1]}${next}`);
}

/** `resilience/circuit-breaker/1-build` as one types it: `circuit-breaker/1`; a clinic's case keeps its whole name. */
export function brief(exercise: string): string {
  const [category = "", name = exercise, task = ""] = exercise.split("/");
  return `${category === "clinic" ? "clinic/" : ""}${name}/${task.split("-")[0]}`;
}

/** The first lines that the answer wrote, and how many more there are. */
export function consoleLines({ console, consoleCut }: Judgement): { shown: string[]; more: number } {
  const shown = console.slice(0, CONSOLE_LINES).flatMap((text) => cleanLines(text).split("\n"));
  return {
    shown: shown.slice(0, CONSOLE_LINES).map((line) => line.slice(0, 160)),
    more: Math.max(0, consoleCut + console.length - CONSOLE_LINES),
  };
}

function consoleSection(judgement: Judgement): string[] {
  const { shown, more } = consoleLines(judgement);
  if (shown.length === 0) return [];
  return [
    "  Your console",
    ...shown.map((line) => `    │ ${line}`),
    ...(more > 0 ? [`    … and ${thousands(more)} more`] : []),
  ];
}

function typeSection({ typeProblems, file }: Judgement): string[] {
  return typeProblems.slice(0, 3).flatMap((problem) => [
    ...field("Type error", cleanLine(problem.message)),
    ...place(problem.where, file, ""),
  ]);
}

function problemLine({ where, message }: TypeProblem): string {
  return cleanLine(where === undefined ? message : `line ${where.line}: ${message}`, 200);
}

function scheduleSection(
  { exercise }: Judgement,
  token: string,
  diagram: string,
  sentences: readonly string[],
): string[] {
  return [
    "",
    `  ${scheduleTitle(token)}:`,
    "",
    ...sentences.flatMap((sentence) => wrap(cleanLine(sentence), 4)),
    "",
    ...drawn(diagram),
    ...field("Play it again", `npm run replay ${replayArguments(exercise, token)}`),
  ];
}

/** Nothing where no message was sent: the names of hosts alone say nothing. */
function drawn(diagram: string): string[] {
  const lines = cleanLines(diagram).trimEnd().split("\n");
  return lines.length < 2 ? [] : [...lines.map((line) => `    ${line}`), ""];
}

/** What stands above the schedule of a failure. A run that was made smaller says in its token which chance was calmed. */
export function scheduleTitle(token: string): string {
  return parseToken(token).overrides.size === 0
    ? "The schedule"
    : "The schedule, made as small as it could be";
}

/** What follows `npm run replay`. A token says its exercise, unless the scenario is another slug's. */
export function replayArguments(exercise: string, token: string): string {
  const slug = exercise.slice(0, exercise.lastIndexOf("/"));
  return token.startsWith(`${slug}#`) ? `"${token}"` : `${brief(exercise)} "${token}"`;
}

function place(where: Place | undefined, file: string, label: string): string[] {
  if (where === undefined) return [];
  const text = where.text === undefined ? [] : [`${" ".repeat(LABEL + 2)}${where.line} │ ${lineText(where)}`];
  return [`  ${label.padEnd(LABEL)}${file}:${where.line}`, ...text];
}

const LABEL = 24;
const CONSOLE_LINES = 12;

function field(label: string, text: string): string[] {
  const [first = "", ...rest] = wrap(text, 0, 96 - LABEL);
  return [`  ${label.padEnd(LABEL)}${first}`, ...rest.map((line) => `${" ".repeat(LABEL + 2)}${line}`)];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
