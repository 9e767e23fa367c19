/**
 * What a reader has been asked, what is due, and the file that keeps it: the same in the terminal and in the page.
 *
 * @module
 */
import type { Memory, Scheduler } from "#src/ports/scheduler.ts";

/** All that is kept of a reader: the memory of each question that was asked, by `<slug>#<item>`. */
export type Memories = ReadonlyMap<string, Memory>;

/** The text is no state of a review. Nothing was read from it, and nothing may be written over it. */
export class NotAReview extends Error {
  override readonly name = "NotAReview";
}

const FORMAT = "distributed-patterns-review";
const VERSION = 1;
const MAX_CHARS = 5_000_000;

/** What comes due within a session's length is asked now: who reviews at nine each day shall not wait until ten past. */
const AHEAD_MS = 8 * 3_600_000;

/** What to ask in one sitting. */
export interface Plan {
  /** Names of questions, in the order in which to ask them. */
  readonly ask: readonly string[];
  /** How many of all questions are due now. */
  readonly due: number;
  /** How many have never been asked. */
  readonly unasked: number;
}

/**
 * What to ask now: first what is due, longest overdue first, then questions that were never asked, taken from the chapters in
 * turn, since mixed questions are remembered better than blocks of like ones (Rohrer and Taylor, "The shuffling of
 * mathematics problems improves learning", *Instructional Science* 35, 2007).
 *
 * @param names All questions, in course order.
 * @param fresh How many that were never asked may be begun.
 * @param most How many are asked at most.
 */
export function planReview(
  memories: Memories,
  names: readonly string[],
  { nowMs, fresh, most }: { nowMs: number; fresh: number; most: number },
): Plan {
  const due = names.filter((name) => (memories.get(name)?.dueAtMs ?? Infinity) <= nowMs + AHEAD_MS)
    .sort((a, b) => memories.get(a)!.dueAtMs - memories.get(b)!.dueAtMs);
  const unasked = inTurns(names.filter((name) => !memories.has(name)));
  return {
    ask: [...due, ...unasked.slice(0, fresh)].slice(0, most),
    due: due.length,
    unasked: unasked.length,
  };
}

/** One of each chapter, then the next of each. */
function inTurns(names: readonly string[]): string[] {
  const chapters = new Map<string, string[]>();
  for (const name of names) {
    const slug = name.split("#")[0]!;
    chapters.set(slug, [...chapters.get(slug) ?? [], name]);
  }
  const turns = Math.max(0, ...[...chapters.values()].map(({ length }) => length));
  return Array.from(
    { length: turns },
    (_, turn) => [...chapters.values()].flatMap((list) => list[turn] ?? []),
  )
    .flat();
}

/** The memories after an answer. */
export function answered(
  memories: Memories,
  name: string,
  { known, nowMs, scheduler }: { known: boolean; nowMs: number; scheduler: Scheduler },
): Memories {
  return new Map(memories).set(name, scheduler.after(memories.get(name), known, nowMs));
}

/** Both together: of a question that both know, the memory that was asked last. */
export function merged(one: Memories, other: Memories): Memories {
  const both = new Map(one);
  for (const [name, memory] of other) {
    if ((both.get(name)?.lastAtMs ?? -Infinity) < memory.lastAtMs) both.set(name, memory);
  }
  return both;
}

/** In how many days the question is asked again, at least 1. */
export function daysUntil({ dueAtMs }: Memory, nowMs: number): number {
  return Math.max(1, Math.round((dueAtMs - nowMs) / 86_400_000));
}

/** The memories as the text of a file: one line a question, sorted, so that a difference can be read. */
export function formatReview(memories: Memories): string {
  const lines = [...memories].sort(([a], [b]) => a < b ? -1 : 1).map(([name, memory]) =>
    `    ${JSON.stringify(name)}: ${JSON.stringify(memory)}`
  );
  const questions = lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n  }`;
  return `{\n  "format": ${
    JSON.stringify(FORMAT)
  },\n  "version": ${VERSION},\n  "questions": ${questions}\n}\n`;
}

/**
 * Reads what {@linkcode formatReview} wrote. Questions that no longer exist are kept: another version may know them.
 *
 * @throws {NotAReview} If the text is anything else; the message says where.
 */
export function parseReview(text: string): Memories {
  if (text.length > MAX_CHARS) {
    throw new NotAReview(`it has ${text.length} characters; at most ${MAX_CHARS} are read`);
  }
  const value = record(json(text), "it");
  if (value["format"] !== FORMAT) {
    throw new NotAReview(`"format" must be ${JSON.stringify(FORMAT)}: it is ${short(value["format"])}`);
  }
  if (value["version"] !== VERSION) {
    throw new NotAReview(`"version" must be ${VERSION}: it is ${short(value["version"])}`);
  }
  const memories = new Map<string, Memory>();
  for (const [name, memory] of Object.entries(record(value["questions"], '"questions"'))) {
    if (!/^[a-z0-9-]+\/[a-z0-9-]+#[a-z0-9-]+$/.test(name)) {
      throw new NotAReview(`a question must be named category/name#item: it is ${short(name)}`);
    }
    memories.set(name, memoryOf(record(memory, name), name));
  }
  return memories;
}

const LATEST_MS = 8_640_000_000_000_000;
const ranges: Record<keyof Memory, { min: number; max: number; whole: boolean }> = {
  dueAtMs: { min: 0, max: LATEST_MS, whole: true },
  lastAtMs: { min: 0, max: LATEST_MS, whole: true },
  stabilityDays: { min: 1e-6, max: 1e9, whole: false },
  difficulty: { min: 1, max: 10, whole: false },
  asked: { min: 1, max: 1e9, whole: true },
  lapses: { min: 0, max: 1e9, whole: true },
};

function memoryOf(value: Record<string, unknown>, name: string): Memory {
  const fields = Object.entries(ranges).map(([field, { min, max, whole }]) => {
    const given = value[field];
    if (typeof given === "number" && given >= min && given <= max && (!whole || Number.isInteger(given))) {
      return [field, given];
    }
    const kind = whole ? "whole number" : "number";
    throw new NotAReview(
      `${name}: "${field}" must be a ${kind} from ${min} to ${max}: it is ${short(given)}`,
    );
  });
  return Object.fromEntries(fields) as Memory;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotAReview("it is not JSON");
  }
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new NotAReview(`${what} must be an object: it is ${short(value)}`);
}

const short = (value: unknown): string => (JSON.stringify(value) ?? "missing").slice(0, 60);
