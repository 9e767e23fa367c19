import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { outagePicture, PICTURE } from "#src/commands/new/picture.ts";
import { chapterTable, withTable } from "#src/commands/new/readme.ts";
import { projectFolder, projectTree } from "#src/commands/new/tree.ts";
import { budgets } from "./budgets.ts";
import { catalog, entryOf, isSlug, neighbours, parts, slugs } from "./catalog.ts";
import { categories } from "./categories.ts";
import { cellsOf, gatesOf } from "./chapter.ts";
import { clinicsLack, missing, orphans, type Tree } from "./missing.ts";
import { type Misconception, misconceptions } from "./misconceptions.ts";
import { exercisePathsOf, pathsOf, slugOfPath } from "./paths.ts";
import { symptoms } from "./symptoms.ts";

const tree = projectTree();
const empty: Tree = { paths: [], read: () => "", pictureOf: () => "" };

describe("each pattern is complete", { timeout: 60_000 }, () => {
  test.each(slugs)("%s", (slug) => {
    const list = missing(slug, entryOf(slug), tree);
    if (list.length > 0) {
      expect.fail(`${slug} is not complete. Missing:\n${list.map((each) => `  - ${each}`).join("\n")}\n`);
    }
  });

  test("the clinics", () => {
    expect(clinicsLack(tree)).toEqual([]);
    expect(tree.paths).toContain("exercises/clinic/resilience/1-choose.ts");
    expect(clinicsLack({ ...tree, paths: ["exercises/clinic/resilence/1-choose.ts"] })).toEqual(
      expect.arrayContaining([
        'exercises/clinic/resilence/: there is no category "resilence"',
        "exercises/clinic/resilence/: 1 cases, at least 6 are needed",
      ]),
    );
  });

  test("no file belongs to a pattern that the catalog does not know", () => {
    expect(orphans(slugs, tree)).toEqual([]);
  });
});

describe("the catalog is in order", () => {
  test("each slug stands once, in the order of the categories", () => {
    const order: readonly string[] = categories.map(({ id }) => id);
    const at = slugs.map((slug) => order.indexOf(slug.split("/")[0]!));
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(parts.flatMap(({ entries }) => entries.map(({ slug }) => slug))).toEqual(slugs);
  });

  test("what a chapter needs comes before it", () => {
    const wrong = catalog.flatMap(({ slug, needs }) =>
      needs.filter((need) => slugs.indexOf(need) >= slugs.indexOf(slug)).map((need) =>
        `${slug} needs ${need}`
      )
    );
    expect(wrong).toEqual([]);
  });

  test("alternatives and conflicts are known to both sides", () => {
    const oneSided = catalog.flatMap(({ slug, card }) => [
      ...card.alternatives.filter(({ id }) => !entryOf(id).card.alternatives.some((each) => each.id === slug))
        .map(({ id }) => `alternative ${slug} → ${id}`),
      ...card.conflicts.filter(({ id }) => !entryOf(id).card.conflicts.some((each) => each.id === slug)).map((
        { id },
      ) => `conflict ${slug} → ${id}`),
    ]);
    expect(oneSided).toEqual([]);
  });

  test("each symptom leads to a pattern", () => {
    const solved = new Set<string>(catalog.flatMap(({ card }) => card.solves));
    expect(symptoms.filter(({ id }) => !solved.has(id))).toEqual([]);
  });

  test("neighbours follow the course order", () => {
    expect(neighbours(slugs[0]!).previous).toBeUndefined();
    expect(neighbours(slugs[0]!).next?.slug).toBe(slugs[1]);
    expect(neighbours(slugs.at(-1)!).next).toBeUndefined();
    expect(isSlug("resilience/no-such-thing")).toBe(false);
  });

  test("summaries are one sentence, sources have a year that can be", () => {
    for (const { slug, summary, sources } of catalog) {
      expect(summary, slug).toMatch(/^[A-Z][^.]*\.$/);
      for (const { year, title } of sources) expect(year >= 1945 && year <= 2027, title).toBe(true);
    }
  });
});

test("the README's table of chapters is the catalog's", () => {
  const readme = readFileSync(`${projectFolder}README.md`, "utf8");
  expect(readme, "npm run new -- --readme writes it").toBe(withTable(readme, chapterTable(parts)));
});

test("the README's picture is what the run draws", { timeout: 60_000 }, async () => {
  const picture = readFileSync(projectFolder + PICTURE, "utf8").replaceAll("\r\n", "\n");
  expect(picture === await outagePicture(), "npm run new -- --readme draws it").toBe(true);
});

describe("misconceptions", { timeout: 60_000 }, () => {
  test("each id stands once", () => {
    const ids = misconceptions.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test.each((misconceptions as readonly Misconception[]).map((each) => [each.id, each] as const))(
    "%s is refuted by a run",
    async (_id, { refutedBy }) => {
      if (refutedBy === undefined) {
        expect.fail(
          "no run refutes it yet: add refutedBy { scenario, variant, seed, property }",
        );
      }
      const scenario = await scenarioOf(refutedBy.scenario);
      const run = await scenario.run(refutedBy.seed, refutedBy.variant);
      expect(run.broken.map(({ property }) => property)).toContain(refutedBy.property);
    },
  );
});

describe("gates", () => {
  const gates = slugs.flatMap((slug) => {
    const { notebook } = pathsOf(slug);
    return tree.paths.includes(notebook)
      ? gatesOf(cellsOf(tree.read(notebook))).map((gate) => ({ slug, ...gate }))
      : [];
  });

  test("name misconceptions that exist", () => {
    const ids: readonly string[] = misconceptions.map(({ id }) => id);
    expect(
      gates.flatMap(({ slug, misconceptions }) =>
        misconceptions.filter((id) => !ids.includes(id)).map((id) => `${slug}: ${id}`)
      ),
    ).toEqual([]);
  });

  test("no position is right more than half of the time", () => {
    for (const key of ["a", "b", "c", "d"]) {
      const share = gates.filter(({ truth }) => truth === key).length / Math.max(gates.length, 1);
      expect(share, `option ${key}`).toBeLessThanOrEqual(budgets.maxShareOfOnePosition);
    }
  });
});

describe("exercises", () => {
  test(
    "have enough known wrong answers, each with the property that it breaks",
    { timeout: 60_000 },
    async () => {
      const wrong: string[] = [];
      for (const slug of slugs) {
        const { exercises } = pathsOf(slug);
        for (const path of tree.paths.filter((each) => each.startsWith(exercises))) {
          const file = exercisePathsOf(slug, path.slice(exercises.length, -3)).mutants;
          if (!tree.paths.includes(file)) continue;
          const { mutants } = (await load(file))["mutants"] as {
            mutants: readonly { id: string; kills?: string }[];
          };
          if (mutants.length < budgets.exercise.minMutants) wrong.push(`${file}: ${mutants.length} mutants`);
          wrong.push(
            ...mutants.filter(({ kills }) => !kills).map(({ id }) => `${file}: ${id} kills nothing`),
          );
        }
      }
      expect(wrong).toEqual([]);
    },
  );
});

describe("a newcomer who begins a pattern", () => {
  test("reads what is missing, and how to mend it", () => {
    const list = missing("resilience/load-shedding", undefined, empty);
    expect(list).toContain("src/catalog/resilience/load-shedding.ts: its entry in the catalog is missing");
    expect(list).toContain(
      "src/patterns/resilience/load-shedding.scenario.ts: the scenario, with variants without and with is missing",
    );
    expect(list).toContain("notebooks/resilience/load-shedding.ipynb: the chapter is missing");
    expect(list).toContain("exercises/resilience/load-shedding/: 0 exercises, at least 3 are needed");
  });

  test("hears of a file that no entry knows, and of a category that is none", () => {
    const paths = [
      "notebooks/resilience/load-shedding.ipynb",
      "src/patterns/resilience/load-shedding.ts",
      "src/patterns/resilence/retry.test.ts",
      "exercises/AGENTS.md",
    ];
    expect(orphans(slugs, { ...empty, paths })).toEqual([
      "notebooks/resilience/load-shedding.ipynb and 1 more: the catalog has no resilience/load-shedding; " +
      "npm run new resilience/load-shedding -- --missing says what it lacks, its entry last",
      'src/patterns/resilence/retry.test.ts: there is no category "resilence"; the categories stand in src/catalog/categories.ts',
    ]);
  });

  test.each([
    ["src/patterns/resilience/retry.ts", "resilience/retry"],
    ["src/patterns/resilience/retry/budget.ts", "resilience/retry"],
    ["src/catalog/resilience/retry.ts", "resilience/retry"],
    ["src/catalog/misconceptions/resilience/retry.ts", "resilience/retry"],
    ["src/catalog/misconceptions/resilience.ts", undefined],
    ["exercises/.harness/resilience/retry/1-build.stub.ts", "resilience/retry"],
    ["exercises/clinic/resilience/1-choose.ts", undefined],
    ["notebooks/.study/resilience/retry.ipynb", undefined],
    ["solutions/README.md", undefined],
  ])("%s belongs to %s", (path, slug) => {
    expect(slugOfPath(path)).toBe(slug);
  });
});

interface AnyScenario {
  readonly id: string;
  run(seed: number, variant: string): Promise<{ broken: readonly { property: string }[] }>;
}

async function load(path: string): Promise<Record<string, unknown>> {
  return await import(/* @vite-ignore */ projectFolder + path);
}

async function scenarioOf(id: string): Promise<AnyScenario> {
  const path = pathsOf(id.split("#")[0]!).scenario;
  const found = Object.values(await load(path)).find((each): each is AnyScenario =>
    (each as AnyScenario | undefined)?.id === id
  );
  return found ?? expect.fail(`${path} exports no scenario with the id "${id}"`);
}
