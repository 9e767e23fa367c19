/**
 * The hole in a stub: reaching it is neither right nor wrong, it is *to do*.
 *
 * @module
 */
import { recordTodo } from "#src/grade/todo-record.ts";

/** Thrown where an exercise's answer still has a hole. */
export class Todo extends Error {
  override readonly name = "Todo";
  /** What is to be written there. */
  readonly what: string;
  constructor(what: string) {
    super(`to do: ${what}`);
    this.what = what;
  }
}

/**
 * Marks a hole. The grader notes that it was reached, even where the answer or a scenario catches the error.
 *
 * @param what What is to be written there, beginning with the number of the step: "1. let calls pass".
 */
export function todo(what: string): never {
  recordTodo(what);
  throw new Todo(what);
}
