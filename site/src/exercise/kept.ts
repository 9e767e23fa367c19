/**
 * The reader's work, kept in this browser under the exercise's name.
 *
 * Storage may be forbidden or full; then the page works, and forgets.
 *
 * @module
 */

/** What came of the last check, and whether any check was ever passed. */
export interface Result {
  last: "passed" | "failed" | "to do" | "not started";
  solved: boolean;
}

/** How long an answer may be. */
export const MAX_ANSWER_BYTES = 256 * 1024;

const ANSWER = "answer:";
const RESULT = "result:";

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: string | undefined): boolean {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** The reader's text of an exercise, if there is one. */
export const keptAnswer = (exercise: string): string | undefined => read(ANSWER + exercise);

/** Keeps the text; `undefined` forgets it. Gives `false` where the browser keeps nothing. */
export const keepAnswer = (exercise: string, text: string | undefined): boolean =>
  write(ANSWER + exercise, text);

/** What came of the last check of an exercise. */
export function keptResult(exercise: string): Result | undefined {
  try {
    const found = JSON.parse(read(RESULT + exercise) ?? "null") as Result | null;
    return found && typeof found.last === "string" ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps what came of a check. What was solved once stays solved. */
export function keepResult(exercise: string, last: Result["last"]): void {
  const solved = last === "passed" || (keptResult(exercise)?.solved ?? false);
  write(RESULT + exercise, JSON.stringify({ last, solved } satisfies Result));
}

/** All answers of these exercises, as one file. */
export function savedWork(exercises: readonly string[]): string {
  const answers: Record<string, string> = {};
  for (const exercise of exercises) {
    const text = keptAnswer(exercise);
    if (text !== undefined) answers[exercise] = text;
  }
  return `${JSON.stringify({ format: "answers-1", answers }, null, 1)}\n`;
}

/** An answer that was taken from a file, and the text that stood there before. */
export interface Taken {
  exercise: string;
  before: string | undefined;
}

/**
 * Takes answers from such a file, in place of those that are kept.
 *
 * @throws {TypeError} If it is no such file; nothing is changed then.
 * @throws {RangeError} If the browser does not keep them; nothing is changed then.
 */
export function loadWork(text: string, exercises: readonly string[]): Taken[] {
  let answers: unknown;
  try {
    const file = JSON.parse(text) as { format?: unknown; answers?: unknown } | null;
    if (file?.format === "answers-1") ({ answers } = file);
  } catch {
    // not JSON: told below
  }
  if (typeof answers !== "object" || answers === null) {
    throw new TypeError("This is no file of answers: it must have been saved on this page.");
  }
  const taken: Taken[] = [];
  for (const [exercise, answer] of Object.entries(answers)) {
    if (!exercises.includes(exercise) || typeof answer !== "string" || answer.length > MAX_ANSWER_BYTES) {
      continue;
    }
    const before = keptAnswer(exercise);
    if (before === answer) continue;
    if (!keepAnswer(exercise, answer)) {
      giveBack(taken);
      throw new RangeError("This browser cannot keep these answers; nothing was changed.");
    }
    taken.push({ exercise, before });
  }
  return taken;
}

/** Puts back what stood there before. */
export function giveBack(taken: readonly Taken[]): void {
  for (const { exercise, before } of taken) keepAnswer(exercise, before);
}

/** Gives the reader a text as a file. */
export function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
