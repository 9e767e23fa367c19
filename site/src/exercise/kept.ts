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

/**
 * Takes answers from such a file.
 *
 * @returns Names of the exercises that were taken.
 * @throws {TypeError} If it is no such file; nothing is changed then.
 */
export function loadWork(text: string, exercises: readonly string[]): string[] {
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
  const taken = Object.entries(answers).filter((entry): entry is [string, string] =>
    exercises.includes(entry[0]) && typeof entry[1] === "string"
  );
  for (const [exercise, answer] of taken) keepAnswer(exercise, answer);
  return taken.map(([exercise]) => exercise);
}

/** Gives the reader a text as a file. */
export function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
