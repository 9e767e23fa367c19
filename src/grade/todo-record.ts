/**
 * Which holes were reached since the grader last asked. Apart from `todo.ts`, so that answers cannot import it.
 *
 * @module
 */
const MAX_HOLES = 20;
const reached = new Set<string>();

/** Notes that a hole was reached. */
export function recordTodo(what: string): void {
  if (reached.size < MAX_HOLES) reached.add(String(what).slice(0, 300));
}

/** The holes reached since the last call, in the order in which they were reached first. */
export function takeTodos(): string[] {
  const holes = [...reached];
  reached.clear();
  return holes;
}
