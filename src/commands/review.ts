/**
 * `npm run review`: asks what the reader is about to forget.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import process from "node:process";
import { fsrsScheduler } from "#src/adapters/fsrs/scheduler.ts";
import { systemRandom } from "#src/adapters/system/random.ts";
import { systemWallClock } from "#src/adapters/system/wall-clock.ts";
import { formatReview, merged, NotAReview, parseReview } from "#src/learn/review.ts";
import { readArguments, stop, wholeNumber } from "./grade/arguments.ts";
import { projectRoot } from "./grade/layout.ts";
import { chaptersWithItems, questionsOf } from "./review/questions.ts";
import { sitting, whatIsLeft } from "./review/session.ts";
import { BrokenState, stateFile } from "./review/state-file.ts";

const HELP = `npm run review [chapter…] [-- options]

Asks questions of the chapters when you are about to forget their answers (spaced repetition, FSRS), with fresh numbers each
time. A right answer is asked again later and later, a wrong one tomorrow. With chapters (retry), asks from those alone.

  --new <n>        begins at most n questions that you were never asked; 6 if not said
  --most <n>       asks at most n questions; 20 if not said
  --due            says how many are due, and asks nothing
  --export <file>  writes your state into a file; the page Review reads it
  --import <file>  adds the state of a file, from the page Review or another machine; of each question the later answer wins
  --state <file>   keeps the state there; .review.json in the project's folder if not said (git ignores it)
  --help           this text

Exit code: 0, or 2 for a wrong option or a state that cannot be read.`;

const { values, names } = readArguments(HELP, {
  new: { type: "string" },
  most: { type: "string" },
  due: { type: "boolean" },
  export: { type: "string" },
  import: { type: "string" },
  state: { type: "string" },
});
const fresh = values.new === "0" ? 0 : wholeNumber("new", values.new, 1_000) ?? 6;
const most = wholeNumber("most", values.most, 1_000) ?? 20;
const text = (value: string | boolean | undefined) => typeof value === "string" ? value : undefined;
const file = stateFile(text(values.state) ?? join(projectRoot, ".review.json"));

try {
  await main();
} catch (error) {
  if (!(error instanceof BrokenState)) throw error;
  stop(error.message);
}

async function main(): Promise<void> {
  const [from, to] = [text(values.import), text(values.export)];
  if (from !== undefined) importFrom(from);
  if (to !== undefined) {
    stateFile(to).write(merged(file.read(), stateFile(to).read()));
    console.log(`Written: ${to}`);
  }
  if (from !== undefined || to !== undefined) return;
  const questions = await questionsOf(chosenChapters());
  const common = { ...questions, clock: systemWallClock, read: file.read };
  if (values.due === true) return console.log(whatIsLeft(common));
  const lines = createInterface({ input: process.stdin, terminal: false });
  const input = lines[Symbol.asyncIterator]();
  await sitting({
    ...common,
    random: systemRandom,
    scheduler: fsrsScheduler,
    write: file.write,
    tell: (said) => console.log(said),
    ask: async (prompt) => {
      process.stdout.write(prompt);
      const { value, done } = await input.next();
      return done === true ? undefined : value as string;
    },
    fresh,
    most,
  });
  lines.close();
}

/** The chapters that the names mean; ends with a sentence where one is unknown. */
function chosenChapters(): readonly string[] {
  if (names.length === 0) return chaptersWithItems;
  const wanted = names.map((name) =>
    chaptersWithItems.find((slug) => slug === name || slug.endsWith(`/${name}`)) ??
      stop(
        `There is no chapter '${name.slice(0, 80)}' with questions. There are: ${
          chaptersWithItems.join(", ")
        }.`,
      )
  );
  return chaptersWithItems.filter((slug) => wanted.includes(slug));
}

function importFrom(path: string): void {
  let given: string;
  try {
    given = readFileSync(path, "utf8");
  } catch (error) {
    return stop(`${path} cannot be read: ${(error as Error).message}`);
  }
  try {
    const before = file.read();
    const after = file.write(merged(before, parseReview(given)));
    console.log(
      `Imported: ${after.size} questions are known, ${
        formatReview(before) === formatReview(after)
          ? "none of them new or later"
          : `${after.size - before.size} of them new`
      }.`,
    );
  } catch (error) {
    if (!(error instanceof NotAReview)) throw error;
    stop(`${path} is no state of a review: ${error.message}. Nothing was imported.`);
  }
}
