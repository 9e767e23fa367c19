import { stateOf } from "@site/../src/grade/report.ts";
import { keepResult, keptAnswer } from "./kept.ts";
import { load } from "./load.ts";

/** How to check. */
export interface CheckAllOptions {
  /** Called before each answer is judged, with how many there are. */
  onAnswer(exercise: string, at: number, of: number): void;
  /** Ends it; what was judged before stays. */
  signal: AbortSignal;
}

/**
 * Judges every answer that this browser keeps, one after another, and keeps what came of each.
 *
 * @param folder The address of the graders.
 * @returns How many there were, and how many of them passed.
 * @throws {Error} If a grader cannot be fetched.
 */
export async function checkAll(
  folder: string,
  exercises: readonly string[],
  { onAnswer, signal }: CheckAllOptions,
): Promise<{ judged: number; passed: number }> {
  const begun = exercises.filter((exercise) => keptAnswer(exercise) !== undefined);
  let judged = 0;
  let passed = 0;
  for (const exercise of begun) {
    onAnswer(exercise, judged + 1, begun.length);
    const { task, judge } = await load(folder, exercise);
    if (signal.aborted) break;
    const made = await judge.judge(folder, task, keptAnswer(exercise) ?? task.stub, { signal });
    if (signal.aborted) break;
    const state = stateOf(made);
    keepResult(exercise, state);
    judged++;
    if (state === "passed") passed++;
  }
  return { judged, passed };
}
