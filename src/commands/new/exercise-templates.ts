/**
 * The first form of an exercise: stub, harness, known wrong answers, other right answers, solution.
 *
 * @module
 */
import { withoutBody } from "./code-templates.ts";
import type { Names } from "./names.ts";

const imports = `import type { Clock } from "#src/ports/clock.ts";
import { type Call, contextOf, type ExecuteOptions, type Policy } from "#src/ports/policy.ts";`;

/** What the learner is given, and the file as shipped. The task is its doc comment. */
export function stubTemplate(names: Names, exercise: string): string {
  const { name, type } = names;
  const kind = exercise.replace(/^\d+-/, "");
  const task = `/**
 * ${kind[0]!.toUpperCase()}${
    kind.slice(1)
  }: to write: the task in one sentence. Check it: \`npm test ${name}/${exercise.split("-")[0]}\`.
 *
 * 1. to write: the contract in full, one numbered sentence for each thing that is checked.
 *
 * @module
 */
`;
  if (kind === "repair") return task + withoutBody(names);
  return `${task}import { todo } from "#src/grade/todo.ts";
import type { Clock } from "#src/ports/clock.ts";
import type { Policy } from "#src/ports/policy.ts";

/** to write: what it makes. (A function, not a class: private fields would refuse right answers.) */
export function make${type}(_options: { clock: Clock }): Policy {
  return { execute: () => todo("1. let the call pass") };
}
`;
}

/** The function that an answer exports. A repair keeps the name of what it repairs. */
function exportOf({ type }: Names, exercise: string): string {
  return exercise.endsWith("-repair") ? `hopeful${type}` : `make${type}`;
}

/** A right answer, with what it says of itself. */
export function answerTemplate(names: Names, exercise: string, says: string): string {
  return `/**
 * ${says}
 *
 * @module
 */
${imports}

export const ${exportOf(names, exercise)} = (_options: { clock: Clock }): Policy => ({
  async execute<T>(call: Call<T>, options: ExecuteOptions = {}): Promise<T> {
    return await call(contextOf(options));
  },
});
`;
}

/** The hidden checks. */
export function harnessTemplate(names: Names, exercise: string): string {
  const { slug } = names;
  const make = exportOf(names, exercise);
  return `/**
 * The hidden checks of ${slug}/${exercise}.
 *
 * @module
 */
import { check, defineHarness } from "#src/grade/harness.ts";
import { story } from "#patterns/${slug}.scenario.ts";
import type * as Answer from "./${exercise}.stub.ts";

/** The checks, as data. */
export const harness = defineHarness<typeof Answer>({
  exercise: "${slug}/${exercise}",
  kind: "${exercise.replace(/^\d+-/, "")}",
  checks: [
    check(story, {
      subject: ({ ${make} }: typeof Answer) => ${make},
      seeds: 40,
      hints: {
        "Customers are served before the fault and after it": [
          "to write: where to look.",
          "to write: what happens there.",
          "to write: what to do, without the code.",
        ],
      },
    }),
  ],
  explanation: "to write: what the reader may now know.",
});
`;
}

/** The known wrong answers. */
export function mutantsTemplate({ slug }: Names, exercise: string): string {
  return `/**
 * Known wrong answers to ${slug}/${exercise}: each is caught by the property that it breaks.
 *
 * @module
 */
import { defineMutants } from "#src/grade/mutants.ts";

/** At least six mistakes that people make. */
export const mutants = defineMutants({
  exercise: "${slug}/${exercise}",
  mutants: [
    {
      id: "refuses-all",
      says: "to write: what its author believed",
      edits: [{ find: "return await call(contextOf(options));", replace: 'throw new Error("no");' }],
      kills: "Customers are served before the fault and after it",
    },
  ],
});
`;
}
