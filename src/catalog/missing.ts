/**
 * What a pattern still lacks until its chapter is finished, in words that say how to mend it.
 *
 * @module
 */
import { budgets } from "./budgets.ts";
import { categories } from "./categories.ts";
import { cellsOf, diagramsOf, gatesOf } from "./chapter.ts";
import type { CatalogEntry } from "./catalog.ts";
import { exerciseKinds, exercisePathsOf, pathsOf, slugOfPath } from "./paths.ts";

/** The project's files, as far as they concern patterns. Paths are relative to its folder and have slashes. */
export interface Tree {
  readonly paths: readonly string[];
  read(path: string): string;
  /** Where the picture of a diagram's source stands. */
  pictureOf(diagram: string): string;
}

/** What `npm run new` leaves at every place that an author must fill. */
export const TO_WRITE = "to write:";

const minExercises = { core: 3, standard: 2, brief: 1 } as const;

/** What the slug lacks; empty when it is complete. `entry` is undefined while the catalog does not know it. */
export function missing(slug: string, entry: CatalogEntry | undefined, tree: Tree): string[] {
  const tier = entry?.tier ?? "core";
  const exercises = exerciseNames(slug, tree);
  return [
    ...(entry === undefined
      ? [
        has(tree, pathsOf(slug).entry)
          ? notJoined(slug)
          : noFile(pathsOf(slug).entry, "its entry in the catalog"),
      ]
      : entryLacks(entry)),
    ...codeLacks(slug, tree),
    ...(has(tree, pathsOf(slug).notebook)
      ? chapterLacks(slug, entry, tree)
      : [noFile(pathsOf(slug).notebook, "the chapter")]),
    ...exerciseCountLacks(slug, tier, exercises),
    ...exercises.flatMap((name) => exerciseLacks(slug, name, tree)),
    ...objectiveLacks(slug, entry, exercises, tree),
    ...scenarioLacks(entry, tree),
    ...unwritten(slug, tree),
  ];
}

/** What the clinics lack: unlabelled cases after the chapters of a category, `exercises/clinic/<category>/<n>-choose.ts`. */
export function clinicsLack(tree: Tree): string[] {
  const categoriesWith = tree.paths.flatMap((path) => /^exercises\/clinic\/([^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(categoriesWith)].flatMap((category) => {
    const slug = `clinic/${category}`;
    const names = exerciseNames(slug, tree).filter((name) => /^\d/.test(name));
    const known = categories.some(({ id }) => id === category);
    return [
      ...(known ? [] : [`exercises/${slug}/: there is no category "${category}"`]),
      ...tooFew(`exercises/${slug}/`, "cases", names.length, budgets.clinic.minCases),
      ...names.filter((name, at) => name !== `${at + 1}-choose`).map((name) =>
        `exercises/${slug}/${name}.ts: cases are called 1-choose.ts, 2-choose.ts, …`
      ),
      ...names.flatMap((name) => exerciseLacks(slug, name, tree)),
    ];
  });
}

/** Patterns that have files and no entry, one sentence each. */
export function orphans(known: readonly string[], tree: Tree): string[] {
  const ids: readonly string[] = categories.map(({ id }) => id);
  const files = new Map<string, string[]>();
  for (const path of tree.paths) {
    const slug = slugOfPath(path);
    if (slug !== undefined && !known.includes(slug)) files.set(slug, [...(files.get(slug) ?? []), path]);
  }
  return [...files].map(([slug, [first, ...more]]) => {
    const category = slug.split("/")[0]!;
    const where = more.length === 0 ? first : `${first} and ${more.length} more`;
    return ids.includes(category)
      ? `${where}: the catalog has no ${slug}; npm run new ${slug} -- --missing says what it lacks, its entry last`
      : `${where}: there is no category "${category}"; the categories stand in src/catalog/categories.ts`;
  });
}

function has(tree: Tree, path: string): boolean {
  return tree.paths.includes(path);
}

function noFile(path: string, what: string): string {
  return `${path}: ${what} is missing`;
}

function tooFew(where: string, what: string, count: number, min: number): string[] {
  return count >= min ? [] : [`${where}: ${count} ${what}, at least ${min} are needed`];
}

function notJoined(slug: string): string {
  const list = `src/catalog/${slug.split("/")[0]}.ts`;
  return `${pathsOf(slug).entry}: not in the course yet; when the chapter is finished, join it in ${list}`;
}

function entryLacks(entry: CatalogEntry): string[] {
  const where = `catalog, ${entry.slug}`;
  const { minMisconceptions, minObjectives, minSources } = budgets.slug;
  return [
    ...tooFew(where, "sources", entry.sources.length, minSources),
    ...tooFew(where, "objectives", entry.objectives.length, minObjectives),
    ...tooFew(
      pathsOf(entry.slug).beliefs,
      `misconceptions name ${entry.slug} in 'chapters'`,
      entry.misconceptions.length,
      minMisconceptions,
    ),
    ...tooFew(where, "symptoms in card.solves", entry.card.solves.length, 1),
    ...tooFew(where, "cases in card.dontUseWhen", entry.card.dontUseWhen.length, 2),
    ...tooFew(where, "starting values in card.defaults", entry.card.defaults.length, 1),
    ...tooFew(where, "scenarios in card.proof", entry.card.proof.length, 1),
  ];
}

function codeLacks(slug: string, tree: Tree): string[] {
  const { pattern, without, scenario, test, items } = pathsOf(slug);
  return [
    ...(has(tree, pattern) ? [] : [noFile(pattern, "the pattern itself")]),
    ...(has(tree, without)
      ? []
      : [noFile(without, "the version that a careful engineer would merge, and that fails")]),
    ...(has(tree, scenario) ? [] : [noFile(scenario, "the scenario, with variants without and with")]),
    ...(has(tree, test) ? [] : [noFile(test, "the unit table and the scenario over many seeds")]),
    ...(has(tree, items)
      ? []
      : [noFile(items, `the recall items, ${budgets.slug.minItems} questions by seed`)]),
  ];
}

function chapterLacks(slug: string, entry: CatalogEntry | undefined, tree: Tree): string[] {
  const path = pathsOf(slug).notebook;
  if (!readable(path, tree)) {
    return [`${path}: this is not a notebook with cells; open it in Jupyter or VS Code and save it again`];
  }
  const text = tree.read(path);
  const cells = cellsOf(text);
  const gates = gatesOf(cells);
  const { minGates, maxGates, maxBytes, minRecalls } = budgets.chapter;
  const recalls =
    cells.filter(({ kind, source }) => kind === "code" && /^await recall\(/m.test(source)).length;
  const bytes = new TextEncoder().encode(text).length;
  const code = cells.filter(({ kind }) => kind === "code");
  const prose = cells.filter(({ kind }) => kind === "markdown").map(({ source }) => source).join("\n\n");
  const diagrams = diagramsOf(prose);
  return [
    ...tooFew(path, "gates (const name = predict(…))", gates.length, minGates),
    ...(gates.length > maxGates
      ? [`${path}: ${gates.length} gates, at most ${maxGates} are read with care`]
      : []),
    ...gates.filter(({ truth }) => truth === undefined).map(({ name }) =>
      `${path}: gate "${name}" has no compare(${name}, …) with an output; run npm run notebooks -- ${slug} --write`
    ),
    ...(entry === undefined || entry.needs.length === 0
      ? []
      : tooFew(path, "questions to recall (await recall(…))", recalls, minRecalls)),
    ...(gates.some((gate) => gate.misconceptions.length > 0)
      ? []
      : [`${path}: no option of a gate names the misconception behind it`]),
    ...(code.every(({ executed }) => executed)
      ? []
      : [`${path}: some cells have never run; npm run notebooks -- ${slug} --write`]),
    ...(bytes > maxBytes ? [`${path}: ${bytes} bytes, the budget is ${maxBytes}`] : []),
    ...tooFew(path, "diagrams in the text (```mermaid)", diagrams.length, entry?.tier === "brief" ? 0 : 1),
    ...diagrams.filter((each) => !has(tree, tree.pictureOf(each))).map((each) =>
      `${path}: the diagram that begins "${each.trim().split("\n")[0]}" has no picture; run npm run diagrams`
    ),
  ];
}

function exerciseNames(slug: string, tree: Tree): string[] {
  const { exercises, harnesses, solutions } = pathsOf(slug);
  const names = tree.paths.flatMap((path) => {
    const folder = [exercises, harnesses, solutions].find((each) => path.startsWith(each));
    return folder === undefined ? [] : [path.slice(folder.length).split(/[./]/)[0]!];
  });
  return [...new Set(names)].sort();
}

function exerciseCountLacks(
  slug: string,
  tier: keyof typeof minExercises,
  names: readonly string[],
): string[] {
  const { exercises } = pathsOf(slug);
  const kinds = names.map((name) => name.replace(/^\d+-/, ""));
  const wrong = names.filter((name, index) =>
    !name.startsWith(`${index + 1}-`) || !exerciseKinds.some((kind) => name.endsWith(`-${kind}`))
  );
  return [
    ...tooFew(exercises, "exercises", names.length, minExercises[tier]),
    ...wrong.map((name) =>
      `${exercises}${name}.ts: exercises are called 1-<kind>.ts, 2-<kind>.ts, …; the kinds are ${
        exerciseKinds.join(", ")
      }`
    ),
    ...(tier !== "core" || kinds.includes("attack") || kinds.includes("review")
      ? []
      : [`${exercises}: a core chapter has at least one exercise of the kind attack or review`]),
  ];
}

function exerciseLacks(slug: string, name: string, tree: Tree): string[] {
  const paths = exercisePathsOf(slug, name);
  const variants = tree.paths.filter((path) => path.startsWith(paths.variants));
  const same = !has(tree, paths.exercise) || !has(tree, paths.stub) ||
    plain(tree.read(paths.exercise)) === plain(tree.read(paths.stub));
  return [
    ...(has(tree, paths.exercise) ? [] : [noFile(paths.exercise, "the file that the learner edits")]),
    ...(has(tree, paths.stub) ? [] : [noFile(paths.stub, "the file as shipped")]),
    ...(same
      ? []
      : [`${paths.exercise}: differs from ${paths.stub}; npm run reset ${slug}/${name} copies the stub`]),
    ...(has(tree, paths.harness)
      ? []
      : [noFile(paths.harness, "the harness: scenario, properties, three hints for each")]),
    ...(has(tree, paths.mutants)
      ? []
      : [noFile(paths.mutants, `the known wrong answers (at least ${budgets.exercise.minMutants})`)]),
    ...(has(tree, paths.solution)
      ? []
      : [noFile(paths.solution, "the reference answer, with the reasons for its choices")]),
    ...tooFew(paths.variants, "other right answers", variants.length, budgets.exercise.minVariants),
  ];
}

function plain(text: string): string {
  return text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
}

function objectiveLacks(
  slug: string,
  entry: CatalogEntry | undefined,
  exercises: readonly string[],
  tree: Tree,
): string[] {
  const { notebook, items } = pathsOf(slug);
  const gates = readable(notebook, tree) ? gatesOf(cellsOf(tree.read(notebook))).map(({ name }) => name) : [];
  return (entry?.objectives ?? []).flatMap(({ can, by }) => {
    const tied = "exercise" in by
      ? exercises.includes(by.exercise)
      : "gate" in by
      ? gates.includes(by.gate)
      : has(tree, items) && tree.read(items).includes(`"${by.item}"`);
    const [kind, name] = Object.entries(by)[0]!;
    return tied ? [] : [
      `catalog, ${slug}: the objective "can ${can}" is tied to the ${kind} "${name}", which does not exist`,
    ];
  });
}

function readable(path: string, tree: Tree): boolean {
  try {
    return has(tree, path) && cellsOf(tree.read(path)).length > 0;
  } catch {
    return false;
  }
}

/** Every scenario that the entry names stands in a scenario file of its pattern. */
function scenarioLacks(entry: CatalogEntry | undefined, tree: Tree): string[] {
  if (entry === undefined) return [];
  const { proof, failureModes, tradeOffs } = entry.card;
  const named = [
    ...proof,
    ...failureModes.map(({ scenario }) => scenario),
    ...tradeOffs.map(({ measuredBy }) => measuredBy),
  ];
  return [...new Set(named)].flatMap((id) => {
    const slug = id.split("#")[0]!;
    const path = pathsOf(slug).scenario;
    const files = tree.paths.filter((each) => each.endsWith(".scenario.ts") && slugOfPath(each) === slug);
    return has(tree, path) && files.some((each) => tree.read(each).includes(`"${id}"`))
      ? []
      : [`catalog, ${entry.slug}: the card names the scenario "${id}", which ${path} does not define`];
  });
}

/** Places that `npm run new` left for the author. */
function unwritten(slug: string, tree: Tree): string[] {
  const { exercises } = pathsOf(slug); // copies of the stubs
  const own = tree.paths.filter((path) => slugOfPath(path) === slug && !path.startsWith(exercises));
  return own.flatMap((path) => {
    const places = tree.read(path).split(TO_WRITE).length - 1;
    return places === 0
      ? []
      : [`${path}: ${places} ${places === 1 ? "place says" : "places say"} "${TO_WRITE}"`];
  });
}
