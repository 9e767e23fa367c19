import { todo } from "#src/grade/todo.ts";

/** What an answer has decided on; a plan that its author has not decided on is still to do, however good it is. */
export function decided<A extends { readonly decided: boolean }>(answer: A): A {
  return answer.decided === true ? answer : todo("set decided to true when the plan is your decision");
}
