/**
 * What is checked before a change is taken, in the order in which a mistake is cheapest to find.
 *
 * @module
 */
import { budgets } from "#src/catalog/budgets.ts";

/** One step of the check. It is green when its command ends with 0. */
export interface Step {
  /** For `--only` and `--from`. */
  name: string;
  /** What it makes sure of. */
  says: string;
  /** Folders of `.ci/tools` to install before. */
  tools?: readonly string[];
  /** Commands, run one after another: a program and its arguments. */
  commands: readonly (readonly [program: "deno" | "node", ...args: string[]])[];
  /** Stopped, and red, after so many minutes. */
  minutes: number;
}

function command(name: string, ...args: string[]): Step["commands"][number] {
  return ["deno", "run", "-A", `src/commands/${name}.ts`, ...args];
}

/** All steps. */
export const steps: readonly Step[] = [
  {
    name: "types",
    says: "TypeScript agrees: the library and the site with tsc, the commands with Deno",
    commands: [
      ["node", "node_modules/typescript/bin/tsc", "--project", "."],
      ["node", "node_modules/typescript/bin/tsc", "--project", "site"],
      ["deno", "check", "--quiet", "src/commands"],
    ],
    minutes: 3,
  },
  {
    name: "lint",
    says: "deno lint finds nothing",
    commands: [["deno", "lint", "--quiet"]],
    minutes: 2,
  },
  {
    name: "format",
    says: "every file is formatted",
    commands: [["deno", "fmt", "--check", "--quiet"]],
    minutes: 2,
  },
  {
    name: "tests",
    says: "npm test: exercises as shipped, the library's tests, the rules of the house, graders graded",
    commands: [command("test")],
    minutes: 6,
  },
  {
    name: "examples",
    says: "the examples in doc comments run",
    // Not type-checked: what the documentation test adds by itself is unused, and that is an error here.
    commands: [[
      "deno",
      "test",
      "--doc",
      "--no-check",
      "--quiet",
      "--ignore=**/*.test.ts,**/*.contract.ts,src/commands",
      "src",
    ]],
    minutes: 2,
  },
  {
    name: "determinism",
    says: "every scenario plays alike, byte for byte, on Node, Deno and Chromium",
    commands: [command("determinism", "--in-turn", "--seeds", String(budgets.seeds.determinism))],
    minutes: 10,
  },
  {
    name: "notebooks",
    says: "each chapter is type-checked, runs on the real kernel, and shows what is committed",
    commands: [command("notebooks")],
    minutes: 5,
  },
  {
    name: "diagrams",
    says: "each drawn diagram has its picture, equal to the committed one",
    commands: [command("diagrams", "--check")],
    minutes: 5,
  },
  {
    name: "site",
    says: "the site builds, and no link is broken",
    commands: [command("site", "--force")],
    minutes: 5,
  },
  {
    name: "pages",
    says: "each kind of page shows its own text, and a browser finds nothing wrong with it",
    tools: ["browser"],
    commands: [["node", "node_modules/vitest/vitest.mjs", "run", "--config", "site/test/vitest.config.mts"]],
    minutes: 20,
  },
];

/** Names of steps, parted by commas. */
export interface StepChoice {
  only?: string | undefined;
  from?: string | undefined;
  skip?: string | undefined;
}

/** The steps that were asked for, or a sentence saying what is wrong with the question. */
export function chooseSteps({ only, from, skip }: StepChoice): readonly Step[] | string {
  const names = steps.map(({ name }) => name);
  const split = (list: string | undefined): string[] => list?.split(",") ?? [];
  const unknown = [...split(only), ...split(from), ...split(skip)].find((name) => !names.includes(name));
  if (unknown !== undefined) return `There is no step "${unknown}". The steps are ${names.join(", ")}.`;
  const first = from === undefined ? 0 : names.indexOf(from);
  return steps.filter(({ name }, index) =>
    index >= first && (only === undefined || split(only).includes(name)) && !split(skip).includes(name)
  );
}
